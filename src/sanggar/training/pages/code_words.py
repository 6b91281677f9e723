"""What the pages say about the code on the screen: to the participant, and to the officer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.planning.models import Meeting
from sanggar.training.models import ACCEPTED, CodeOutcome
from sanggar.training.queries import Signal, SignalKind
from sanggar.training.refusals import CodeUnknown, CookieNeeded

UNKNOWN, NO_COOKIE, NOT_LISTED, OTHERWISE = "tak-dikenal", "kuki", "bukan-daftar", "lain"
TONES = {SignalKind.SHARED_DEVICE: "bad", SignalKind.SECOND_DEVICE: "now"}


def told(outcome: CodeOutcome) -> dict[str, str]:
    """tone, title and text of what came of a code."""
    tone, title, text = _told()[outcome]
    return {"tone": tone, "title": title, "text": text}


def came_of(named: Mapping[str, str], recorded: list[Meeting]) -> dict[str, Any]:
    """What the page says of the last press, named by its address as `hasil` and `sesi`: `told` and, of one that was
    accepted, `is_in`. Only what the record bears out is called recorded.
    """
    outcome = named.get("hasil", "")
    if outcome in CodeOutcome.values:
        known = CodeOutcome(outcome)
        meeting = next((each for each in recorded if str(each.pk) == named.get("sesi")), None)
        if known in ACCEPTED and meeting is None:
            return {}
        others = [each for each in recorded if each != meeting]
        return {"told": told(known), "is_in": known in ACCEPTED, "meeting": meeting, "recorded": others}
    sentence = _refused().get(outcome)
    return {"told": {"tone": "warn", "title": sentence, "text": ""}} if sentence else {}


def _refused() -> dict[str, str]:
    return {
        UNKNOWN: str(CodeUnknown()),
        NO_COOKIE: str(CookieNeeded()),
        NOT_LISTED: _("Anda tidak ada di daftar hadir sesi ini. Tanyakan kepada petugas."),
        OTHERWISE: _("Petugas sudah mencatat Anda selain hadir di sesi ini. Tanyakan kepadanya bila itu keliru."),
    }


def _told() -> dict[CodeOutcome, tuple[str, str, str]]:
    present = ("good", _("Anda tercatat hadir"), _("Selamat belajar. Halaman ini boleh ditutup."))
    return {
        CodeOutcome.RECORDED: present,
        CodeOutcome.SECOND_DEVICE: present,
        CodeOutcome.SHARED_DEVICE: (
            "bad",
            _("Perangkat ini sudah dipakai orang lain di sesi ini"),
            _(
                "Satu perangkat berlaku untuk satu orang, dan percobaan ini dicatat. "
                "Bila ponsel Anda tertinggal atau dipakai bersama, minta petugas mencatat Anda."
            ),
        ),
        CodeOutcome.LATE: (
            "warn",
            _("Kode ini sudah lewat"),
            _(
                "Kode berganti setiap setengah menit. "
                "Lihat layar lagi, lalu pindai atau ketik kode yang sekarang tampil."
            ),
        ),
        CodeOutcome.OUTSIDE: (
            "warn",
            _("Kode ini hanya diterima lewat jaringan di ruangan"),
            _("Sambungkan ponsel ke Wi-Fi ruangan, lalu tekan lagi. Bila tidak bisa, minta petugas mencatat Anda."),
        ),
        CodeOutcome.CLOSED: (
            "warn",
            _("Presensi sesi ini sudah ditutup"),
            _(
                "Kode layar berlaku dari dua jam sebelum sesi sampai satu jam sesudahnya. "
                "Hubungi petugas bila Anda hadir tetapi belum tercatat."
            ),
        ),
    }


def _nameless(devices: int) -> list[str]:
    if not devices:
        return []
    told = ngettext(
        "%(count)d perangkat yang belum diketahui pemiliknya",
        "%(count)d perangkat yang belum diketahui pemiliknya",
        devices,
    )
    return [told % {"count": devices}]


def signals_shown(signals: Iterable[Signal]) -> list[dict[str, Any]]:
    """Each signal as a sentence, with its tone."""
    return [{"tone": TONES.get(signal.kind, "warn"), "text": _sentence(signal)} for signal in signals]


def _sentence(signal: Signal) -> str:
    people = ", ".join([*signal.people, *_nameless(signal.nameless)])
    match signal.kind:
        case SignalKind.SHARED_DEVICE:
            first, *others = signal.people
            told = _("Satu perangkat untuk beberapa orang: %(first)s tercatat; ditolak: %(others)s.")
            return told % {"first": first, "others": ", ".join(others)}
        case SignalKind.LATE:
            told = ngettext(
                "Kode lama dicoba %(times)d kali, mungkin diteruskan dari orang lain: %(people)s.",
                "Kode lama dicoba %(times)d kali, mungkin diteruskan dari orang lain: %(people)s.",
                signal.times,
            )
        case SignalKind.CLOSED:
            told = ngettext(
                "Dicoba %(times)d kali di luar waktu sesi: %(people)s.",
                "Dicoba %(times)d kali di luar waktu sesi: %(people)s.",
                signal.times,
            )
        case SignalKind.OUTSIDE:
            told = ngettext(
                "Ditolak %(times)d kali karena tidak lewat jaringan di ruangan: %(people)s.",
                "Ditolak %(times)d kali karena tidak lewat jaringan di ruangan: %(people)s.",
                signal.times,
            )
        case SignalKind.NETWORK:
            told = _("Beberapa orang lewat satu jaringan yang bukan jaringan kebanyakan peserta: %(people)s.")
        case _ if signal.elsewhere:
            told = _("Dua perangkat di jaringan yang berbeda untuk orang yang sama: %(people)s.")
        case _:
            told = _("Dua perangkat untuk orang yang sama: %(people)s.")
    return told % {"people": people, "times": signal.times}
