"""Reads: what a mentor is reminded of in the morning."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sanggar.mentoring.models import OF_THE_OFFICE, RUNNING, FollowUp, Mentor, Mentorship
from sanggar.mentoring.queries.closing import unclosed_pairs
from sanggar.mentoring.queries.follow_ups import follow_ups_for_mentor
from sanggar.mentoring.queries.pairs import overdue_mentorships
from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a mentor's people wait to be contacted, to be looked after, and to be taken leave of; `people` are
    all of these, each once.
    """

    people: int
    overdue: int
    follow_ups: tuple[FollowUp, ...]
    unclosed: int


def waiting_for(mentor: Mentor, at: datetime) -> Waiting:
    """Follow-ups about the mentor's own silence are left out: that is told as what is overdue."""
    running = list(mentor.mentorships.filter(state__in=RUNNING).values_list("enrolment_id", flat=True))
    overdue = set(
        overdue_mentorships(mentor.programme, at).filter(mentor=mentor).values_list("enrolment_id", flat=True)
    )
    unclosed = set(unclosed_pairs(at).filter(mentor=mentor).values_list("enrolment_id", flat=True))
    opened = follow_ups_for_mentor(running, mentor.account).exclude(kind__in=OF_THE_OFFICE) if running else ()
    asked = tuple(opened)
    people = overdue | unclosed | {each.enrolment_id for each in asked}
    return Waiting(len(people), len(overdue), asked, len(unclosed))


def mentors_to_remind(programme: Programme, at: datetime) -> list[int]:
    """Whoever may have something waiting; what exactly is looked at when the letter is written."""
    asked = FollowUp.objects.filter(settled_at=None).exclude(kind__in=OF_THE_OFFICE)
    followed = Mentorship.objects.filter(
        mentor__programme=programme, state__in=RUNNING, enrolment__in=asked.values("enrolment")
    )
    unclosed = unclosed_pairs(at).filter(mentor__programme=programme)
    found: tuple[QuerySet[Mentorship], ...] = (overdue_mentorships(programme, at), followed, unclosed)
    return sorted({pk for rows in found for pk in rows.order_by().values_list("mentor_id", flat=True)})
