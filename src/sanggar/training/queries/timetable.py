"""Reads: whom a change of the timetable concerns, and who is expected at two places at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanggar.people.models import Account
from sanggar.planning.models import Meeting, MeetingChange
from sanggar.training.models import Enrolment, EnrolmentQuerySet, EnrolmentState


@dataclass(frozen=True, slots=True)
class Overlap:
    """A participant of one meeting who is expected at `other` at the same time."""

    enrolment: Enrolment
    other: Meeting


def participants_told(meeting: Meeting) -> EnrolmentQuerySet:
    """Who takes part now, by name."""
    active = Enrolment.objects.filter(cohort=meeting.cohort_id, state=EnrolmentState.ACTIVE)
    return active.select_related("person__account").order_by("person__name", "pk")


def trainers_told(step: MeetingChange) -> list[Account]:
    """Who teaches now and who did before, as far as they have an account."""
    both = {account.pk: account for account in (step.trainer, step.meeting.trainer) if account is not None}
    return [account for account in both.values() if account.is_active and account.email]


def overlaps(meeting: Meeting) -> list[Overlap]:
    """People of this cohort who are in another one, of whatever programme, that meets at an overlapping time.

    Told, not refused: they may have agreed to miss one. `meeting` need not be saved as it stands.
    """
    at_once = Meeting.objects.standing().filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at)
    others = at_once.exclude(pk=meeting.pk).exclude(cohort=meeting.cohort_id)
    return _overlaps_with(meeting, others.select_related("cohort__stage__programme"))


def _overlaps_with(meeting: Meeting, others: Iterable[Meeting]) -> list[Overlap]:
    by_cohort: dict[int, list[Meeting]] = {}
    for other in others:
        by_cohort.setdefault(other.cohort_id, []).append(other)
    if not by_cohort:
        return []
    ours = {each.person_id: each for each in participants_told(meeting)}
    theirs = Enrolment.objects.filter(cohort__in=by_cohort, person__in=ours, state=EnrolmentState.ACTIVE)
    found = [Overlap(ours[each.person_id], other) for each in theirs for other in by_cohort[each.cohort_id]]
    return sorted(found, key=lambda each: (each.enrolment.person.name, each.enrolment.pk, each.other.starts_at))
