"""What waits at the desk about people and is not for everybody's eyes: one line each, where there is any."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.mentoring.queries import CareWaiting
from sanggar.mentoring.queries.care import HEARERS
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

TO_READ = "benturan=baru"
"""The mentors of whom it is so, in the address of their list."""
WHO_CARE = frozenset((*HEARERS, Role.OFFICER))
"""Of all others nothing is asked: they may neither hear complaints nor arrange mentoring."""
Line = tuple[str, str, str]
"""What is wanted, a note, and the page."""


def care_todos(account: Account, figures: Figures, roles: frozenset[str]) -> Iterator[Line]:
    """Complaints for who may hear them, without a word of them; wishes and offers for who arranges."""
    programme, found = figures.programme, figures.gathered.care(account)[figures.programme.pk]
    if not roles.isdisjoint(HEARERS):
        heard = found.complaints
        text = ngettext("%(n)s aduan rahasia belum dijawab", "%(n)s aduan rahasia belum dijawab", heard)
        yield from _line(text, heard, _("Hanya terlihat oleh yang boleh membacanya"), "mentoring:complaints", programme)
    if Role.OFFICER in roles:
        asked = found.requests
        text = ngettext("%(n)s peserta meminta pendamping lain", "%(n)s peserta meminta pendamping lain", asked)
        yield from _line(text, asked, _("Alasannya hanya untuk pengelola"), "mentoring:requests", programme)
        offers = found.offers
        text = ngettext("Jawab %(n)s tawaran menjadi pendamping", "Jawab %(n)s tawaran menjadi pendamping", offers)
        yield from _line(text, offers, _("Dari formulir umum"), "mentoring:offers", programme)
        yield from _of_conflicts(found.conflicts, programme)
        yield from _of_people(found, programme)


def _of_conflicts(told: int, programme: Programme) -> Iterator[Line]:
    text = ngettext(
        "Periksa benturan kepentingan yang ditulis %(n)s pendamping",
        "Periksa benturan kepentingan yang ditulis %(n)s pendamping",
        told,
    )
    note = _("Bila pesertanya sudah didampingi, alihkan")
    for *line, address in _line(text, told, note, "mentoring:mentors", programme):
        yield line[0], line[1], f"{address}?{TO_READ}"


def _of_people(found: CareWaiting, programme: Programme) -> Iterator[Line]:
    """Without what an officer must not learn who is a mentor too."""
    open_now = found.follow_ups
    text = ngettext("Tindak lanjuti %(n)s hal tentang peserta", "Tindak lanjuti %(n)s hal tentang peserta", open_now)
    note = _("Terbuka sampai ada yang menulis apa yang dilakukan")
    yield from _line(text, open_now, note, "mentoring:follow_ups", programme)
    text = ngettext("Sampaikan %(n)s surat langsung", "Sampaikan %(n)s surat langsung", found.letters)
    yield from _line(text, found.letters, _("Tidak ada saluran ke orangnya"), "desk:by_hand", programme)


def _line(text: str, count: int, note: str, page: str, programme: Programme) -> Iterator[Line]:
    if count:
        address = reverse(page, args=[programme.organisation.slug, programme.slug])
        yield text % {"n": count}, note, address
