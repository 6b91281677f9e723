"""The fairest chances of the linear relaxation, in which parts of people may be seated.

No lottery over real panels has leximin-greater chances, so they bound what is possible; most pools attain them. The
lowest chance is made as high as it can be, whoever is held down by it is fixed there, and so on upwards. A row of the
programme with a dual holds its type down in every optimal solution (complementary slackness), so those are fixed.
"""

from collections.abc import Callable

import numpy as np

from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Programme

HELD = 1e-9
SLACK = 1e-12

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (done, of); may raise to stop the work."""


def relaxed_chances(pool: Pool, tell: Tell, levels: int | None = None) -> Array:
    """The chance of one person of each type. With `levels` only so many are made fair: 1 is maximin.

    Raises `NoSolution` when not even parts of people can meet the quotas.
    """
    kinds = len(pool.sizes)
    programme = _programme(pool)
    chances = np.full(kinds, -1.0)
    offset = 1 + len(pool.least)
    while (chances < 0).any():
        programme.solve()
        level = min(max(programme.solution[kinds], 0.0), 1.0)
        free = chances < 0
        held = free & (np.abs(programme.duals[offset:]) > HELD)
        if levels == 0 or not held.any():  # what is left is settled by the quotas alone
            return np.where(free, np.clip(programme.solution[:kinds], 0, 1), chances)
        chances[held] = level
        for kind in np.flatnonzero(held).tolist():
            programme.bound_column(kind, max(level - SLACK, 0), min(level + SLACK, 1))
            programme.bound_row(offset + kind, -INFINITE, INFINITE)
        levels = None if levels is None else levels - 1
        tell("chances", int((chances >= 0).sum()), kinds)
    return chances


def _programme(pool: Pool) -> Programme:
    """Columns: the chance of each type, and the level z to be raised. Rows: seats, quotas, chance - z ≥ 0."""
    kinds, quotas = len(pool.sizes), len(pool.least)
    matrix = np.zeros((1 + quotas + kinds, kinds + 1))
    matrix[0, :kinds] = pool.sizes
    matrix[1 : 1 + quotas, :kinds] = pool.rows * pool.sizes
    matrix[1 + quotas :, :kinds] = np.eye(kinds)
    matrix[1 + quotas :, kinds] = -1
    return Programme(
        cost=np.append(np.zeros(kinds), -1),
        low=np.zeros(kinds + 1),
        high=np.ones(kinds + 1),
        matrix=matrix,
        row_low=np.concatenate([[pool.seats], pool.least, np.zeros(kinds)]),
        row_high=np.concatenate([[pool.seats], pool.most, np.full(kinds, INFINITE)]),
    )
