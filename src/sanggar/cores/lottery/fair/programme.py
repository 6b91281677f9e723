"""Linear and integer programmes, solved by HiGHS: the one place that knows how to talk to it.

Single-threaded and without clock or random seed, so the same programme gives the same answer. Whoever waits is asked
again and again while it is solved, and may stop it: an integer programme can take longer than anybody waits.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import highspy
import numpy as np

from sanggar.cores.lottery.fair.noise import Array

INFINITE = float(highspy.kHighsInf)
TOLERANCE, EXACTLY = 1e-7, 1e-10
_Kind = highspy.cb.HighsCallbackType
INTERRUPTS = (_Kind.kCallbackMipInterrupt, _Kind.kCallbackSimplexInterrupt)

Ask = Callable[[], None]
"""Asked while it is solved; raises to stop."""


def nobody_waits() -> None:
    """Lets it be solved to the end."""


class NoSolution(Exception):
    """Nothing satisfies the rows."""


class Columns(NamedTuple):
    """A sparse matrix by column: where each column starts, and the rows and values of what is not zero."""

    starts: Array
    rows: Array
    values: Array


class Programme:
    """Minimise cost·x, with `low` ≤ x ≤ `high` and `row_low` ≤ matrix·x ≤ `row_high`; whole numbers where `whole`."""

    def __init__(
        self,
        cost: Array,
        low: Array,
        high: Array,
        matrix: Array | Columns,
        row_low: Array,
        row_high: Array,
        *,
        whole: bool = False,
        exactly: bool = False,
    ) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(row_low)
        model.col_cost_, model.col_lower_, model.col_upper_ = _floats(cost), _floats(low), _floats(high)
        model.row_lower_, model.row_upper_ = _floats(row_low), _floats(row_high)
        starts, index, values = matrix if isinstance(matrix, Columns) else _by_column(matrix)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.append(starts, len(index)).astype(np.int32)
        model.a_matrix_.index_, model.a_matrix_.value_ = index, values
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        options: dict[str, Any] = {"output_flag": False, "threads": 1, "presolve": "on" if whole else "off"}
        within = EXACTLY if exactly else TOLERANCE
        options |= {"primal_feasibility_tolerance": within, "dual_feasibility_tolerance": within}
        options |= {"mip_feasibility_tolerance": TOLERANCE, "mip_rel_gap": 0.0, "mip_abs_gap": EXACTLY}
        for name, value in options.items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(model)

    def solve(self, ask: Ask = nobody_waits) -> "Programme":
        """Raises `NoSolution`, or what `ask` raises; any other failure of the solver is an error."""
        self._run(ask)
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise NoSolution
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"the solver stopped with {self._solver.modelStatusToString(status)}")
        return self

    def _run(self, ask: Ask) -> None:
        """Asked first, for a small one ends before it would ask. No exception may cross the solver: one waits until it
        has stopped.
        """
        ask()
        raised: list[BaseException] = []

        def stop_or_go_on(_kind: Any, _message: Any, _found: Any, answer: Any, _data: Any) -> None:
            if not raised:
                try:
                    ask()
                except BaseException as stopped:  # noqa: BLE001 - raised below; Ctrl-C among them
                    raised.append(stopped)
            answer.user_interrupt = bool(raised)

        self._solver.setCallback(stop_or_go_on, None)
        for kind in INTERRUPTS:
            self._solver.startCallback(kind)
        try:
            self._solver.run()
        finally:
            self._solver.setCallback(None, None)  # which holds on to us no longer
        if raised:
            raise raised[0]

    @property
    def value(self) -> float:
        return float(self._solver.getInfo().objective_function_value)

    @property
    def bound(self) -> float:
        """What no whole solution goes below: the solver stops while a worse one could still be a little better."""
        return float(self._solver.getInfo().mip_dual_bound)

    @property
    def solution(self) -> Array:
        return np.array(self._solver.getSolution().col_value)

    @property
    def duals(self) -> Array:
        """Of the rows: by how much the value rises when a row's side rises by one."""
        return np.array(self._solver.getSolution().row_dual)

    def add_columns(self, matrix: Array) -> None:
        """Columns from 0 upwards, without cost."""
        starts, index, values = _by_column(matrix)
        number, zeros = matrix.shape[1], np.zeros(matrix.shape[1])
        self._solver.addCols(number, zeros, zeros, np.full(number, INFINITE), len(index), starts, index, values)

    def add_row(self, entries: dict[int, float], low: float, high: float) -> None:
        """`entries` by column."""
        columns = np.array(list(entries), dtype=np.int32)
        self._solver.addRow(low, high, len(columns), columns, _floats(np.array(list(entries.values()))))

    def set_costs(self, cost: Array) -> None:
        self._solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), _floats(cost))

    def bound_column(self, column: int, low: float, high: float) -> None:
        self._solver.changeColBounds(int(column), float(low), float(high))

    def bound_row(self, row: int, low: float, high: float) -> None:
        self._solver.changeRowBounds(int(row), float(low), float(high))

    def set_entry(self, row: int, column: int, value: float) -> None:
        self._solver.changeCoeff(int(row), int(column), float(value))


def _floats(values: Array) -> Any:
    return np.ascontiguousarray(values, dtype=np.float64)


def columns_from(parts: list[tuple[Array, Array, Array]], number: int) -> Columns:
    """A sparse matrix of `number` columns from entries (rows, columns, values) that are not zero and occur once."""
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort([rows, columns])
    starts = np.searchsorted(columns[order], np.arange(number))
    return Columns(starts.astype(np.int32), rows[order].astype(np.int32), _floats(values[order]))


def _by_column(matrix: Array) -> Columns:
    columns = np.ascontiguousarray(matrix.T)
    filled = columns != 0
    starts = np.concatenate([[0], np.cumsum(filled.sum(axis=1))[:-1]]) if len(columns) else np.zeros(0)
    return Columns(starts.astype(np.int32), np.nonzero(filled)[1].astype(np.int32), _floats(columns[filled]))
