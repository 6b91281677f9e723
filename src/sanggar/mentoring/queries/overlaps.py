"""Reads: what else somebody has at the hour of a talk: meetings they are expected at or teach, and other talks."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanggar.mentoring.models import Mentorship, Slot, Talk
from sanggar.people.models import Person
from sanggar.planning.models import Meeting
from sanggar.training.models import Enrolment, EnrolmentState


def meetings_of_person(person: Person) -> QuerySet[Meeting]:
    """Standing meetings at which a participant is expected, in whatever programme; and what their account teaches."""
    cohorts = Enrolment.objects.filter(person=person, state=EnrolmentState.ACTIVE).values("cohort")
    expected = Q(cohort__in=cohorts)
    if person.account_id:
        expected |= Q(trainer=person.account_id)
    return Meeting.objects.standing().filter(expected)


def talks_of_person(person: Person) -> QuerySet[Talk]:
    """Their standing talks, with whatever mentor."""
    return Talk.objects.filter(cancelled_at=None, mentorship__enrolment__person=person)


def without_overlaps(slots: QuerySet[Slot], mentorship: Mentorship) -> QuerySet[Slot]:
    """The slots at whose hour neither side has a meeting. A talk of the participant's own may overlap: it moves."""
    both = meetings_of_person(mentorship.enrolment.person) | meetings_taught(mentorship)
    at_the_hour = both.filter(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    return slots.exclude(Exists(at_the_hour))


def meetings_taught(mentorship: Mentorship) -> QuerySet[Meeting]:
    return Meeting.objects.standing().filter(trainer=mentorship.mentor.account_id)


def overlapping_meeting(meetings: QuerySet[Meeting], slot: Slot) -> Meeting | None:
    found = meetings.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    return found.order_by("starts_at", "pk").first()
