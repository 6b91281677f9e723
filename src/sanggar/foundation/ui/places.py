"""Where one is in the desk: the trail above a page, and the rooms of a programme by the names of their addresses."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

ROOMS: tuple[tuple[str, Promise], ...] = (
    ("desk:cockpit", gettext_lazy("Ringkasan")),
    ("planning:plan", gettext_lazy("Rencana")),
    ("funding:budget", gettext_lazy("Anggaran")),
    ("applications:calls", gettext_lazy("Pendaftaran")),
    ("applications:queue", gettext_lazy("Penyaringan")),
    ("selection:draws", gettext_lazy("Seleksi")),
    ("selection:offers", gettext_lazy("Penawaran")),
    ("training:timetable", gettext_lazy("Pelatihan")),
    ("mentoring:pairs", gettext_lazy("Pendampingan")),
    ("spending:payments", gettext_lazy("Belanja")),
    ("publication:works", gettext_lazy("Karya")),
    ("evaluation:completion", gettext_lazy("Sertifikat")),
    ("reporting:report", gettext_lazy("Laporan")),
)


def address_of(name: str, *args: str) -> str:
    """The address, or "" where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def programme_trail(programme: Any, *, is_here: bool) -> list[tuple[object, str]]:
    """From the desk to the programme; `is_here`: its own page, which needs no link to itself."""
    home = "" if is_here else address_of("desk:cockpit", programme.organisation.slug, programme.slug)
    return [(gettext("Program"), address_of("desk:home")), (programme.name, home)]


def rooms(programme: Any, path: str) -> list[tuple[object, str, bool]]:
    """(label, address, is this where `path` is); the longest address that `path` begins with is the room we are in."""
    found = [(label, address_of(name, programme.organisation.slug, programme.slug)) for name, label in ROOMS]
    found = [(label, address) for label, address in found if address]
    here = max((address for _, address in found if path.startswith(address)), key=len, default="")
    return [(label, address, address == here) for label, address in found]
