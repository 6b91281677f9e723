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
from sanggar.cores.lottery.fair.programme import INFINITE, Programme, columns_from
from sanggar.cores.lottery.progress import Tell

HELD = 1e-9
SLACK = 1e-12

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
    programme = _programme(pool, alike)
    seated, gap = np.full(kinds, -1.0), 0.0
    offset = 1 + len(pool.least)
    while (seated < 0).any():
        programme.solve(partial(tell, "chances", int((seated >= 0).sum()), kinds))
        level = max(programme.solution[kinds], 0.0)
        free = seated < 0
        duals = programme.duals
        duals[offset:] = np.where(free, np.maximum(duals[offset:], 0), 0)
        if levels == 0 or not (duals[offset:] > HELD).any():  # what is left is settled by the quotas alone
            seated = np.where(free, programme.solution[:kinds], seated)
            break
        over = max(_highest(pool, alike, duals, seated) - level, 0.0)
        held, hidden = held_down(duals[offset:] * pool.sizes, over, CLEAR)
        gap = max(gap, hidden, over * pool.seats / pool.sizes.sum())
        seated[held] = np.minimum(level * alike, pool.sizes)[held]
        for kind in np.flatnonzero(held).tolist():
            programme.bound_column(kind, max(seated[kind] - SLACK, 0), min(seated[kind] + SLACK, pool.sizes[kind]))
            programme.bound_row(offset + kind, -INFINITE, INFINITE)
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


def _highest(pool: Pool, alike: Array, duals: Array, seated: Array) -> float:
    """No solution raises the level above this, whatever numbers the duals are (those of the level from 0 upwards).

    The least of c·x - duals·(rows·x) over the bounds of x alone, and the rows' sides at their duals' prices.
    """
    quotas = duals[1 : 1 + len(pool.least)]
    of_level = duals[1 + len(pool.least) :]
    low = np.where(seated < 0, 0, np.maximum(seated - SLACK, 0))
    high = np.where(seated < 0, pool.sizes, np.minimum(seated + SLACK, pool.sizes))
    left = -(duals[0] + quotas @ pool.rows + of_level)
    of_types = np.minimum(left * low, left * high).sum()
    of_z = min(0.0, (float(of_level @ alike) - 1) * pool.sizes.sum() / pool.seats)
    of_rows = duals[0] * pool.seats + np.where(quotas > 0, quotas * pool.least, quotas * pool.most).sum()
    return -float(of_types + of_z + of_rows)


def _alike(pool: Pool) -> Array:
    """Seats of each type if all had the same chance: the unit of the level, so that no number is very small."""
    seats: Array = pool.sizes * (pool.seats / pool.sizes.sum())
    return seats


def _programme(pool: Pool, alike: Array) -> Programme:
    """Columns: the seats of each type, and the level z to be raised. Rows: seats, quotas, seats - alike * z ≥ 0."""
    kinds, quotas = len(pool.sizes), len(pool.least)
    each = np.arange(kinds)
    row, kind = np.nonzero(pool.rows)
    entries = [
        (np.zeros(kinds, dtype=int), each, np.ones(kinds)),
        (1 + row, kind, np.ones(len(kind))),
        (1 + quotas + each, each, np.ones(kinds)),
        (1 + quotas + each, np.full(kinds, kinds), -alike),
    ]
    return Programme(
        cost=np.append(np.zeros(kinds), -1),
        low=np.zeros(kinds + 1),
        high=np.append(pool.sizes, pool.sizes.sum() / pool.seats),
        matrix=columns_from(entries, kinds + 1),
        row_low=np.concatenate([[pool.seats], pool.least, np.zeros(kinds)]),
        row_high=np.concatenate([[pool.seats], pool.most, np.full(kinds, INFINITE)]),
    )
