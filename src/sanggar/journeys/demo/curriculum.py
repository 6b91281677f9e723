"""What the demo programme teaches: a module per topic with aims and a material, and the one on responsible content."""

from datetime import datetime
from typing import Any

from sanggar.foundation.documents import pdf
from sanggar.foundation.files import Read
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import TOPICS, Plan
from sanggar.journeys.demo.spent import RECEIPT
from sanggar.people.models import Role
from sanggar.planning.models import Meeting
from sanggar.planning.queries import meetings_of
from sanggar.training import actions as training
from sanggar.training.models import Kind, Release

AIMS = (
    "Menyebut satu penonton yang jelas untuk setiap video.\nMenulis cerita satu menit dengan awal, tengah, dan akhir.",
    "Merekam gambar yang terang dan tidak goyah dengan ponsel.\nMerekam suara yang jelas di tempat ramai.",
    "Memotong, menyusun, dan memberi takarir di ponsel.\nMenyimpan video dalam ukuran yang sesuai platform.",
    "Memeriksa sendiri sebuah karya sebelum terbit.\nMenerbitkan video pertama dengan judul dan keterangan yang jujur.",
)
STEPS = (
    ("Sebelum", "Baterai penuh, ruang simpan 5 GB, mode pesawat"),
    ("Cahaya", "Wajah menghadap jendela, jangan membelakanginya"),
    ("Suara", "Mikrofon sejengkal dari mulut; rekam sepuluh detik, dengarkan"),
    ("Gambar", "Bersihkan lensa, kunci fokus, pegang dengan dua tangan"),
)


def write_curriculum(plan: Plan, cast: Cast, days: Calendar) -> None:
    by, at = cast.actor(Role.OFFICER), days.past(-119)
    for (topic, _trainer), aims in zip(TOPICS, AIMS, strict=True):
        meetings = list(meetings_of(plan.programme).filter(topic=topic))
        module = training.add_module(
            plan.programme,
            title=topic,
            objectives=aims,
            stage=None,
            track=None,
            ordinal=None,
            meetings=meetings,
            by=by,
            at=at,
        )
        title, version, release = _material(module.ordinal, meetings, plan, days, at)
        training.add_material(module, title=title, ordinal=None, version=version, by=by, at=at, **release)
    training.add_responsibility_module(plan.programme, by=by, at=at)


def _material(place: int, meetings: list[Meeting], plan: Plan, days: Calendar, at: datetime) -> tuple[str, Any, Any]:
    """One of each kind, opened in each way."""
    if place == 1:
        return "Contoh naskah satu menit", _version(Kind.LINK, url="https://bahan.example/naskah"), _release()
    if place == 2:
        return "Daftar siap rekam", _version(Kind.FILE, file=_sheet(plan, at)), _release()
    if place == 3:
        video = _version(Kind.VIDEO, url="https://video.example/sunting")
        return "Menyunting langkah demi langkah", video, _attended(meetings)
    link = _version(Kind.LINK, url="https://bahan.example/terbit")
    return "Memilih waktu terbit", link, _release(days.day(30))


def _version(kind: str, **held: Any) -> dict[str, Any]:
    return {"kind": kind, "file": None, "url": "", "body": "", "note": "", **held}


def _release(day: object = None) -> dict[str, Any]:
    return {"release": Release.DATE if day else Release.OPEN, "release_on": day, "release_meetings": []}


def _attended(meetings: list[Meeting]) -> dict[str, Any]:
    return {"release": Release.ATTENDANCE, "release_on": None, "release_meetings": meetings}


def _sheet(plan: Plan, at: datetime) -> Read:
    office = plan.programme.organisation.name
    data = {"title": "Daftar siap rekam", "office": office, "note": "Contoh bahan ajar", "pairs": STEPS}
    return Read(pdf(RECEIPT, data, at=at), "daftar-siap-rekam.pdf")
