"""All populations that could stand behind published counts, searched by HiGHS (single-threaded, without clock or seed).

A population is kept as one table of counts for each set of features that belong together, and tables of different
sets agree on the features that both have. Sets come from taking the features away one after the other, each with
those it is still joined to (S. Lauritzen, "Graphical models", 1996, ch. 2): then the tables fit together to one of
all features, so that nothing is allowed here that no real people could make.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import highspy
import numpy as np

TOLERANCE = 1e-6
Group = tuple[tuple[str, str], ...]
"""Those who have all of these (feature, value); of two features a cell, of one a total, of none everyone."""


class Populations:
    """Whole numbers of people for every combination of values, seen through the counts of `groups`."""

    def __init__(self, values: Mapping[str, Sequence[str]], groups: Sequence[Group]) -> None:
        self._groups = list(groups)
        sets = _sets_of_features(values, groups)
        self._cells = [
            (number, frozenset(zip(features, combination, strict=True)))
            for number, (features, _seam) in enumerate(sets)
            for combination in product(*(values[feature] for feature in features))
        ]
        self._sums = np.array([self._members(group, _home(group, sets)) for group in self._groups])
        self._seams = np.array(self._agreements(sets, values)).reshape(-1, len(self._cells))

    def _members(self, group: Iterable[tuple[str, str]], table: int) -> list[float]:
        asked = frozenset(group)
        return [float(number == table and asked <= cell) for number, cell in self._cells]

    def _agreements(self, sets: "Sets", values: Mapping[str, Sequence[str]]) -> list[Any]:
        """Rows that are 0 where a set's table and the later one that holds its seam count alike."""
        return [
            np.subtract(self._members(shared, number), self._members(shared, _home(shared, sets, after=number)))
            for number, (_features, seam) in enumerate(sets[:-1])
            for shared in product(*([(feature, value) for value in values[feature]] for feature in seam))
        ]

    def nearest(
        self, counts: Mapping[Group, int], weights: Mapping[Group, int], group: Group, low: int, high: int
    ) -> tuple[int, dict[Group, int]]:
        """(cost, counts) of a population of as many people in which `group` counts from `low` to `high`.

        The cost is the sum over groups of weight × distance from `counts`, and the least there is.
        """
        told, cells = self._sums.shape
        side = np.array([counts[found] for found in self._groups], dtype=float)
        everyone = counts[()]
        room = np.where(np.arange(told) == self._groups.index(()), 0, everyone)
        cost = np.array([weights[found] for found in self._groups], dtype=float)
        above, seams = np.identity(told), len(self._seams)
        matrix = np.vstack(
            [
                np.hstack([self._sums, above, -above]),
                np.hstack([self._seams, np.zeros((seams, 2 * told))]),
                np.hstack([self._sums[self._groups.index(group)], np.zeros(2 * told)]),
            ]
        )
        found = _least(
            np.concatenate([np.zeros(cells), cost, cost]),
            np.concatenate([np.full(cells, everyone), room, room]),
            matrix,
            np.concatenate([side, np.zeros(seams), [low]]),
            np.concatenate([side, np.zeros(seams), [high]]),
            whole=cells,
        )
        people = self._sums @ found[:cells]
        return round(cost @ abs(people - side)), {
            name: round(number) for name, number in zip(self._groups, people, strict=True)
        }


Sets = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]  # (features, those shared with a later set)


def _sets_of_features(values: Mapping[str, Sequence[str]], groups: Iterable[Group]) -> Sets:
    joined: dict[str, set[str]] = {feature: set() for feature in values}
    for group in groups:
        for feature, _value in group:
            joined[feature] |= {other for other, _ in group} - {feature}
    found = []
    while joined:
        feature = min(joined, key=lambda name: (len(joined[name]), name))
        seam = joined.pop(feature)
        for other in seam:
            joined[other] = (joined[other] | seam) - {feature, other}
        found.append((tuple(sorted({feature, *seam})), tuple(sorted(seam))))
    return found


def _home(group: Iterable[tuple[str, str]], sets: Sets, after: int = -1) -> int:
    """The first set, after a given one, whose table has all of a group's features."""
    asked = {feature for feature, _value in group}
    return next(n for n, (features, _seam) in enumerate(sets) if n > after and asked <= set(features))


def _least(cost: Any, upper: Any, matrix: Any, row_low: Any, row_high: Any, *, whole: int) -> Any:
    """The least cost of x from 0 to `upper`, its first `whole` in whole numbers, `row_low` ≤ matrix·x ≤ `row_high`.

    Most are whole by themselves, so that is tried first.
    """
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(row_low)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), upper
    model.row_lower_, model.row_upper_ = row_low, row_high
    rows, columns = np.nonzero(matrix)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.searchsorted(rows, np.arange(len(row_low) + 1)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = columns.astype(np.int32), matrix[rows, columns]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0}.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solution = _solved(solver)
    if abs(solution[:whole] - np.rint(solution[:whole])).max(initial=0) > TOLERANCE:
        solver.changeColsIntegrality(
            whole, np.arange(whole, dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * whole)
        )
        solution = _solved(solver)
    return np.rint(solution)


def _solved(solver: Any) -> Any:
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"the solver stopped with {solver.modelStatusToString(status)}")
    return np.array(solver.getSolution().col_value)
