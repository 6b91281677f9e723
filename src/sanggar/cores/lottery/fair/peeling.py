"""Panels taken off the fairest chances one by one: few panels and seconds, with thousands of types.

`left` seats per type are still to be given out by panels that weigh `weight` in all; whole numbers, of a trillionth, so
nothing is lost on the way. A panel x of weight s may be taken off where the rest can still be seated, of each type:
0 ≤ left - s x ≤ size (weight - s), and under each quota: least (weight - s) ≤ left - s x ≤ most (weight - s). For a
given s these are bounds of x and of its rows; a panel within them is drawn by systematic sampling and mended by
exchanges.

What keeps the panels few is that people take turns. Whoever has the chance p is seated for a turn of length p and in
the panels of that turn, not now and then; so all whose chance is the same begin and end together, and panels change
only where a turn ends, or where those who are left have to be seated from then on to the end. Under a few levels of
chance the lengths of steps then go by Euclid's algorithm on the people and seats of each level: some dozens of panels
for one level, some hundreds for two or three. Broken turns cost panels: they are broken only where nothing else fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.fair.mixture import Mixture
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.progress import Tell

DUST = 2000
"""Of a trillionth: what is not worth a step."""

DONE, LOOSE = 250 * DUST, 50 * DUST
"""Weight that is not worth a panel any more, and what the errors of the chances may have added to a row."""

ALIKE = 1e-8
"""Chances closer than this are one level."""

PANELS, PATIENCE = 1500, 30
"""At most so many panels, and so many exchanges in a row that do not mend one."""

CHANCE = 0.9
UNBROKEN = (30.0, 0.8, 0.0)
"""What breaking a turn costs, tried one after the other; a quota missed by one weighs 1."""

HALVINGS = range(1, 7)
FORBIDDEN = 1e9


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Of a panel: by type, and by row (those of the pool, one without bounds, and those of the levels)."""

    fewest: Array
    most_of: Array
    least: Array
    most: Array

    def excess(self, reached: Array) -> Array:
        found: Array = np.maximum(self.least - reached, 0) ** 2 + np.maximum(reached - self.most, 0) ** 2
        return found

    @property
    def impossible(self) -> bool:
        return bool((self.fewest > self.most_of).any() or (self.least > self.most).any())


def equal_chances(pool: Pool) -> Array | None:
    """The same chance for everybody, where the quotas allow it: no lottery is fairer, and no programme is needed."""
    wished = pool.sizes * (pool.seats / pool.sizes.sum())
    reached = pool.rows @ wished
    fits = (pool.seats <= pool.sizes.sum()) and ((pool.least <= reached) & (reached <= pool.most)).all()
    return np.full(len(pool.sizes), pool.seats / pool.sizes.sum()) if fits else None


