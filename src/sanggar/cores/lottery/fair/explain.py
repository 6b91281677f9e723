"""Why no panel can meet the quotas, and the smallest change that mends it.

Every quota may give way at a price of one per person: its least may fall, its most may rise. The integer programme that
pays least names the quotas that clash and proposes what they would have to be; an officer decides. Where fewer people
(or households, of which at most one person is seated) than seats are there, seats give way first: as few as must, and
the quotas by the least that this takes. And where at most one person per household is seated, it is told whether the
quotas could be met as they are without that limit.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.mixture import dearest_panel
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, NoSolution, Programme, nobody_waits
from sanggar.cores.lottery.progress import Tell, silent


@dataclass(frozen=True, slots=True)
class Clash:
    """A quota that has to give way: what it is, how many such people there are, and what it would have to be."""

    feature: str
    value: str
    people: int
    least: int
    most: int
    new_least: int
    new_most: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """`people` by which the quotas give way in all. With `seats_short` there are too few people (or households) for any
    quotas, and the clashes are those that stay with so many seats fewer. `limit_alone`: were more than one person per
    household seated, seats and quotas could stay as they are.
    """

    clashes: tuple[Clash, ...]
    people: int
    seats_short: int = 0
    limit_alone: bool = False

    @property
    def holds(self) -> bool:
        return not self.clashes and not self.seats_short


def is_feasible(pool: Pool, ask: Ask = nobody_waits) -> bool:
    """Whether at least one panel meets all quotas."""
    try:
        dearest_panel(pool, np.zeros(len(pool.sizes)), ask)
    except NoSolution:
        return False
    return True


def explain(pool: Pool, tell: Tell = silent) -> Explanation:
    """What clashes and the smallest change that mends it; no clashes where a panel meets the quotas as they are."""
    ask = partial(tell, "clash", 0, 1)
    short = max(pool.seats - pool.seatable, 0)
    lower, higher = _smallest_changes(replace(pool, seats=pool.seats - short), ask)
    changed = np.flatnonzero((lower > 0) | (higher > 0)).tolist()
    clashes = tuple(
        Clash(
            *pool.values[row],
            people=_people(pool, row),
            least=int(pool.least[row]),
            most=int(pool.most[row]),
            new_least=int(pool.least[row] - lower[row]),
            new_most=int(pool.most[row] + higher[row]),
        )
        for row in changed
    )
    given_way = bool(clashes or short)
    limit_alone = given_way and bool(pool.households) and is_feasible(_without_limit(pool), ask)
    return Explanation(clashes, int(lower.sum() + higher.sum()), short, limit_alone)


def _without_limit(pool: Pool) -> Pool:
    rows = len(pool.values)
    return replace(pool, rows=pool.rows[:rows], least=pool.least[:rows], most=pool.most[:rows], households=())


def _people(pool: Pool, row: int) -> int:
    return int(pool.rows[row] @ pool.sizes)


def _smallest_changes(pool: Pool, ask: Ask) -> tuple[Array, Array]:
    """By how much each least falls and each most rises."""
    kinds, rows, homes = len(pool.sizes), len(pool.values), len(pool.households)
    eye, none = np.eye(rows), np.zeros((rows, rows))
    least, most = pool.least[:rows], pool.most[:rows]
    matrix = np.vstack(
        [
            np.concatenate([np.ones(kinds), np.zeros(2 * rows)]),
            np.hstack([pool.rows[:rows], eye, none]),
            np.hstack([pool.rows[:rows], none, -eye]),
            np.hstack([pool.rows[rows:], np.zeros((homes, 2 * rows))]),
        ]
    )
    found = Programme(
        cost=np.concatenate([np.zeros(kinds), np.ones(2 * rows)]),
        low=np.zeros(kinds + 2 * rows),
        high=np.concatenate([pool.sizes, least, np.full(rows, pool.seats)]),
        matrix=matrix,
        row_low=np.concatenate([[pool.seats], least, np.full(rows + homes, -INFINITE)]),
        row_high=np.concatenate([[pool.seats], np.full(rows, INFINITE), most, pool.most[rows:]]),
        whole=True,
    ).solve(ask)
    changes = np.round(found.solution[kinds:])
    return changes[:rows], changes[rows:]
