"""The fairest chances of the linear relaxation, in which parts of people may be seated.

No lottery over real panels has leximin-greater chances, so they bound what is possible; most pools attain them. The
lowest chance is made as high as it can be, whoever is held down by it is fixed there, and so on upwards. A row of the
programme with a dual holds its type down in every optimal solution (complementary slackness), so those are fixed.
"""

from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Programme, columns_from
from sanggar.cores.lottery.progress import Tell

HELD = 1e-9
SLACK = 1e-12


def relaxed_chances(pool: Pool, tell: Tell, levels: int | None = None) -> Array:
    """The chance of one person of each type. With `levels` only so many are made fair: 1 is maximin.

    Raises `NoSolution` when not even parts of people can meet the quotas.
    """
    kinds, alike = len(pool.sizes), _alike(pool)
    programme = _programme(pool, alike)
    seated = np.full(kinds, -1.0)
    offset = 1 + len(pool.least)
    while (seated < 0).any():
        programme.solve(partial(tell, "chances", int((seated >= 0).sum()), kinds))
        level = max(programme.solution[kinds], 0.0)
        free = seated < 0
        held = free & (np.abs(programme.duals[offset:]) > HELD)
        if levels == 0 or not held.any():  # what is left is settled by the quotas alone
            seated = np.where(free, programme.solution[:kinds], seated)
            break
        seated[held] = np.minimum(level * alike, pool.sizes)[held]
        for kind in np.flatnonzero(held).tolist():
            programme.bound_column(kind, max(seated[kind] - SLACK, 0), min(seated[kind] + SLACK, pool.sizes[kind]))
            programme.bound_row(offset + kind, -INFINITE, INFINITE)
        levels = None if levels is None else levels - 1
        tell("chances", int((seated >= 0).sum()), kinds)
    chances: Array = np.clip(seated / pool.sizes, 0, 1)
    return chances


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