def peeled(pool: Pool, chances: Array, tell: Tell) -> Mixture | None:
    """Panels that give these chances, to within `DONE`; None where they can not be taken off like this."""
    rest = _Rest(pool, chances)
    panels: list[Array] = []
    weights: list[int] = []
    while rest.weight > DONE:
        found = rest.next_panel() if len(panels) < PANELS else None
        if found is None:
            return None
        step, panel = found
        panels.append(rest.take(step, panel))
        weights.append(step)
        tell("panels", min((UNIT - rest.weight) * 100 // UNIT, 99), 100)
    tell("panels", 100, 100)
    parts = np.array(weights, dtype=float)
    return Mixture(np.array(panels), parts / parts.sum(), rest.weight / UNIT * pool.seats)


class _Rest:
    """What is still to be given out, over the types of which anything is."""

    def __init__(self, pool: Pool, chances: Array) -> None:
        level, of_levels = _levels(pool, chances)
        self._pool, self._noise = pool, Noise()
        self._loose = LOOSE + int(pool.sizes.sum())
        self._levels = len(of_levels)
        self._free = len(pool.least)
        self._rows = self._free + 1 + self._levels
        self.weight = UNIT
        self._at = np.arange(len(pool.sizes))
        self._sizes, self._turn = pool.sizes.astype(np.int64), of_levels[level]
        self._left = self._turn * self._sizes
        self._before = np.zeros(len(level), dtype=np.int64)
        self._cells = np.vstack([_cells(pool), self._free + 1 + level])
        self._forget_the_given()

    def take(self, step: int, panel: Array) -> Array:
        """The panel over all types of the pool."""
        whole = np.zeros(len(self._pool.sizes), dtype=np.int32)
        whole[self._at] = panel
        self._left, self._before = self._left - step * panel, panel
        self.weight -= step
        self._forget_the_given()
        return whole

    def _forget_the_given(self) -> None:
        kept = self._left > DUST
        self._at, self._sizes, self._turn = self._at[kept], self._sizes[kept], self._turn[kept]
        self._left, self._before, self._cells = self._left[kept], self._before[kept], self._cells[:, kept]

    def next_panel(self) -> tuple[int, Array] | None:
        """A panel and for how long: until the next turn ends, where such a panel is found. Rows close to the average
        leave the rest most room.
        """
        fewest = np.minimum((self._left + DUST) // self.weight, self._sizes)
        most_of = np.clip(-((DUST - self._left) // self.weight), fewest, self._sizes)
        over = self._left % self._turn
        halfway = (over > DUST) & (self._turn - over > DUST) & (most_of > fewest)
        in_turn = halfway & (self._before > fewest)
        for step in self._steps(fewest, most_of > fewest, halfway, in_turn):
            for broken, close in product(UNBROKEN, (True, False)):
                bounds = self._bounds(step, fewest, most_of, close=close)
                panel = None if bounds.impossible else self._panel(bounds, in_turn, halfway, broken)
                if panel is not None:
                    return step, panel
        return None

    def _steps(self, fewest: Array, is_open: Array, halfway: Array, in_turn: Array) -> list[int]:
        """Until the first turn ends that has begun; until others have to be seated; until a turn begun now ends. Where
        there is no such panel parts of the first of them leave the panel more room.
        """
        room = self._sizes * self.weight - self._left
        waiting = (fewest < self._sizes) & ~in_turn
        ends = [
            self._left[in_turn],
            (room // np.maximum(self._sizes - fewest, 1))[waiting],
            self._turn[is_open & ~halfway],
        ]
        steps = sorted({min(int(each[each > DUST].min(initial=self.weight)), self.weight) for each in ends})
        return steps + [steps[0] >> halving for halving in HALVINGS if steps[0] >> halving > DUST]

    def _bounds(self, step: int, fewest: Array, most_of: Array, *, close: bool) -> _Bounds:
        left, after, quotas = self._left, self.weight - step, slice(self._free)
        given = self._reached(left)
        least, most = np.full(self._rows, -FORBIDDEN), np.full(self._rows, FORBIDDEN)
        high = np.ceil((given - self._loose) / self.weight)
        low = np.minimum(np.floor((given + self._loose) / self.weight), high)
        average = given[quotas]
        least[quotas] = np.ceil((average - after * self._pool.most - self._loose) / step)
        most[quotas] = np.floor((average - after * self._pool.least + self._loose) / step)
        least[quotas] = np.maximum(least[quotas], low[quotas] if close else self._pool.least)
        most[quotas] = np.minimum(most[quotas], high[quotas] if close else self._pool.most)
        least[self._free + 1 :], most[self._free + 1 :] = low[self._free + 1 :], high[self._free + 1 :]
        needed = np.clip(-((self._sizes * after - left + DUST) // step), fewest, self._sizes)
        return _Bounds(needed, np.minimum(most_of, (left + DUST) // step), least, most)

    def _panel(self, bounds: _Bounds, in_turn: Array, halfway: Array, broken: float) -> Array | None:
        """A panel within the bounds, where one is found: those in turn stay, the others are drawn."""
        fewest = bounds.fewest
        number = self._pool.seats - int(fewest.sum())
        kinds = np.flatnonzero(bounds.most_of > fewest)
        if not 0 <= number <= len(kinds):
            return None
        stays = in_turn[kinds]
        all_stay = int(stays.sum()) <= number
        seated = stays & all_stay
        drawn = np.flatnonzero(~seated if all_stay else stays)
        seated[drawn[self._sampled(kinds[drawn], number - int(seated.sum()), fewest, kinds[seated])]] = True
        favour = broken * (stays & all_stay) - 0.3 * (halfway[kinds] & ~(stays & all_stay))
        panel = fewest.copy()
        panel[kinds] += seated
        if not self._mended(bounds, self._reached(panel), kinds, seated, favour):
            return None
        panel[kinds] = fewest[kinds] + seated
        return panel

    def _sampled(self, kinds: Array, number: int, fewest: Array, seated: Array) -> Array:
        """So many of these types, in proportion to what is left of them and to the seats that each level still lacks:
        systematically along an order by features.
        """
        if not number:
            return np.zeros(0, dtype=int)
        level = self._cells[-1]
        lacking = self._reached(self._left) / self.weight - self._reached(fewest)
        lacking = np.maximum(lacking - np.bincount(level[seated], minlength=self._rows), 0)
        part = np.clip(self._left[kinds] / self.weight - fewest[kinds], 0.02, 1)
        part *= (lacking / np.maximum(np.bincount(level[kinds], part, self._rows), 1e-9))[level[kinds]]
        part = np.minimum((part + 1e-9) * (number / (part + 1e-9).sum()), 1)
        cells = self._cells[:, kinds]
        shuffled = self._noise.uniform(len(cells), self._rows)
        first = [0, *(1 + np.argsort(self._noise.uniform(len(cells) - 1))).tolist()]
        keys = [shuffled[row][cells[row]] for row in reversed(first)]
        order = np.lexsort([self._noise.uniform(len(kinds)), *keys])
        running = np.cumsum(part[order])
        marks = (np.arange(number) + self._noise.uniform(1)[0]) * (running[-1] / number)
        taken = np.unique(np.minimum(np.searchsorted(running, marks, side="right"), len(kinds) - 1))
        spare = np.setdiff1d(np.arange(len(kinds)), taken)
        wanting = spare[np.argsort(-part[order[spare]], kind="stable")[: number - len(taken)]]
        chosen: Array = order[np.concatenate([taken, wanting])]
        return chosen

    def _mended(self, bounds: _Bounds, reached: Array, kinds: Array, seated: Array, favour: Array) -> bool:
        """Exchanges one person each until every row is within its bounds; changes `seated`. `favour` is what it costs
        that one of the type leaves, and saves that one comes.
        """
        cells = self._cells[:, kinds]
        missed = bounds.excess(reached)
        least, patience = FORBIDDEN, PATIENCE
        while missed.any():
            patience = PATIENCE if missed.sum() < least else patience - 1
            least = min(least, float(missed.sum()))
            if not (len(kinds) and patience):
                return False
            for now, step in ((True, -1), (False, 1)):
                change = bounds.excess(reached + step) - missed
                price = change[cells].sum(axis=0) + CHANCE * self._noise.uniform(len(kinds)) - step * favour
                price[seated != now] = FORBIDDEN
                kind = int(price.argmin())
                if price[kind] >= FORBIDDEN:
                    return False
                reached[cells[:, kind]] += step
                seated[kind] = not now
                missed = bounds.excess(reached)
        return True

    def _reached(self, counts: Array) -> Array:
        """By row, from counts by type. Exact: far below 2**53."""
        found: Array = sum((np.bincount(each, counts, self._rows) for each in self._cells), np.zeros(self._rows))
        return found


def _levels(pool: Pool, chances: Array) -> tuple[Array, Array]:
    """Each type's level, and the chance of each level in trillionths: the average of those that are alike."""
    order = np.argsort(chances, kind="stable")
    level = np.empty(len(chances), dtype=np.int64)
    level[order] = np.cumsum(np.diff(chances[order], prepend=chances[order[0]]) > ALIKE)
    people = np.bincount(level, pool.sizes)
    return level, np.round(np.bincount(level, chances * pool.sizes) / people * UNIT).astype(np.int64)


def _cells(pool: Pool) -> Array:
    """For each feature (and households) the row to which a type belongs, or one past the last; finest feature first."""
    blocks = [np.where(rows.any(axis=0), start + rows.argmax(axis=0), len(pool.rows)) for start, rows in _blocks(pool)]
    if not blocks:
        return np.full((1, len(pool.sizes)), len(pool.rows))
    return np.array(sorted(blocks, key=lambda block: -len(np.unique(block))))


def _blocks(pool: Pool) -> Iterator[tuple[int, Array]]:
    names = [name for name, _ in pool.values]
    starts = [*(names.index(name) for name in dict.fromkeys(names)), len(names), len(pool.rows)]
    for start, end in pairwise(starts):
        if end > start:
            yield start, pool.rows[start:end] > 0
