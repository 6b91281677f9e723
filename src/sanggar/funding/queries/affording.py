"""Reads: what a version of the budget buys: for each participant, and the most that its ceiling allows."""

from collections.abc import Callable
from dataclasses import dataclass

from sanggar.cores.costing.affordability import ANY, BEYOND, Affordable, Possible, affordable
from sanggar.cores.costing.plan import completing, per_head, total
from sanggar.cores.costing.shape import (
    Driver,
    Shape,
    seats_at_least,
    seats_at_most,
    with_contacts,
    with_meetings,
    with_seats,
    without_cohort,
)
from sanggar.funding.models import BudgetVersion
from sanggar.funding.queries.comparison import plan_line
from sanggar.funding.shapes import shape_from_json

VARIED: dict[str, Callable[[Shape, int], Shape]] = {
    "seats": with_seats,
    "meetings": with_meetings,
    "contacts": with_contacts,
}
"""What is tried out: seats in every stage, meetings of every cohort, contacts for every participant."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Rupiah for each, rounded up; None where there is nobody. `completing` is how many are expected to complete."""

    seats: int
    completing: int
    per_participant: int | None
    per_completing: int | None


def heads_of(version: BudgetVersion) -> Heads:
    seats = shape_from_json(version.shape).count(Driver.SEAT)
    complete = completing(seats, version.completing_percent)
    return Heads(seats, complete, per_head(version.allocated, seats), per_head(version.allocated, complete))


def affordable_by(version: BudgetVersion) -> dict[str, Affordable]:
    """The largest number of each within the version's ceiling, all else as it is. Of seats, only numbers at which every
    cohort has the version's smallest group.
    """
    shape, lines = shape_from_json(version.shape), [plan_line(line) for line in version.lines.all()]

    def cost(vary: Callable[[Shape, int], Shape]) -> Callable[[int], int]:
        return lambda number: total(lines, vary(shape, number))

    least = version.least_group
    in_groups = Possible(
        lambda seats: seats_at_most(shape, seats, least), lambda seats: seats_at_least(shape, seats, least, BEYOND)
    )
    limits = {"seats": in_groups}
    return {name: affordable(cost(vary), version.ceiling, limits.get(name, ANY)) for name, vary in VARIED.items()}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a stage's cohorts do not fit: `seats` that no cohort has, or a cohort of so few people."""

    stage: str
    seats_without_cohort: int
    smallest: int | None


def doubts_of(version: BudgetVersion) -> list[Doubt]:
    """Stages whose cohorts have fewer seats than the stage, so that the plan leaves out what these will cost, and those
    with a cohort below the smallest group.
    """
    found = []
    for stage in shape_from_json(version.shape).stages:
        held = [cohort.seats for cohort in stage.cohorts if cohort.seats]
        smallest = min(held, default=version.least_group)
        lacking = without_cohort(stage)
        if lacking or smallest < version.least_group:
            found.append(Doubt(stage.name, lacking, smallest if smallest < version.least_group else None))
    return found
