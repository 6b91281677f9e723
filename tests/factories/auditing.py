"""The attacker of published tables: what a hidden cell can be, by an integer programme of its own over all features."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import highspy

Margin = frozenset[tuple[str, str]]
TOTALS = {"\0total", "Jumlah", "Total"}


@dataclass(frozen=True)
class Published:
    """A table as read off a page: two features, labels with the total last, None where a cell is hidden."""

    features: tuple[str, str]
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[int | None]]

    def read(self) -> dict[Margin, int | None]:
        return {
            frozenset((f, v) for f, v in zip(self.features, (row, column), strict=True) if v not in TOTALS): cell
            for row, cells in zip(self.rows, self.cells, strict=True)
            for column, cell in zip(self.columns, cells, strict=True)
        }


class Attacker:
    """Knows every shown count of all tables, that they count the same people, and that nobody counts below zero."""

    def __init__(self, tables: Sequence[Published]) -> None:
        told: dict[Margin, int | None] = {}
        for table in tables:
            for margin, count in table.read().items():
                assert told.setdefault(margin, count) == count, "tables disagree"
        self.hidden = sorted((m for m, count in told.items() if count is None), key=sorted)
        values: dict[str, set[str]] = {}
        for margin in told:
            for feature, value in margin:
                values.setdefault(feature, set()).add(value)
        self._people = [frozenset(zip(values, found, strict=True)) for found in product(*map(sorted, values.values()))]
        self._solver = highspy.Highs()
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)  # HiGHS wants one number of threads in a process
        self._columns = self._solver.addIntegrals(len(self._people), lb=0)
        for margin, count in told.items():
            if count is not None:
                self._solver.addConstr(self._sum(margin) == count)

    def _sum(self, margin: Margin) -> highspy.highs.highs_linear_expression:
        return self._solver.qsum(self._columns[n] for n, person in enumerate(self._people) if margin <= person)

    def can_be(self, margin: Margin, low: int = 0, high: int = 10**6) -> tuple[int, int] | None:
        """The least and the most that a hidden count can be between two bounds; None where it can't lie there."""
        bound = self._solver.addConstr(low <= self._sum(margin) <= high)
        found = [self._ask(1, margin), self._ask(-1, margin)]
        self._solver.deleteRows(1, [bound.index])
        least, most = found
        return None if least is None or most is None else (least, most)

    def _ask(self, sign: int, margin: Margin) -> int | None:
        asked = self._sum(margin)
        self._solver.minimize(asked) if sign > 0 else self._solver.maximize(asked)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return round(self._solver.getObjectiveValue())


def weak_points(tables: Sequence[Published], truth: Sequence[Published], threshold: int = 5) -> list[str]:
    """Hidden counts that are known: outright, or to someone who was told that they are small. Empty is what we want."""
    attacker = Attacker(tables)
    true = {margin: count for table in truth for margin, count in table.read().items()}
    weak = []
    for margin in attacker.hidden:
        bounds = attacker.can_be(margin)
        assert bounds
        assert bounds[0] <= (true[margin] or 0) <= bounds[1]
        if bounds[0] == bounds[1]:
            weak.append(f"{sorted(margin)} is {bounds[0]}")
        if 0 < (true[margin] or 0) < threshold and threshold > 2:
            small = attacker.can_be(margin, 1, threshold - 1)
            if small is None or small[0] == small[1]:
                weak.append(f"{sorted(margin)} is small, so it is {small}")
    return weak
