"""The one definition of an attendance rate: meetings present, over meetings held.

A meeting is *held* once anyone's presence at it is recorded: a meeting that was called off counts against nobody.
What counts for a person: the held meetings of their cohort, also those before they came (a reserve who came late has
missed them), until they left; after a move between cohorts, the new cohort's meetings from then on and whatever was
recorded before. Only *present* counts as present; excused and ill are shown beside it. A person who is not recorded at
a held meeting has not been seen there, as soon as it is over: a list that is still being filled counts against nobody.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from sanggar.foundation import clock
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.training.models import Attendance, Enrolment, EnrolmentQuerySet, EnrolmentState, Presence

EVER = Value(datetime(1970, 1, 1, tzinfo=UTC))
NEVER = Value(datetime(9999, 1, 1, tzinfo=UTC))
COUNTS = ("present", "excused", "ill", "absent", "held")


@dataclass(frozen=True, slots=True)
class AttendanceRate:
    """How often a person was there. Numbers of meetings."""

    present: int
    excused: int
    ill: int
    absent: int
    held: int

    @property
    def unrecorded(self) -> int:
        return self.held - self.present - self.excused - self.ill - self.absent

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that 79.9 never passes for 80; None before the first meeting was held."""
        return self.present * 100 // self.held if self.held else None


@dataclass(frozen=True, slots=True)
class StageAttendance:
    """A stage's attendance: `present` of `expected` are counted in people times meetings."""

    stage: Stage
    meetings: int
    held: int
    present: int
    expected: int

    @property
    def percent(self) -> int | None:
        return self.present * 100 // self.expected if self.expected else None


def with_attendance(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with the counts of an `AttendanceRate` on each; read them with `rate_of`."""
    own = Attendance.objects.filter(enrolment=OuterRef("pk"))
    counts = {presence.value: _number(own.filter(presence=presence), "enrolment") for presence in Presence}
    held = _number(own, "enrolment") + _number(_held_without_record(), "cohort")
    return enrolments.annotate(**counts, held=held)


def rate_of(enrolment: Enrolment) -> AttendanceRate:
    """The rate of an enrolment that came from `with_attendance`."""
    return AttendanceRate(**{name: getattr(enrolment, name) for name in COUNTS})


def attendance_rate(enrolment: Enrolment) -> AttendanceRate:
    return rate_of(with_attendance(Enrolment.objects.filter(pk=enrolment.pk)).get())


def attendance_by_stage(programme: Programme) -> list[StageAttendance]:
    """Each stage with its meetings and how full they were; people who never came are no part of it."""
    return [_attendance_of(stage) for stage in programme.stages.all()]


def held_meetings() -> QuerySet[Meeting]:
    return Meeting.objects.filter(Exists(Attendance.objects.filter(meeting=OuterRef("pk"))))


def _attendance_of(stage: Stage) -> StageAttendance:
    people = with_attendance(Enrolment.objects.filter(stage=stage).exclude(state=EnrolmentState.NO_SHOW))
    sums = people.aggregate(came=Sum("present"), due=Sum("held"))
    return StageAttendance(
        stage=stage,
        meetings=Meeting.objects.standing().filter(cohort__stage=stage).count(),
        held=held_meetings().filter(cohort__stage=stage).count(),
        present=sums["came"] or 0,
        expected=sums["due"] or 0,
    )


def _held_without_record() -> QuerySet[Meeting]:
    """Held meetings of a person's cohort, now over, at which they are not recorded while they belonged to it."""
    recorded = Attendance.objects.filter(meeting=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")))
    return held_meetings().filter(
        ~Exists(recorded),
        Q(ends_at__gt=Coalesce(OuterRef("moved_at"), EVER)),
        Q(starts_at__lt=Coalesce(OuterRef("left_at"), NEVER)),
        cohort=OuterRef("cohort"),
        ends_at__lte=clock.now(),
    )


def _number(rows: QuerySet[Any], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
