"""The one definition of an attendance rate: meetings present, over meetings that say something of the person.

A meeting is *held* once it is over and anyone's presence at it is recorded: a meeting that was called off counts
against nobody, and one that is running counts nowhere yet. For a person those held meetings count at which they are
recorded, and those of their cohort that were over before they came (a reserve who came late has missed them, and stands
on none of their sheets). Only *present* counts as present; excused and ill are shown beside it. Every meeting that is
over and was not called off, held or not, and that says nothing of somebody who was expected is *unrecorded* and counts
neither way, until someone writes down what was: a slip of the pen is nobody's absence. What it could still change is
held back by whoever judges (`AttendanceRate.at_least`). Expected is who belonged to the cohort then, until they left or
finished; after a move between cohorts, at the new cohort's meetings from then on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from sanggar.foundation import clock
from sanggar.foundation.counting import number_of
from sanggar.foundation.percents import percent_of, percent_reached
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.training.models import Attendance, Enrolment, EnrolmentQuerySet, EnrolmentState, Presence

EVER = Value(datetime(1970, 1, 1, tzinfo=UTC))
NEVER = Value(datetime(9999, 1, 1, tzinfo=UTC))
COUNTS = ("present", "excused", "ill", "absent", "held", "unrecorded")


@dataclass(frozen=True, slots=True)
class AttendanceRate:
    """How often a person was there. Numbers of meetings; `held` are those that count."""

    present: int
    excused: int
    ill: int
    absent: int
    held: int
    unrecorded: int = 0

    @property
    def before(self) -> int:
        """Those that were over before the person came."""
        return self.held - self.present - self.excused - self.ill - self.absent

    @property
    def percent(self) -> int | None:
        """Whole percent, as completion and falling presence judge it; None before the first meeting was held."""
        return percent_reached(self.present, self.held)

    @property
    def at_least(self) -> int | None:
        """The percent that stands whatever the unrecorded meetings turn out to be: as if all of them were missed."""
        return percent_reached(self.present, self.held + self.unrecorded) if self.held else None


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
        return percent_of(self.present, self.expected)


def with_attendance(enrolments: EnrolmentQuerySet, gaps: Collection[int] | None = None) -> EnrolmentQuerySet:
    """Enrolments with the counts of an `AttendanceRate` on each; read them with `rate_of`. Who knows already which
    meetings are `only_unrecorded` names them as `gaps`: a list of thousands is then spared to look for them again.
    """
    own = records_over(clock.now()).filter(enrolment=OuterRef("pk"))
    counts = {presence.value: number_of(own.filter(presence=presence)) for presence in Presence}
    return enrolments.annotate(
        **counts,
        held=number_of(own) + number_of(_over_before_they_came()),
        unrecorded=Case(
            When(state=EnrolmentState.NO_SHOW, then=0),
            default=number_of(_without_record()) if gaps is None else _number_among(gaps),
            output_field=IntegerField(),
        ),
    )


def rate_of(enrolment: Enrolment) -> AttendanceRate:
    """The rate of an enrolment that came from `with_attendance`."""
    return AttendanceRate(**{name: getattr(enrolment, name) for name in COUNTS})


def attendance_rate(enrolment: Enrolment) -> AttendanceRate:
    return rate_of(with_attendance(Enrolment.objects.filter(pk=enrolment.pk)).get())


def attendance_by_stage(programme: Programme) -> list[StageAttendance]:
    """Each stage with its meetings and how full those that are over were; people who never came are no part of it."""
    return [_attendance_of(stage) for stage in programme.stages.all()]


def records_over(at: datetime) -> QuerySet[Attendance]:
    """Of meetings that are over by `at`. The others are few and found once, instead of each record's own meeting."""
    return Attendance.objects.exclude(meeting__in=Meeting.objects.filter(ends_at__gt=at))


def held_meetings(at: datetime) -> QuerySet[Meeting]:
    """Those that count as held everywhere: over by `at`, and somebody's presence is recorded."""
    return Meeting.objects.filter(Exists(Attendance.objects.filter(meeting=OuterRef("pk"))), ends_at__lte=at)


def meetings_over(programme: Programme, at: datetime) -> QuerySet[Meeting]:
    """What a programme held, without what was called off."""
    return held_meetings(at).filter(cohort__stage__programme=programme, cancelled_at=None)


