"""Reads: two versions of a budget line by line, and a version beside what the plan has become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanggar.cores.costing.plan import PlanLine
from sanggar.cores.costing.shape import Driver, Shape
from sanggar.funding.models import BudgetLine, BudgetVersion, VersionLine
from sanggar.funding.shapes import shape_as_json, shape_of_plan


@dataclass(frozen=True, slots=True)
class Compared:
    """A line in an earlier and a later version; None where it is missing there."""

    earlier: VersionLine | None
    later: VersionLine | None

    @property
    def shown(self) -> VersionLine:
        line = self.later or self.earlier
        assert line is not None, "a line stands in one of the two"
        return line

    @property
    def before(self) -> int:
        return self.earlier.amount if self.earlier else 0

    @property
    def after(self) -> int:
        return self.later.amount if self.later else 0

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def is_changed(self) -> bool:
        return _content(self.earlier) != _content(self.later)


def compared(earlier: BudgetVersion, later: BudgetVersion) -> list[Compared]:
    """Every line of either, by account code."""
    before, after = _by_key(earlier.lines.all()), _by_key(later.lines.all())
    rows = [Compared(before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted(rows, key=lambda row: (row.shown.account_code, row.shown.description))


def compared_all(versions: Sequence[BudgetVersion]) -> list[tuple[VersionLine, list[VersionLine | None]]]:
    """Every line of any of them, by account code: how the last one that has it tells it, and the line in each."""
    columns = [_by_key(version.lines.all()) for version in versions]
    shown = {key: line for column in columns for key, line in column.items()}
    rows = [(line, [column.get(key) for column in columns]) for key, line in shown.items()]
    return sorted(rows, key=lambda row: (row[0].account_code, row[0].description))


def _by_key(lines: Iterable[VersionLine]) -> dict[UUID, VersionLine]:
    return {line.key: line for line in lines}


def _content(line: VersionLine | None) -> tuple[Any, ...] | None:
    if line is None:
        return None
    return line.account_code, line.description, line.factors, line.driver, line.driven, line.unit_price


@dataclass(frozen=True, slots=True)
class Followed:
    """A line that the plan's present shape would change: its amount now and then, in rupiah."""

    line: VersionLine
    amount: int


def changes_by_plan(version: BudgetVersion) -> list[Followed] | None:
    """What would change if a version followed the plan as it is now; None where its shape is the plan's."""
    shape = shape_of_plan(version.budget.programme)
    if shape_as_json(shape) == version.shape:
        return None
    rows = [Followed(line, plan_line(line).amount(shape)) for line in version.lines.all()]
    return [row for row in rows if row.amount != row.line.amount]


def lines_below_use(version: BudgetVersion, changed: Mapping[UUID, int] | None = None) -> list[BudgetLine]:
    """Lines in force on which more is committed and paid than a draft would leave them, with what `changed` (key to
    amount) would make of it. A draft may stand so, for money may come back; adopting it is refused.
    """
    planned = dict(version.lines.values_list("key", "amount")) | dict(changed or {})
    used = version.budget.lines.filter(committed__gt=0) | version.budget.lines.filter(paid__gt=0)
    return [line for line in used.order_by("account_code", "pk") if line.used > planned.get(line.key, 0)]


def plan_line(line: VersionLine) -> PlanLine:
    return PlanLine(tuple(number for number, _unit in line.factors), line.unit_price, Driver(line.driver))


def counts(shape: Shape) -> dict[Driver, int]:
    return {driver: shape.count(driver) for driver in Driver}
