"""What waits at the desk about people and is not for everybody's eyes: one line each, where there is any."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.by_hand import waiting
from sanggar.mentoring.models import MentorApplication
from sanggar.mentoring.queries import (
    complaints_of,
    conflicts_to_read,
    follow_ups_at_desk,
    letters_kept_from,
    requests_of,
)
from sanggar.mentoring.queries.care import HEARERS
from sanggar.mentoring.rules import may_arrange_mentoring, may_hear_complaints
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

TO_READ = "benturan=baru"
"""The mentors of whom it is so, in the address of their list."""
WHO_CARE = frozenset((*HEARERS, Role.OFFICER))
"""Of all others nothing is asked: they may neither hear complaints nor arrange mentoring."""
Line = tuple[str, str, str]
"""What is wanted, a note, and the page."""


def care_todos(account: Account, programme: Programme) -> Iterator[Line]:
    """Complaints for who may hear them, without a word of them; wishes and offers for who arranges."""
    if may_hear_complaints(account, programme):
        heard = complaints_of(programme, account).filter(answered_at=None).count()
        text = ngettext("%(n)s aduan rahasia belum dijawab", "%(n)s aduan rahasia belum dijawab", heard)
        yield from _line(text, heard, _("Hanya terlihat oleh yang boleh membacanya"), "mentoring:complaints", programme)
    if may_arrange_mentoring(account, programme):
        asked = requests_of(programme, account).filter(answered_at=None).count()
        text = ngettext("%(n)s peserta meminta pendamping lain", "%(n)s peserta meminta pendamping lain", asked)
        yield from _line(text, asked, _("Alasannya hanya untuk pengelola"), "mentoring:requests", programme)
        offers = MentorApplication.objects.filter(programme=programme, decided_at=None).count()
        text = ngettext("Jawab %(n)s tawaran menjadi pendamping", "Jawab %(n)s tawaran menjadi pendamping", offers)
        yield from _line(text, offers, _("Dari formulir umum"), "mentoring:offers", programme)
        yield from _of_conflicts(account, programme)
        yield from _of_people(account, programme)


def _of_conflicts(account: Account, programme: Programme) -> Iterator[Line]:
    told = conflicts_to_read(programme, account).count()
    text = ngettext(
        "Periksa benturan kepentingan yang ditulis %(n)s pendamping",
        "Periksa benturan kepentingan yang ditulis %(n)s pendamping",
        told,
    )
    note = _("Bila pesertanya sudah didampingi, alihkan")
    for *line, address in _line(text, told, note, "mentoring:mentors", programme):
        yield line[0], line[1], f"{address}?{TO_READ}"


def _of_people(account: Account, programme: Programme) -> Iterator[Line]:
    """Without what an officer must not learn who is a mentor too."""
    open_now = follow_ups_at_desk(programme, account).filter(settled_at=None).count()
    text = ngettext("Tindak lanjuti %(n)s hal tentang peserta", "Tindak lanjuti %(n)s hal tentang peserta", open_now)
    note = _("Terbuka sampai ada yang menulis apa yang dilakukan")
    yield from _line(text, open_now, note, "mentoring:follow_ups", programme)
    letters = waiting(programme.shelf, clock.now()).exclude(key__in=letters_kept_from(account, programme)).count()
    text = ngettext("Sampaikan %(n)s surat langsung", "Sampaikan %(n)s surat langsung", letters)
    yield from _line(text, letters, _("Tidak ada saluran ke orangnya"), "desk:by_hand", programme)


def _line(text: str, count: int, note: str, page: str, programme: Programme) -> Iterator[Line]:
    if count:
        address = reverse(page, args=[programme.organisation.slug, programme.slug])
        yield text % {"n": count}, note, address
