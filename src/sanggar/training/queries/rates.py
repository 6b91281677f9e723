"""The one definition of an attendance rate: meetings present, over meetings held.

A meeting is *held* once anyone's presence at it is recorded: a meeting that was called off counts against nobody.
What counts for a person: the held meetings of their cohort, also those before they came (a reserve who came late has
missed them), until they left or finished; after a move between cohorts, the new cohort's meetings from then on and
whatever was recorded before. Only *present* counts as present; excused and ill are shown beside it. A person who is
not recorded at a held meeting has not been seen there, as soon as it is over: a list that is still being filled counts
against nobody.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
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
    """Everybody is expected at what is recorded of them, and at the meetings that were theirs and say nothing of them:
    all of these, less the records `theirs`. The sum over people of `rate_of`, in one pass over the records.
    """
    people = Enrolment.objects.filter(stage=stage).exclude(state=EnrolmentState.NO_SHOW)
    records = Attendance.objects.filter(enrolment__stage=stage).exclude(enrolment__state=EnrolmentState.NO_SHOW)
    theirs = Q(
        Q(enrolment__moved_at=None) | Q(meeting__ends_at__gt=F("enrolment__moved_at")),
        Q(enrolment__left_at=None) | Q(meeting__starts_at__lt=F("enrolment__left_at")),
        Q(enrolment__finished_at=None) | Q(meeting__ends_at__lte=F("enrolment__finished_at")),
        meeting__cohort=F("enrolment__cohort"),
        meeting__ends_at__lte=clock.now(),
    )
    came = Count("pk", filter=Q(presence=Presence.PRESENT))
    seen = records.aggregate(came=came, recorded=Count("pk"), theirs=Count("pk", filter=theirs))
    held = list(held_meetings().filter(cohort__stage=stage).values_list("cohort", "starts_at", "ends_at"))
    return StageAttendance(
        stage=stage,
        meetings=Meeting.objects.standing().filter(cohort__stage=stage).count(),
        held=len(held),
        present=seen["came"],
        expected=seen["recorded"] + _expected(people, held) - seen["theirs"],
    )


def _expected(people: EnrolmentQuerySet, held: list[tuple[int, datetime, datetime]]) -> int:
    """Everybody times the meetings, now over, that were theirs. Who neither moved nor left nor finished is counted by
    cohort.
    """
    over: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for cohort, starts_at, ends_at in held:
        if ends_at <= clock.now():
            over[cohort].append((starts_at, ends_at))
    still = {"moved_at": None, "left_at": None, "finished_at": None}
    stayed = people.filter(**still).order_by().values("cohort").annotate(number=Count("pk"))
    number: int = sum(row["number"] * len(over[row["cohort"]]) for row in stayed)
    for cohort, moved, left, finished in people.exclude(**still).values_list("cohort", *still):
        number += sum(
            (not moved or ends > moved) and (not left or starts < left) and (not finished or ends <= finished)
            for starts, ends in over[cohort]
        )
    return number


def _held_without_record() -> QuerySet[Meeting]:
    """Held meetings of a person's cohort, now over, at which they are not recorded while they belonged to it."""
    recorded = Attendance.objects.filter(meeting=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")))
    return held_meetings().filter(
        ~Exists(recorded),
        Q(ends_at__gt=Coalesce(OuterRef("moved_at"), EVER)),
        Q(starts_at__lt=Coalesce(OuterRef("left_at"), NEVER)),
        Q(ends_at__lte=Coalesce(OuterRef("finished_at"), NEVER)),
        cohort=OuterRef("cohort"),
        ends_at__lte=clock.now(),
    )


def _number(rows: QuerySet[Any], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
