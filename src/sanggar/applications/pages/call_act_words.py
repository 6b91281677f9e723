"""What the page before an official act says: what will happen, and who will be told."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.invitation_queries import ShutCategory, shut_categories
from sanggar.applications.letters import prolonged_before, reached_by_change
from sanggar.applications.models import Call
from sanggar.applications.open_stages import is_without_seats
from sanggar.applications.queries import unfrozen_beside
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date


@dataclass(frozen=True, slots=True)
class ActWords:
    """What a confirm page says."""

    title: str
    text: str
    button: str
    tone: str = "primary"
    letter: str = ""
    """What the first of those who will be told is going to read."""
    codes_missing: list[str] = field(default_factory=list)
    """Which categories nobody could apply in yet, for want of a code: told, and refused nowhere."""
    seats: list[str] = field(default_factory=list)
    """Why the seats that the call announces may not be there for it: told, and refused nowhere."""


def call_act_words(call: Call, name: str) -> ActWords:
    moments = {"opens": _moment(call.opens_at), "ends": _moment(call.ends_at), "count": call.applications.count()}
    moments["is_past"] = call.opens_at <= clock.now()
    moments |= {"announced": _moment(call.closes_at), "ages": plain_date(call.age_day)}
    told = reached_by_change(call) if name in ("prolong", "reopen") else []
    moments["letters"] = _letters_told(len(told))
    words = {"publish": _publish_words, "prolong": _prolong_words, "close": _close_words, "reopen": _reopen_words}
    made = words[name](moments)
    if name == "publish":
        missing = [_shut_told(each) for each in shut_categories(call)]
        return replace(made, codes_missing=missing, seats=_seats_told(call))
    if not told:
        return made
    first = call.applications.select_related("call__stage__programme__organisation").get(pk=told[0])
    return replace(made, letter=prolonged_before(first, call.closes_at if name == "reopen" else None))


def _publish_words(moments: dict[str, Any]) -> ActWords:
    coming = _("Siapa pun dapat melihat pendaftaran ini. Formulirnya terbuka sendiri pada %(opens)s.")
    at_once = _("Siapa pun dapat melihat pendaftaran ini. Formulirnya langsung terbuka.")
    after = _(
        "Formulirnya tertutup pada %(ends)s. "
        "Sesudah diterbitkan, tahap, alamat, usia, jalur, dan kursi tidak dapat diubah lagi."
    )
    text = f"{at_once if moments['is_past'] else coming} {after}"
    return ActWords(_("Terbitkan pendaftaran ini?"), text % moments, _("Terbitkan"))


def _seats_told(call: Call) -> list[str]:
    taken = _("Kursi %(stage)s sudah semuanya ditempati, ditawarkan, atau dijanjikan kepada daftar yang dibekukan.")
    beside = _(
        "“%(title)s” juga mengumumkan kursi %(stage)s, dan daftarnya belum dibekukan (ditutup %(ends)s). Daftar yang "
        "dibekukan lebih dulu memakai kursinya lebih dulu."
    )
    told = [taken % {"stage": call.stage.name}] if is_without_seats(call.stage) else []
    others = [(each.title, _moment(each.ends_at)) for each in unfrozen_beside(call)]
    return told + [beside % {"title": title, "stage": call.stage.name, "ends": ends} for title, ends in others]


def _shut_told(shut: ShutCategory) -> str:
    none_yet = _("Kategori “%(category)s” hanya dapat dipilih dengan kode undangan, tetapi kodenya belum dibuat.")
    all_gone = _(
        "Kategori “%(category)s” hanya dapat dipilih dengan kode undangan, tetapi semua kodenya sudah habis dipakai "
        "atau dicabut."
    )
    return (all_gone if shut.had_codes else none_yet) % {"category": shut.category.shown}


def _prolong_words(moments: dict[str, Any]) -> ActWords:
    text = _(
        "Sekarang pendaftaran ditutup pada %(ends)s. Perpanjangan dan alasannya diumumkan di halaman pendaftaran. Usia "
        "tetap dihitung pada %(ages)s. "
        "%(letters)s"
    )
    return ActWords(_("Perpanjang pendaftaran"), text % moments, _("Perpanjang"))


def _reopen_words(moments: dict[str, Any]) -> ActWords:
    text = _(
        "Pendaftaran berjalan lagi sampai %(announced)s, seperti yang diumumkan. Alasannya diumumkan di halaman "
        "pendaftaran. %(letters)s"
    )
    return ActWords(_("Buka pendaftaran kembali?"), text % moments, _("Buka kembali"))


def _letters_told(count: int) -> str:
    if not count:
        return _("Tidak ada pelamar yang perlu dikabari.")
    told = ngettext(
        "Surat kepada %(count)s pelamar disiapkan di Kotak pesan; periksa teks dan biayanya sebelum dikirim.",
        "Surat kepada %(count)s pelamar disiapkan di Kotak pesan; periksa teks dan biayanya sebelum dikirim.",
        count,
    )
    return told % {"count": count}


def _close_words(moments: dict[str, Any]) -> ActWords:
    text = ngettext(
        "Mulai saat ini tidak ada lamaran baru, padahal diumumkan sampai %(ends)s. %(count)s lamaran yang sudah masuk "
        "tetap tersimpan. Alasannya tercatat.",
        "Mulai saat ini tidak ada lamaran baru, padahal diumumkan sampai %(ends)s. %(count)s lamaran yang sudah masuk "
        "tetap tersimpan. Alasannya tercatat.",
        moments["count"],
    )
    return ActWords(_("Tutup pendaftaran sekarang?"), text % moments, _("Tutup sekarang"), "bad")


def _moment(at: datetime) -> str:
    return f"{plain_date(at)}, {clock_time(at)}"
