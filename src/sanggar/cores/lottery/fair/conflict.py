"""Which quotas can not hold together: a smallest set of bounds that no panel meets, so that people see what clashes.

Bounds are taken away one by one; what can be spared is left out, what can not stays (the deletion filter). In the end
each of those that stay is needed: without any one of them a panel would be found. There may be other such sets; the
same pool always gives the same one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.fair.explain import is_feasible
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.progress import Tell, TooLong, silent
from sanggar.cores.lottery.shape import member


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


def conflicts(pool: Pool, tell: Tell = silent) -> list[list[Demand]]:
    """Such a set, another one that clashes without it, and so on, until a panel meets all other bounds."""
    found = []
    while demands := conflict(pool, tell):
        found.append(demands)
        pool = _without(pool, demands)
    return found


def _without(pool: Pool, demands: list[Demand]) -> Pool:
    least, most = pool.least.copy(), pool.most.copy()
    for demand in demands:
        row = pool.values.index((demand.feature, demand.value))
        least[row] = least[row] if demand.least is None else 0
        most[row] = most[row] if demand.most is None else pool.seats
    return pool.with_bounds(least, most)


def with_demands(faults: list[Fault], pool: Pool, tell: Tell = silent) -> list[Fault]:
    """These faults of a pool (`QuotasClash`) and, before the smallest change, each quota of the sets that clash: one
    that has to give way may look met by itself. They stay alone where the time is over before the sets are found.
    """
    try:
        sets = conflicts(pool, tell)
    except TooLong:
        return faults
    changes = [fault for fault in faults if fault.code in {"quota_clash", "limit_alone"}]
    short = [fault for fault in faults if fault not in changes]
    told = (fault for number, demands in enumerate(sets, 1) for each in demands for fault in _told(number, each))
    return [*short, *told, *changes]


def _told(number: int, demand: Demand) -> Iterator[Fault]:
    path = member(member("$.quotas", demand.feature), demand.value)
    what = {"number": number, "feature": demand.feature, "value": demand.value, "people": demand.people}
    for code, bound in (("demand_least", demand.least), ("demand_most", demand.most)):
        if bound is not None:
            yield Fault(path, code, what | {"bound": bound})
