"""Reads: meetings, who is expected at them and who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sanggar.foundation.counting import number_of
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training.models import Attendance, Enrolment, EnrolmentQuerySet, EnrolmentState, Presence

OPENS_BEFORE = timedelta(hours=2)
CLOSES_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RosterLine:
    enrolment: Enrolment
    attendance: Attendance | None


Roster = list[RosterLine]


def expected_at(meeting: Meeting) -> EnrolmentQuerySet:
    """Who belongs on a meeting's sheet: the cohort as it was then, and whoever is recorded there.

    Not who never came at all: their chair is another's, who would otherwise stand on the sheet beside them.
    """
    cohort = Enrolment.objects.of_cohort_during(meeting.cohort, meeting.starts_at, meeting.ends_at)
    cohort = cohort.exclude(state=EnrolmentState.NO_SHOW)
    recorded = Enrolment.objects.filter(attendance__meeting=meeting)
    return Enrolment.objects.filter(Q(pk__in=cohort.values("pk")) | Q(pk__in=recorded.values("pk")))


def roster(meeting: Meeting) -> Roster:
    """Everyone expected at a meeting, by name, with their record if there is one."""
    records = {record.enrolment_id: record for record in meeting.attendance.prefetch_related("changes")}
    people = expected_at(meeting).select_related("person__village__parent", "track").order_by("person__name", "pk")
    return [RosterLine(person, records.get(person.pk)) for person in people]


def meetings_with_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with `present`, `recorded` and `seated` (the cohort's people now) on each. Counted where a meeting is
    shown: a join would count all records of all meetings for a page of fifty.
    """
    records = Attendance.objects.filter(meeting=OuterRef("pk"))
    seated = Cohort.objects.filter(pk=OuterRef("cohort"))
    return meetings.annotate(
        present=number_of(records.filter(presence=Presence.PRESENT)),
        recorded=number_of(records),
        seated=Subquery(seated.values("seats_taken")),
    )


def next_meeting(programme: Programme, at: datetime) -> Meeting | None:
    """The meeting that is on, or the next to come."""
    return meetings_of(programme).standing().filter(ends_at__gte=at).order_by("starts_at", "pk").first()


def running_meetings(cohort: Cohort, at: datetime) -> QuerySet[Meeting]:
    """Meetings at which people can be checked in now: from two hours before the start to one hour after the end."""
    return cohort.meetings.standing().filter(starts_at__lte=at + OPENS_BEFORE, ends_at__gte=at - CLOSES_AFTER)


def recorded_present(enrolment: Enrolment, meetings: Iterable[int]) -> set[int]:
    """At which of these meetings somebody stands as present."""
    rows = enrolment.attendance.filter(meeting__in=list(meetings), presence=Presence.PRESENT)
    return set(rows.values_list("meeting", flat=True))


def is_running(meeting: Meeting, at: datetime) -> bool:
    """The same of one meeting."""
    if meeting.cancelled_at:
        return False
    return meeting.starts_at <= at + OPENS_BEFORE and meeting.ends_at >= at - CLOSES_AFTER


def timetable_of(enrolment: Enrolment) -> QuerySet[Meeting]:
    """The meetings of a participant's cohort, in order of time, also those that were called off; for who left, those
    that had begun by then.
    """
    mine = Meeting.objects.filter(_of_cohort(enrolment))
    mine = mine.select_related("listed_venue__village__parent").order_by("starts_at", "pk")
    return mine.filter(starts_at__lt=enrolment.left_at) if enrolment.left_at else mine


def meetings_of_enrolment(enrolment: Enrolment) -> list[tuple[Meeting, Attendance | None]]:
    """A participant's meetings, also of a cohort they left if they are recorded there, each with the record."""
    records = {record.meeting_id: record for record in enrolment.attendance.prefetch_related("changes")}
    mine = Meeting.objects.filter(_of_cohort(enrolment) | Q(pk__in=records))
    mine = mine.select_related("cohort", "listed_venue__village__parent")
    return [(meeting, records.get(meeting.pk)) for meeting in mine.order_by("starts_at", "pk")]


def _of_cohort(enrolment: Enrolment) -> Q:
    """Not what comes after somebody has finished: nobody waits for them there, and no letter tells them of it."""
    theirs = Q(cohort=enrolment.cohort_id)
    return theirs & Q(starts_at__lt=enrolment.finished_at) if enrolment.finished_at else theirs


def meetings_of_trainer(account: Account) -> QuerySet[Meeting]:
    """The meetings an account teaches, in order of time."""
    meetings = Meeting.objects.filter(trainer=account).select_related(
        "cohort__stage__programme__organisation", "listed_venue__village__parent"
    )
    return meetings.order_by("starts_at", "pk")
