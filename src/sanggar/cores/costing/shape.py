"""The shape of a training: what its costs are driven by.

A shape is its stages, a stage its cohorts. Seats are those of the stage (its cohorts may be planned later); a cohort's
seats say how many sit in each of its meetings. All counts are whole numbers ≥ 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Driver(StrEnum):
    """What a line of the plan is multiplied by."""

    PROGRAMME = "programme"
    STAGE = "stage"
    COHORT = "cohort"
    MEETING = "meeting"
    HOUR = "hour"
    SEAT = "seat"
    SEAT_MEETING = "seat_meeting"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class CohortShape:
    """`hours`: of all its meetings together, in whole hours of 60 minutes."""

    seats: int
    meetings: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class StageShape:
    """`contacts`: mentoring contacts planned for each seat."""

    name: str
    seats: int
    cohorts: tuple[CohortShape, ...] = ()
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    stages: tuple[StageShape, ...] = ()

    def count(self, driver: Driver) -> int:
        """How often a line with this driver is paid."""
        return 1 if driver == Driver.PROGRAMME else sum(COUNTED[driver](stage) for stage in self.stages)


COUNTED: dict[Driver, Callable[[StageShape], int]] = {
    Driver.STAGE: lambda _stage: 1,
    Driver.COHORT: lambda stage: len(stage.cohorts),
    Driver.MEETING: lambda stage: sum(cohort.meetings for cohort in stage.cohorts),
    Driver.HOUR: lambda stage: sum(cohort.hours for cohort in stage.cohorts),
    Driver.SEAT: lambda stage: stage.seats,
    Driver.SEAT_MEETING: lambda stage: sum(cohort.seats * cohort.meetings for cohort in stage.cohorts),
    Driver.CONTACT: lambda stage: stage.seats * stage.contacts,
}


def even_stage(name: str, *, seats: int, cohorts: int, meetings: int, hours: int, contacts: int) -> StageShape:
    """A stage whose cohorts are alike: each with so many meetings of so many hours, the seats spread as evenly as they
    go.
    """
    each, over = divmod(seats, cohorts) if cohorts else (0, 0)
    made = [CohortShape(each + (at < over), meetings, meetings * hours) for at in range(cohorts)]
    return StageShape(name, seats, tuple(made), contacts)


def with_seats(shape: Shape, seats: int) -> Shape:
    """The same shape with so many seats in every stage.

    Cohorts are filled in their order up to the seats that each has now; beyond, further ones like the last are opened;
    one that nobody sits in is not held. So a further seat never costs less.
    """
    return Shape(tuple(_seated(stage, seats) for stage in shape.stages))


def with_meetings(shape: Shape, meetings: int) -> Shape:
    """The same shape with so many meetings in every cohort, each as long as that cohort's are now, rounded up."""
    stages = [replace(s, cohorts=tuple(_meeting(c, meetings) for c in s.cohorts)) for s in shape.stages]
    return Shape(tuple(stages))


def with_contacts(shape: Shape, contacts: int) -> Shape:
    """The same shape with so many mentoring contacts for every seat."""
    return Shape(tuple(replace(stage, contacts=contacts) for stage in shape.stages))


def _seated(stage: StageShape, seats: int) -> StageShape:
    return replace(stage, seats=seats, cohorts=tuple(_filled(stage.cohorts, seats)))


def _filled(cohorts: Sequence[CohortShape], seats: int) -> list[CohortShape]:
    filled: list[CohortShape] = []
    if not cohorts or cohorts[-1].seats < 1:
        return list(cohorts)
    for cohort in cohorts:
        here = min(cohort.seats, seats)
        filled += [replace(cohort, seats=here)] if here else []
        seats -= here
    last = cohorts[-1]
    full, rest = divmod(seats, last.seats)
    return [*filled, *[last] * full, *([replace(last, seats=rest)] if rest else [])]


def groups(stage: StageShape, seats: int) -> Iterator[tuple[int, int, int]]:
    """(seats before it, seats in it, seats it could have) of each cohort of a stage with so many seats, as
    `with_seats` fills them; of the further ones that are alike, the first and the last.
    """
    capacities = [cohort.seats for cohort in stage.cohorts]
    if not capacities or capacities[-1] < 1:
        return
    before = 0
    for capacity in capacities:
        if seats > before and capacity:
            yield before, min(capacity, seats - before), capacity
        before += capacity
    if seats > before:
        last = capacities[-1]
        begun = before + (seats - before - 1) // last * last
        for start in dict.fromkeys((before, begun)):
            yield start, min(last, seats - start), last


def seats_at_most(shape: Shape, seats: int, least: int) -> int:
    """The largest number up to `seats` at which no cohort has fewer than `least` people; 0 where there is none."""
    while small := [group for stage in shape.stages for group in groups(stage, seats) if group[1] < least]:
        seats = min(before for before, _here, _capacity in small)
    return seats


def seats_at_least(shape: Shape, seats: int, least: int, beyond: int) -> int | None:
    """The smallest number from `seats` on, up to `beyond`, at which no cohort has fewer than `least` people."""
    while small := [group for stage in shape.stages for group in groups(stage, seats) if group[1] < least]:
        if any(capacity < least for _before, _here, capacity in small):
            return None
        seats = max(before + least for before, _here, _capacity in small)
        if seats > beyond:
            return None
    return seats


def without_cohort(stage: StageShape) -> int:
    """Seats of a stage that no cohort has yet; none where nothing is known of its cohorts."""
    return max(0, stage.seats - sum(cohort.seats for cohort in stage.cohorts)) if stage.cohorts else 0


def _meeting(cohort: CohortShape, meetings: int) -> CohortShape:
    """A cohort without meetings tells no length; its meetings then count no hours."""
    hours = -(-cohort.hours * meetings // cohort.meetings) if cohort.meetings else 0
    return replace(cohort, meetings=meetings, hours=hours)
