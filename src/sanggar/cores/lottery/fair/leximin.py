"""The fairest chances of the linear relaxation, in which parts of people may be seated.

No lottery over real panels has leximin-greater chances, so they bound what is possible; most pools attain them. The
lowest chance is made as high as it can be, whoever is held down by it is fixed there, and so on upwards.

Duals come from the solver with errors, and a small one may be nothing but error. So they are not believed: whatever
numbers they are, weak duality makes a bound of them (`_highest`) above which no solution raises the level; and at the
level found, a type with dual y can have at most (bound - level) / y seats more. Where that comes to nothing the type is
held down and fixed; else it stays free, and is decided with the levels to come. What it comes to goes into the gap.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, Programme
from sanggar.cores.lottery.progress import Tell

HELD = 1e-9
SLACK = 1e-15
ROUNDING = 1e-12
"""What the sums of a bound may be wrong by: nothing is proven by a price that is not worth more."""

CLEAR = 1e-9
"""A chance that may be hidden by the fixing of a type."""


class Relaxed(NamedTuple):
    """The chance of one person of each type, and by how much a fairer one could differ (bound)."""

    chances: Array
    gap: float


def relaxed_chances(pool: Pool, tell: Tell, levels: int | None = None) -> Relaxed:
    """With `levels` only so many are made fair: 1 is maximin.

    Raises `NoSolution` when not even parts of people can meet the quotas.
    """
    kinds, alike = len(pool.sizes), _alike(pool)
    programme = _Levels(pool, alike)
    seated, gap = np.full(kinds, -1.0), 0.0
    while (seated < 0).any():
        level, raised = programme.solve(partial(tell, "chances", int((seated >= 0).sum()), kinds))
        free = seated < 0
        duals = programme.duals
        prices = np.where(free, np.maximum(-(duals[0] + duals[1:] @ pool.rows), 0), 0)
        if levels == 0 or not (prices > HELD).any():  # what is left is settled by the quotas alone
            seated = np.where(free, raised, seated)
            break
        over = max(_highest(pool, alike, duals, prices, seated) - level - ROUNDING, 0.0)
        held, _ = held_down(prices * pool.sizes, over + ROUNDING, CLEAR)
        hidden = over / float((prices * pool.sizes)[held].min())
        gap = max(gap, hidden, over * pool.seats / pool.sizes.sum())
        seated[held] = np.minimum(level * alike, pool.sizes)[held]
        programme.fix(np.flatnonzero(held), seated)
        levels = None if levels is None else levels - 1
        tell("chances", int((seated >= 0).sum()), kinds)
    return Relaxed(np.clip(seated / pool.sizes, 0, 1), gap)


def held_down(prices: Array, over: float, clear: float) -> tuple[Array, float]:
    """Which types are held down at the level, and the chance that this could hide from one of them.

    `prices` are duals for the chance of one person, 0 of those that are not asked about; `over` is by how much the
    level could be higher. All whose chance could be higher by at most `clear`, or else the one that could the least.
    """
    hidden = np.divide(over, prices, out=np.full(len(prices), INFINITE), where=prices > 0)
    held: Array = hidden <= max(clear, float(hidden.min()))
    return held, float(hidden[held].max())


def _highest(pool: Pool, alike: Array, duals: Array, prices: Array, seated: Array) -> float:
    """No solution raises the level above this, whatever numbers the duals are, and the prices (from 0 upwards) of
    having the level.

    The least of c·x - duals·(rows·x) over the bounds of x alone, and the rows' sides at their duals' prices.
    """
    quotas = duals[1:]
    low = np.where(seated < 0, 0, np.maximum(seated - SLACK, 0))
    high = np.where(seated < 0, pool.sizes, np.minimum(seated + SLACK, pool.sizes))
    left = -(duals[0] + quotas @ pool.rows + prices)
    of_types = np.minimum(left * low, left * high).sum()
    of_z = min(0.0, (float(prices @ alike) - 1) * pool.sizes.sum() / pool.seats)
    of_rows = duals[0] * pool.seats + np.where(quotas > 0, quotas * pool.least, quotas * pool.most).sum()
    return -float(of_types + of_z + of_rows)


def _alike(pool: Pool) -> Array:
    """Seats of each type if all had the same chance: the unit of the level, so that no number is very small."""
    seats: Array = pool.sizes * (pool.seats / pool.sizes.sum())
    return seats


class _Levels:
    """The programme that raises the level. Columns: of each type the seats beyond the level, or all of them once it is
    fixed, and the level z. Rows: seats and quotas; that no type gets more seats than people is a row only where it
    comes to that.
    """

    def __init__(self, pool: Pool, alike: Array) -> None:
        self._alike, self._sizes, self._kinds = alike, pool.sizes, len(pool.sizes)
        self._rows = np.vstack([np.ones(self._kinds), pool.rows])
        self._free = np.ones(self._kinds, dtype=bool)
        self._limited: dict[int, int] = {}
        self._programme = Programme(
            cost=np.append(np.zeros(self._kinds), -1),
            low=np.zeros(self._kinds + 1),
            high=np.append(pool.sizes, pool.sizes.sum() / pool.seats),
            matrix=np.hstack([self._rows, (self._rows @ alike)[:, None]]),
            row_low=np.append(pool.seats, pool.least),
            row_high=np.append(pool.seats, pool.most),
        )

    def solve(self, ask: Ask) -> tuple[float, Array]:
        """The highest level, and the seats of each type."""
        while True:
            found = self._programme.solve(ask).solution
            level = max(found[-1], 0.0)
            seats = found[:-1] + np.where(self._free, level * self._alike, 0)
            over = np.flatnonzero(seats > self._sizes + HELD)
            over = over[[kind not in self._limited for kind in over.tolist()]]
            if not len(over):
                return level, np.clip(seats, 0, self._sizes)
            for kind in over.tolist():
                self._limited[kind] = len(self._rows) + len(self._limited)
                entries = {kind: 1.0, self._kinds: self._alike[kind]}
                self._programme.add_row(entries, -INFINITE, self._sizes[kind])

    def fix(self, kinds: Array, seats: Array) -> None:
        """These types have so many seats, whatever becomes of the level."""
        self._free[kinds] = False
        for kind in kinds.tolist():
            self._programme.bound_column(kind, max(seats[kind] - SLACK, 0), min(seats[kind] + SLACK, self._sizes[kind]))
            if kind in self._limited:
                self._programme.bound_row(self._limited[kind], -INFINITE, INFINITE)
        for row, entry in enumerate((self._rows[:, self._free] @ self._alike[self._free]).tolist()):
            self._programme.set_entry(row, self._kinds, entry)

    @property
    def duals(self) -> Array:
        """Of seats and quotas."""
        return self._programme.duals[: len(self._rows)]
