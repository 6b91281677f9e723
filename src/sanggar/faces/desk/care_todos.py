"""What waits at the desk about mentoring that not everybody may read: one line each, where there is any."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.mentoring.models import MentorApplication
from sanggar.mentoring.queries import complaints_of, requests_of
from sanggar.mentoring.rules import may_arrange_mentoring, may_hear_complaints
from sanggar.people.models import Account
from sanggar.planning.models import Programme

Line = tuple[str, str, str]
"""What is wanted, a note, and the page."""


def care_todos(account: Account, programme: Programme) -> Iterator[Line]:
    """Complaints for who may hear them, without a word of them; wishes and offers for who arranges."""
    if may_hear_complaints(account, programme):
        waiting = complaints_of(programme, account).filter(answered_at=None).count()
        text = ngettext("%(n)s aduan rahasia belum dijawab", "%(n)s aduan rahasia belum dijawab", waiting)
        yield from _line(text, waiting, _("Hanya terlihat oleh yang boleh membacanya"), "complaints", programme)
    if may_arrange_mentoring(account, programme):
        asked = requests_of(programme, account).filter(answered_at=None).count()
        text = ngettext("%(n)s peserta meminta pendamping lain", "%(n)s peserta meminta pendamping lain", asked)
        yield from _line(text, asked, _("Alasannya hanya untuk pengelola"), "requests", programme)
        offers = MentorApplication.objects.filter(programme=programme, decided_at=None).count()
        text = ngettext("Jawab %(n)s tawaran menjadi pendamping", "Jawab %(n)s tawaran menjadi pendamping", offers)
        yield from _line(text, offers, _("Dari formulir umum"), "offers", programme)


def _line(text: str, count: int, note: str, page: str, programme: Programme) -> Iterator[Line]:
    if count:
        address = reverse(f"mentoring:{page}", args=[programme.organisation.slug, programme.slug])
        yield text % {"n": count}, note, address
