"""Small pools, and the fairest lottery found the long way: over every panel there is."""

from itertools import combinations, product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.fair.programme import INFINITE, Programme

Array = np.ndarray[Any, Any]
VALUES = {"sex": ("L", "P"), "track": ("tiktok", "youtube"), "age": ("18-24", "25-34", "35+")}


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Up to ten people with two or three features, two to four seats, and quotas that may well clash."""
    features = draw(st.sampled_from((("sex", "track"), ("sex", "track", "age"))))
    people = draw(st.integers(4, 10))
    columns = {
        name: draw(st.lists(st.sampled_from(VALUES[name]), min_size=people, max_size=people)) for name in features
    }
    seats = draw(st.integers(2, 4))
    bounds = st.tuples(st.integers(0, 2), st.integers(1, seats)).map(lambda pair: (min(pair), max(pair)))
    quotas = {name: {value: draw(bounds) for value in VALUES[name]} for name in features}
    return pool_of(columns, quotas, seats)[0]


def all_panels(pool: Pool) -> Array:
    """Every panel that meets the quotas, as rows of seats per type."""
    counts = np.array(list(product(*(range(min(int(size), pool.seats) + 1) for size in pool.sizes))), dtype=float)
    counts = counts[counts.sum(axis=1) == pool.seats]
    reached = counts @ pool.rows.T
    found: Array = counts[((reached >= pool.least) & (reached <= pool.most)).all(axis=1)]
    return found


def fairest_levels(pool: Pool, panels: Array) -> list[float]:
    """The leximin chances of all people, lowest first: each level raised over all panels, each type tried by itself."""
    shares = (panels / pool.sizes).T
    fixed: dict[int, float] = {}
    while len(fixed) < len(shares):
        free = [kind for kind in range(len(shares)) if kind not in fixed]
        level = _highest(shares, fixed, free, free)
        stuck = [kind for kind in free if _highest(shares, fixed, [kind], free, level) < level + 1e-6]
        fixed |= dict.fromkeys(stuck, level)
    return sorted(fixed[kind] for kind in range(len(shares)) for _ in range(int(pool.sizes[kind])))


def _highest(shares: Array, fixed: dict[int, float], raised: list[int], free: list[int], floor: float = 0.0) -> float:
    """How high the lowest chance of `raised` can be while nobody free falls below `floor`."""
    kinds, number = shares.shape
    low = [fixed.get(kind, floor if kind in free else 0.0) - 1e-9 for kind in range(kinds)]
    level = np.array([-1.0 if kind in raised else 0.0 for kind in range(kinds)])
    matrix = np.vstack([np.hstack([shares, np.zeros((kinds, 1))]), np.hstack([shares, level[:, None]])])
    matrix = np.vstack([matrix, np.append(np.ones(number), 0)])
    row_low = np.concatenate([low, np.where(level < 0, 0.0, -INFINITE), [1]])
    row_high = np.append(np.full(2 * kinds, INFINITE), 1)
    cost = np.append(np.zeros(number), -1)
    return -Programme(cost, np.zeros(number + 1), np.ones(number + 1), matrix, row_low, row_high).solve().value


@st.composite
def shared_homes(draw: st.DrawFn) -> tuple[dict[str, list[str]], list[str], dict[str, Any], int]:
    """Columns, households, quotas and seats of up to nine people, many of whom live together."""
    people = draw(st.integers(4, 9))
    columns = {name: draw(st.lists(st.sampled_from(VALUES[name]), min_size=people, max_size=people)) for name in TWO}
    homes = draw(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), min_size=people, max_size=people))
    seats = draw(st.integers(2, 3))
    bounds = st.tuples(st.integers(0, 1), st.integers(1, seats))
    quotas = {name: {value: draw(bounds) for value in VALUES[name]} for name in TWO}
    return columns, homes, quotas, seats


TWO = ("sex", "track")


def groups_of_people(columns: dict[str, list[str]], homes: list[str], quotas: dict[str, Any], seats: int) -> Array:
    """Every group of people that meets the quotas with distinct households: rows of 0 and 1 per person."""
    found = [
        group
        for group in combinations(range(len(homes)), seats)
        if len({homes[person] or person for person in group}) == seats
        and all(
            least <= sum(columns[name][person] == value for person in group) <= most
            for name, values in quotas.items()
            for value, (least, most) in values.items()
        )
    ]
    return np.array([[float(person in group) for person in range(len(homes))] for group in found])


def fairest_of_people(groups: Array) -> list[float]:
    """As `fairest_levels`, over people, without any notion of types or kinds of household."""
    alone = Pool(1, ({},) * groups.shape[1], np.ones(groups.shape[1]), (), *(np.zeros(0),) * 3)
    return fairest_levels(alone, groups)
