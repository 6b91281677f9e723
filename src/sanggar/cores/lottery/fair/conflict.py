"""Which quotas can not hold together: a smallest set of bounds that no panel meets, so that people see what clashes.

Bounds are taken away one by one; what can be spared is left out, what can not stays (the deletion filter). In the end
each of those that stay is needed: without any one of them a panel would be found. There may be other such sets; the
same pool always gives the same one.
"""

from dataclasses import dataclass
from functools import partial

from sanggar.cores.lottery.fair.explain import is_feasible
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.progress import Tell, silent


@dataclass(frozen=True, slots=True)
class Demand:
    """A quota as far as it takes part: at least, at most, or both. `people` is how many there are of the value."""

    feature: str
    value: str
    people: int
    least: int | None = None
    most: int | None = None


def conflict(pool: Pool, tell: Tell = silent) -> list[Demand]:
    """In the order of features and values; empty where a panel meets all of them."""
    rows = range(len(pool.values))
    ask = partial(tell, "clash", 0, len(rows))
    if is_feasible(pool, ask):
        return []
    least, most = pool.least.copy(), pool.most.copy()
    for row in rows:
        for bounds, free in ((most, pool.seats), (least, 0)):
            kept, bounds[row] = bounds[row], free
            if is_feasible(pool.with_bounds(least, most), partial(tell, "clash", row, len(rows))):
                bounds[row] = kept
    return [
        Demand(
            *pool.values[row],
            people=int(pool.rows[row] @ pool.sizes),
            least=int(least[row]) if least[row] > 0 else None,
            most=int(most[row]) if most[row] < pool.seats else None,
        )
        for row in rows
        if least[row] > 0 or most[row] < pool.seats
    ]
