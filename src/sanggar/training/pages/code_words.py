"""What the pages say about the code on the screen: to the participant, and to the officer."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.training.models import CodeOutcome
from sanggar.training.queries import Signal, SignalKind

TONES = {SignalKind.SHARED_DEVICE: "bad", SignalKind.SECOND_DEVICE: "now"}


def told(outcome: CodeOutcome) -> dict[str, str]:
    """tone, title and text of what came of a code."""
    tone, title, text = _told()[outcome]
    return {"tone": tone, "title": title, "text": text}


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
        case SignalKind.NETWORK:
            told = _("Beberapa orang lewat satu jaringan yang bukan jaringan kebanyakan peserta: %(people)s.")
        case _ if signal.elsewhere:
            told = _("Dua perangkat di jaringan yang berbeda untuk orang yang sama: %(people)s.")
        case _:
            told = _("Dua perangkat untuk orang yang sama: %(people)s.")
    return told % {"people": people, "times": signal.times}
