"""Reads: what a version of the budget buys: for each participant, and the most that its ceiling allows."""

from collections.abc import Callable
from dataclasses import dataclass

from sanggar.cores.costing.affordability import Affordable, affordable
from sanggar.cores.costing.plan import completing, per_head, total
from sanggar.cores.costing.shape import Driver, Shape, with_contacts, with_meetings, with_seats
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
    """The largest number of each within the version's ceiling, all else as it is."""
    shape, lines = shape_from_json(version.shape), [plan_line(line) for line in version.lines.all()]

    def cost(vary: Callable[[Shape, int], Shape]) -> Callable[[int], int]:
        return lambda number: total(lines, vary(shape, number))

    return {name: affordable(cost(vary), version.ceiling) for name, vary in VARIED.items()}
