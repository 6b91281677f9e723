"""What a fresh draft of a decree says: the usual words, in official Indonesian, for the office to edit."""

from datetime import date, datetime
from typing import TypedDict

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.words import terbilang
from sanggar.funding.models import VersionKind
from sanggar.funding.queries import dpa_in_force
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme
from sanggar.selection.documents.legal_bases import legal_bases_on
from sanggar.selection.models import Decree, Draw

INSEPARABLE = "yang merupakan bagian tidak terpisahkan dari Keputusan ini."
IN_FORCE = "Keputusan ini mulai berlaku pada tanggal ditetapkan."


class DecreeText(TypedDict, total=False):
    """The editable parts of a decree; lists hold a paragraph each, without letter or number."""

    about: str
    considering: list[str]
    legal_bases: list[str]
    noting: list[str]
    orders: list[str]
    copies: list[str]
    place: str
    signer_title: str
    signer_name: str
    signer_rank: str
    signer_nip: str


def usual_text(draw: Draw, previous: Decree | None, at: datetime) -> DecreeText:
    """For the draw's first decree, or, after `previous`, for one that amends its annex."""
    text = _amending(draw, previous) if previous else _establishing(draw, local_date(at, clock.office_zone()))
    return {**_signer(draw.call.stage.programme.organisation, previous), **text}


def training_of(draw: Draw) -> str:
    """`Pelatihan YouTuber dan TikToker Tahap 1 Tahun Anggaran 2026`."""
    stage = draw.call.stage
    name = stage.programme.name
    named = name if name.lower().startswith("pelatihan") else f"Pelatihan {name}"
    return f"{named} {stage.name} Tahun Anggaran {stage.programme.fiscal_year}"


def _which_call(draw: Draw) -> str:
    """Which of several calls for the stage, where it is not the first: each has its own decree."""
    earlier = draw.call.stage.calls.filter(published_at__lt=draw.call.published_at).count()
    return f" (Pendaftaran Ke-{earlier + 1})" if earlier else ""


def _establishing(draw: Draw, day: date) -> DecreeText:
    training, office = training_of(draw), draw.call.stage.programme.organisation
    about = f"Penetapan Peserta {training}{_which_call(draw)}"
    return {
        "about": about,
        "considering": [
            f"bahwa dalam rangka pelaksanaan {training}, telah dilaksanakan seleksi terbuka yang hasilnya diumumkan;",
            "bahwa peserta yang terpilih dalam seleksi sebagaimana dimaksud dalam huruf a telah menerima kursinya;",
            (
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan "
                f"Keputusan {head_of(office)} tentang {about};"
            ),
        ],
        "legal_bases": [f"{basis};" for basis in legal_bases_on(day)],
        "noting": [_minutes(draw)],
        "orders": [
            f"Menetapkan peserta {training} sebagaimana tercantum dalam Lampiran {INSEPARABLE}",
            (
                "Peserta sebagaimana dimaksud dalam diktum KESATU berhak mengikuti pelatihan dan pendampingan sampai "
                "selesai tanpa dipungut biaya, serta wajib hadir dan mematuhi tata tertib pelatihan."
            ),
            (
                "Segala biaya yang timbul sebagai akibat ditetapkannya Keputusan ini dibebankan pada "
                f"{_paying(draw.call.stage.programme)}."
            ),
            IN_FORCE,
        ],
        "copies": [f"Inspektur {office.region.name}"],
    }


def _paying(programme: Programme) -> str:
    """The DPA with the number under which the budget was adopted here; without it where the money is not kept here."""
    version = dpa_in_force(programme)
    amended = "Perubahan " if version and version.kind == VersionKind.AMENDED else ""
    numbered = f" Nomor {version.number} tanggal {plain_date(version.dated)}" if version and version.dated else ""
    office, year = programme.organisation.name, programme.fiscal_year
    return f"Dokumen Pelaksanaan {amended}Anggaran {office}{numbered} Tahun Anggaran {year}"


def _amending(draw: Draw, previous: Decree) -> DecreeText:
    """An amendment cites the decree that established the participants, and counts itself: Perubahan Kedua atas …"""
    first = draw.decrees.get(ordinal=1)
    training, cited = training_of(draw), f"{_cited(first)} tentang {first.about}"
    times = f" Ke{terbilang(previous.ordinal)}" if previous.ordinal > 1 else ""
    return {
        "about": f"Perubahan{times} atas {cited}",
        "considering": [
            f"bahwa terdapat peserta {training} yang digantikan oleh cadangan {_by_what(draw)};",
            f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu mengubah Lampiran {cited};",
        ],
        "legal_bases": previous.legal_bases,
        "noting": previous.noting,
        "orders": [
            f"Mengubah Lampiran {cited} sehingga menjadi sebagaimana tercantum dalam Lampiran {INSEPARABLE}",
            IN_FORCE,
        ],
        "copies": previous.copies,
    }


def _by_what(draw: Draw) -> str:
    """How a reserve came in; under quotas by a draw of its own, not by an order."""
    if draw.is_by_type:
        return "yang diundi dengan menjaga kuota" if draw.quotas else "yang diundi lagi"
    return "menurut urutan hasil undian" if draw.is_lottery else "menurut urutan hasil seleksi"


def _signer(office: Organisation, previous: Decree | None) -> DecreeText:
    if previous:
        return {
            "place": previous.place,
            "signer_title": previous.signer_title,
            "signer_name": previous.signer_name,
            "signer_rank": previous.signer_rank,
            "signer_nip": previous.signer_nip,
        }
    town = office.region.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    return {"place": town, "signer_title": head_of(office), "signer_name": office.head_name}


def head_of(office: Organisation) -> str:
    """The head's post with the office and the region it is for: decrees name all of it."""
    title, region = office.head_title, office.region.name
    if not title or title.startswith("Kepala "):
        title = f"Kepala {office.name}"
    return title if region in title else f"{title} {region}"


def _minutes(draw: Draw) -> str:
    day = draw.drawn_at or draw.frozen_at
    kind = "Undian" if draw.is_lottery else "Seleksi"
    return f"Berita Acara {kind} {training_of(draw)} tanggal {plain_date(local_date(day, clock.office_zone()))};"


def _cited(decree: Decree) -> str:
    assert decree.dated_on is not None
    return f"Keputusan {decree.signer_title} Nomor {decree.number} tanggal {plain_date(decree.dated_on)}"
