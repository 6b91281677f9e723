"""What is said of a follow-up that the system opened or settled: kept as a code with its figures, told in the language
of whoever reads. What people wrote stands beside it in their own words.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation.dates import plain_date
from sanggar.training.queries.falling import falling_words

Figures = Mapping[str, Any]
"""Numbers, days as ISO dates, and titles that the office wrote, as JSON keeps them."""


class Opening(TextChoices):
    """Why it was opened; after the dash the figures that come along."""

    PRESENCE = "presence"  # those of `Falling.facts`
    LATE = "late"  # days
    NO_CONTACT = "no_contact"  # since
    NO_ANSWER = "no_answer"  # since
    DISPUTED = "disputed"
    WISH_LEFT = "wish_left"
    TALK = "talk"
    HELP = "help"
    WORK = "work"  # titles


class Settling(TextChoices):
    """What settled it without anybody's words."""

    CONTACT = "contact"
    BOOKED = "booked"
    HANDED_IN = "handed_in"


def opening_words(code: str, data: Figures) -> str:
    """Empty where there is no code."""
    return OPENINGS[Opening(code)](data) if code else ""


def settling_words(code: str) -> str:
    return SETTLINGS[Settling(code)]() if code else ""


def _late(data: Figures) -> str:
    words = ngettext(
        "Terlambat dihubungi %(days)s hari; pengingat sudah dikirim.",
        "Terlambat dihubungi %(days)s hari; pengingat sudah dikirim.",
        data["days"],
    )
    return words % {"days": data["days"]}


def _since(data: Figures) -> dict[str, str]:
    return {"date": plain_date(date.fromisoformat(data["since"]))}


def _no_contact(data: Figures) -> str:
    words = _("Belum ada kontak pertama sejak pendampingan dimulai %(date)s; pengingat sudah dikirim.")
    return words % _since(data)


def _work(data: Figures) -> str:
    return _("Belum dikumpulkan: %(titles)s.") % {"titles": "; ".join(data["titles"])}


OPENINGS: dict[Opening, Callable[[Figures], str]] = {
    Opening.PRESENCE: falling_words,
    Opening.LATE: _late,
    Opening.NO_CONTACT: _no_contact,
    Opening.NO_ANSWER: lambda data: _("Pendamping yang diminta sejak %(date)s belum menjawab.") % _since(data),
    Opening.DISPUTED: lambda _data: _("Peserta menyanggah catatan kontak."),
    Opening.WISH_LEFT: lambda _data: _(
        "Pendampingannya berakhir sebelum permintaannya dijawab. Tanyakan apakah masih diperlukan."
    ),
    Opening.TALK: lambda _data: _("Peserta ingin bicara. Hubungi, atau tawarkan waktu."),
    Opening.WORK: _work,
    Opening.HELP: lambda _data: _("Meminta bantuan dalam kabar sesudah pendampingan."),
}
SETTLINGS: dict[Settling, Callable[[], str]] = {
    Settling.CONTACT: lambda: _("Kontak sudah dicatat."),
    Settling.BOOKED: lambda: _("Janji sudah dibuat."),
    Settling.HANDED_IN: lambda: _("Tidak ada lagi tugas yang terlambat dikumpulkan."),
}
