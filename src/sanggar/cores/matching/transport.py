"""The least-cost assignment of people to places, exact in integers.

n participants, m mentors; `costs[i, j]` is what the pair costs, `FORBIDDEN` where it may not be; the s-th place of
mentor j costs `places[j][s-1]` besides, and these never fall with s, so that mentors fill up evenly (the sum over the
places taken is convex in the load). Who gets no mentor costs `left_out[i]`. Wanted is

    min  Σᵢ costs[i, a(i)] + Σⱼ Σ_{s ≤ loadⱼ} places[j][s-1] + Σ_{i left out} left_out[i].

This is a transportation problem with convex costs at the sinks. It is solved by successive shortest paths (Jewell
1958; Busacker and Gowen 1960): participants enter one by one; each takes the cheapest chain "i goes to j₁, whoever
leaves j₁ most cheaply for j₂ goes there, …, the last one takes the next place of jₖ". A chain is a shortest path in a
graph of the m mentors alone, where going from j to k costs min over those at j of costs[·, k] - costs[·, j]; the method
of Bellman and Ford finds it in a few vector operations. After each step the assignment is optimal for those who have
entered, because no cycle of negative cost is left. Nothing is rounded, so nothing hangs on a tolerance; of equal chains
the first in the given order is taken, so equal input gives equal output on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
FORBIDDEN = 2**60
"""Costs beyond this are as good as infinite; those of a problem must stay below 2**58 in sum."""
LIMIT = 2**58


@dataclass
class Places:
    """Who is where while people enter. The last column stands for being left out: it has a place for everybody."""

    costs: Integers
    next_place: Integers
    steps: Sequence[Sequence[int]]
    at: list[list[int]] = field(default_factory=list)
    moving: Integers = field(init=False)
    mover: Integers = field(init=False)

    def __post_init__(self) -> None:
        size = self.costs.shape[1]
        self.at = [[] for _column in range(size)]
        self.moving = np.full((size, size), FORBIDDEN, dtype=np.int64)
        self.mover = np.full((size, size), -1, dtype=np.int64)

    def renew(self, column: int) -> None:
        """What it costs that somebody goes from this mentor to any other, and who that would be."""
        people = self.at[column]
        if not people:
            self.moving[column], self.mover[column] = FORBIDDEN, -1
            return
        change = self.costs[people] - self.costs[people, column][:, None]
        first = change.argmin(axis=0)
        self.moving[column] = np.minimum(change[first, np.arange(change.shape[1])], FORBIDDEN)
        self.moving[column, column] = FORBIDDEN
        self.mover[column] = np.asarray(people)[first]

    def enter(self, person: int) -> None:
        distance = self.costs[person].copy()
        before = np.full(len(distance), -1, dtype=np.int64)
        fresh = np.flatnonzero(distance < LIMIT)
        while len(fresh):
            over = distance[fresh, None] + self.moving[fresh]
            best = over.argmin(axis=0)
            reached = over[best, np.arange(over.shape[1])]
            nearer = reached < distance
            distance[nearer], before[nearer] = reached[nearer], fresh[best[nearer]]
            fresh = np.flatnonzero(nearer)
        self._shift(person, int((distance + self.next_place).argmin()), before)

    def _shift(self, person: int, last: int, before: Integers) -> None:
        """Carry out the chain that ends at the next place of `last`."""
        chain = [last]
        while before[chain[-1]] >= 0:
            chain.append(int(before[chain[-1]]))
        for to, source in pairwise(chain):
            moved = int(self.mover[source, to])
            self.at[source].remove(moved)
            self.at[to].append(moved)
        self.at[chain[-1]].append(person)
        steps = self.steps[last] if last < len(self.steps) else ()
        taken = len(self.at[last])
        if last < len(self.steps):
            self.next_place[last] = steps[taken] if taken < len(steps) else FORBIDDEN
        for column in chain:
            self.at[column].sort()
            self.renew(column)


def assign(costs: Integers, places: Sequence[Sequence[int]], left_out: Integers) -> list[int | None]:
    """For each participant the mentor's column, or None for who is left out.

    `costs` n × m, int64; `places[j]` what each place of mentor j costs, never falling (none: the mentor has no place);
    `left_out` n. Raises ValueError where the sums could pass `LIMIT` or places get cheaper.
    """
    require_sound(costs, places, left_out)
    table = np.column_stack([costs, left_out]).astype(np.int64)
    first = [steps[0] if steps else FORBIDDEN for steps in places]
    state = Places(table, np.array([*first, 0], dtype=np.int64), places)
    for person in range(len(table)):
        state.enter(person)
    found: list[int | None] = [None] * len(table)
    for column, people in enumerate(state.at[:-1]):
        for person in people:
            found[person] = column
    return found


def require_sound(costs: Integers, places: Sequence[Sequence[int]], left_out: Integers) -> None:
    real = costs[costs < FORBIDDEN]
    dearest = max(int(np.abs(real).max(initial=0)), int(np.abs(left_out).max(initial=0)))
    steepest = max((max(map(abs, steps)) for steps in places if steps), default=0)
    if (dearest + steepest) * (len(costs) + 1) >= LIMIT:
        raise ValueError("costs are too large to be added up exactly")
    if any(later < earlier for steps in places for earlier, later in pairwise(steps)):
        raise ValueError("a later place of a mentor may not be cheaper than an earlier one")