def silent_held_meetings(enrolment: Enrolment, at: datetime) -> QuerySet[Meeting]:
    """Held meetings of their present cohort, over by `at`, that expected them and say nothing of them."""
    since = max(enrolment.enrolled_at, enrolment.moved_at or enrolment.enrolled_at)
    over = held_meetings(at).filter(cohort=enrolment.cohort_id, cancelled_at=None, ends_at__gt=since)
    return over.exclude(attendance__enrolment=enrolment).order_by("starts_at", "pk")


def _attendance_of(stage: Stage) -> StageAttendance:
    """The sum over people of `rate_of`, in one pass over the records."""
    at = clock.now()
    of_stage = records_over(at).filter(enrolment__stage=stage)
    records = of_stage.exclude(enrolment__state=EnrolmentState.NO_SHOW)
    seen = records.aggregate(came=Count("pk", filter=Q(presence=Presence.PRESENT)), recorded=Count("pk"))
    held = held_meetings(at).filter(cohort__stage=stage)
    late = held.annotate(late=number_of(_latecomers())).aggregate(number=Sum("late", default=0))
    return StageAttendance(
        stage=stage,
        meetings=Meeting.objects.standing().filter(cohort__stage=stage).count(),
        held=held.count(),
        present=seen["came"],
        expected=seen["recorded"] + late["number"],
    )


def with_unrecorded(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Meetings with the number of people on each who were expected and of whom it says nothing, once it is over."""
    over = When(ends_at__lte=clock.now(), cancelled_at=None, then=number_of(_silent_people()))
    return meetings.annotate(unrecorded=Case(over, default=0, output_field=IntegerField()))


def only_unrecorded(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Those of them that are over and say nothing of somebody: asked of what is over alone, and up to the first gap."""
    return meetings.filter(Exists(_silent_people()), ends_at__lte=clock.now(), cancelled_at=None)


def meetings_to_record(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """`only_unrecorded`, with how many people these are, in order of time."""
    return with_unrecorded(only_unrecorded(meetings)).order_by("starts_at", "pk")


def _silent_people() -> QuerySet[Enrolment]:
    """Who was expected at the outer meeting, and of whom it says nothing."""
    return Enrolment.objects.exclude(state=EnrolmentState.NO_SHOW).filter(
        ~Exists(Attendance.objects.filter(meeting=OuterRef(OuterRef("pk")), enrolment=OuterRef("pk"))),
        Q(left_at=None) | Q(left_at__gt=OuterRef("starts_at")),
        Q(finished_at=None) | Q(finished_at__gte=OuterRef("ends_at")),
        Q(moved_at=None) | Q(moved_at__lt=OuterRef("ends_at")),
        cohort=OuterRef("cohort"),
        enrolled_at__lt=OuterRef("ends_at"),
    )


def _without_record() -> QuerySet[Meeting]:
    """Meetings of a person's cohort, now over, that expected them and say nothing of them."""
    return _silent_meetings().filter(
        Q(ends_at__gt=Coalesce(OuterRef("moved_at"), EVER)),
        Q(starts_at__lt=Coalesce(OuterRef("left_at"), NEVER)),
        Q(ends_at__lte=Coalesce(OuterRef("finished_at"), NEVER)),
        ends_at__gt=OuterRef("enrolled_at"),
        ends_at__lte=clock.now(),
        cancelled_at=None,
    )


def _number_among(gaps: Collection[int]) -> Any:
    """How many of these meetings `_without_record` finds."""
    if not gaps:
        return Value(0)
    return number_of(_without_record().alias(key=F("pk") + 0).filter(key__in=gaps))  # or SQLite looks up all of them


def _over_before_they_came() -> QuerySet[Meeting]:
    """Held meetings of their first cohort."""
    early = _silent_meetings().filter(ends_at__gt=Coalesce(OuterRef("moved_at"), EVER))
    return early.filter(Exists(Attendance.objects.filter(meeting=OuterRef("pk"))), ends_at__lte=OuterRef("enrolled_at"))


def _silent_meetings() -> QuerySet[Meeting]:
    recorded = Attendance.objects.filter(meeting=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")))
    return Meeting.objects.filter(~Exists(recorded), cohort=OuterRef("cohort"))


def _latecomers() -> QuerySet[Enrolment]:
    """Whose first cohort had held a meeting before they came: `_over_before_they_came`, seen from the meeting."""
    recorded = Attendance.objects.filter(meeting=OuterRef(OuterRef("pk")), enrolment=OuterRef("pk"))
    late = Enrolment.objects.filter(~Exists(recorded), cohort=OuterRef("cohort"), enrolled_at__gte=OuterRef("ends_at"))
    return late.filter(moved_at=None).exclude(state=EnrolmentState.NO_SHOW)
