"""Which mentors with room are not offered to somebody, told with the reason to whoever may know it.

Of whom a reader may not know why, nothing is said: they are missing like who is full or of another track.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanggar.mentoring.models import Conflict, ConflictKind, Mentor
from sanggar.mentoring.queries import complaints_of, kept_from, mentors_with_room
from sanggar.mentoring.queries.forbidden import ASKED, ASSESSOR, COMPLAINT, CONFLICT, DECLINED, SELF
from sanggar.mentoring.rules import may_hear_complaints
from sanggar.people.models import Account
from sanggar.training.models import Enrolment


def offered_mentors(enrolment: Enrolment) -> QuerySet[Mentor]:
    """Who has room, teaches the track, and may accompany this person."""
    return mentors_with_room(enrolment.stage.programme, enrolment.track).exclude(pk__in=kept_from(enrolment))


def kept_apart(enrolment: Enrolment, reader: Account) -> list[tuple[str, str]]:
    """(name, why) of mentors who would else be offered; never of the reader, of a complaint only to who hears it."""
    apart, told = kept_from(enrolment), []
    if not apart:
        return []
    heard, kinds, words = _heard(enrolment, reader), _kinds(enrolment), _words()
    rows = mentors_with_room(enrolment.stage.programme, enrolment.track).filter(pk__in=apart)
    for mentor in rows.exclude(account=reader):
        known = apart[mentor.pk] - ({COMPLAINT} if mentor.account_id not in heard else set())
        said = words | {CONFLICT: kinds.get(mentor.account_id, "")}
        if known:
            told.append((mentor.account.name, ", ".join(said[code] for code in sorted(known))))
    return told


def _heard(enrolment: Enrolment, reader: Account) -> set[int]:
    """The accounts accused in complaints of this person that the reader may hear."""
    programme = enrolment.stage.programme
    if not may_hear_complaints(reader, programme):
        return set()
    own = complaints_of(programme, reader).filter(enrolment__person=enrolment.person_id, accused__isnull=False)
    return set(own.order_by().values_list("accused", flat=True))


def _kinds(enrolment: Enrolment) -> dict[int, str]:
    """The account of a mentor → which conflict was declared, in whatever programme."""
    rows = Conflict.objects.filter(enrolment__person=enrolment.person_id, retracted_at=None)
    return {account: str(ConflictKind(kind).label) for account, kind in rows.values_list("mentor__account", "kind")}


def _words() -> dict[str, str]:
    return {
        ASKED: _("peserta meminta pendamping lain"),
        ASSESSOR: _("penilainya sendiri"),
        COMPLAINT: _("ada aduan"),
        DECLINED: _("menolak mendampingi"),
        SELF: _("orangnya sendiri"),
    }
