"""Panels taken off equal chances one by one: few panels and seconds, with thousands of types.

`left` seats per type are still to be given out by panels that weigh `weight` in all. Both are whole numbers, of a
trillionth, so nothing is lost on the way (up to nine million people of one type). A panel x of weight s may be taken
off where the rest can still be seated, of each type: 0 ≤ left - s x ≤ size (weight - s), and under each quota:
least (weight - s) ≤ left - s x ≤ most (weight - s). For a given step these are bounds of x and of its rows; a panel
within them is drawn by systematic sampling and mended by exchanges. The longest step is tried first: with equal chances
the lengths of steps go by Euclid's algorithm on people and seats, so there are some dozens of panels, as many as
people / seats where that is a whole number.

Where chances are not equal the steps become short and many: that is for `mixture`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.fair.mixture import Mixture
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.progress import Tell

DUST = 2000
"""Of a trillionth: what rounding may have added to the seats of a type."""

DONE, LOOSE = 100 * DUST, 1000 * DUST
"""Weight that is not worth a panel any more, and what rounding may have added to a row."""

PANELS, STEPS, EXCHANGES = 500, 24, 300
"""At most so many panels, lengths tried for each, and exchanges to mend one."""

CHANCE = 0.9
FORBIDDEN = 1e9


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Of a panel: by type, and by row of the pool with one more at the end, unbounded, for types without a row."""

    fewest: Array
    most_of: Array
    least: Array
    most: Array

    def excess(self, reached: Array) -> Array:
        found: Array = np.maximum(self.least - reached, 0) ** 2 + np.maximum(reached - self.most, 0) ** 2
        return found


def equal_chances(pool: Pool) -> Array | None:
    """The same chance for everybody, where the quotas allow it: no lottery is fairer, and no programme is needed."""
    wished = pool.sizes * (pool.seats / pool.sizes.sum())
    reached = pool.rows @ wished
    fits = (pool.seats <= pool.sizes.sum()) and ((pool.least <= reached) & (reached <= pool.most)).all()
    return np.full(len(pool.sizes), pool.seats / pool.sizes.sum()) if fits else None


def peeled(pool: Pool, wished: Array, tell: Tell) -> Mixture | None:
    """Panels whose average is `wished` seats per type; None where they can not be taken off like this."""
    rest = _Rest(pool, wished)
    panels: list[Array] = []
    weights: list[int] = []
    while rest.weight > DONE:
        found = rest.next_panel() if len(panels) < PANELS else None
        if found is None:
            return None
        step, panel = found
        rest.take(step, panel)
        panels.append(panel.astype(float))
        weights.append(step)
        tell("panels", min((UNIT - rest.weight) * 100 // UNIT, 99), 100)
    tell("panels", 100, 100)
    parts = np.array(weights, dtype=float)
    return Mixture(np.array(panels), parts / parts.sum(), rest.weight / UNIT * pool.seats)


class _Rest:
    """What is still to be given out."""

    def __init__(self, pool: Pool, wished: Array) -> None:
        self._seats, self._sizes = pool.seats, pool.sizes.astype(np.int64)
        self._least, self._most = pool.least, pool.most
        self._cells, self._noise = _cells(pool), Noise()
        self._left = np.round(wished * UNIT).astype(np.int64)
        self.weight = UNIT

    def take(self, step: int, panel: Array) -> None:
        self._left = np.maximum(self._left - step * panel, 0)
        self.weight -= step

    def next_panel(self) -> tuple[int, Array] | None:
        """The longest step for which a panel is found. Rows close to the average leave the rest most room."""
        steps = self._steps()
        for close in (True, False):
            for step in steps:
                panel = self._panel(self._bounds(step, close=close))
                if panel is not None:
                    return step, panel
        return None

    def _steps(self) -> list[int]:
        """Lengths after which a type is given out, or has to be seated from then on; the longest first."""
        left, weight, sizes = self._left, self.weight, self._sizes
        fewest, most = left // weight, -(-left // weight)
        given = (left // np.maximum(most, 1))[left > DUST]
        kept = ((sizes * weight - left) // np.maximum(sizes - fewest, 1))[fewest < sizes]
        lengths = np.unique(np.concatenate([given, kept, [weight]]))[::-1]
        lengths = lengths[(lengths > DUST) & (lengths <= weight)]
        lengths = lengths[np.append(True, np.diff(lengths) < -DUST)] if len(lengths) else lengths
        if len(lengths) > STEPS:
            lengths = lengths[np.unique(np.geomspace(1, len(lengths), STEPS).astype(int)) - 1]
        return [int(length) for length in lengths]

    def _bounds(self, step: int, *, close: bool) -> _Bounds:
        left, after, sizes = self._left, self.weight - step, self._sizes
        average = self._reached(left)[:-1]
        least = np.maximum(np.ceil((average - after * self._most - LOOSE) / step), self._least)
        most = np.minimum(np.floor((average - after * self._least + LOOSE) / step), self._most)
        if close:
            least = np.maximum(least, np.floor((average + LOOSE) / self.weight))
            most = np.minimum(most, np.ceil((average - LOOSE) / self.weight))
        fewest = np.maximum(-((sizes * after - left + DUST) // step), left // self.weight)
        most_of = np.minimum((left + DUST) // step, -(-left // self.weight))
        return _Bounds(
            np.clip(fewest, 0, sizes),
            np.clip(most_of, 0, sizes),
            np.append(least, -FORBIDDEN),
            np.append(most, FORBIDDEN),
        )

    def _panel(self, bounds: _Bounds) -> Array | None:
        """A panel within the bounds, where one is found."""
        fewest, most_of = bounds.fewest, bounds.most_of
        if (fewest > most_of).any() or not fewest.sum() <= self._seats <= most_of.sum():
            return None
        if (bounds.least > bounds.most).any() or (self._reached(fewest) > bounds.most).any():
            return None
        open_ = np.flatnonzero(most_of > fewest)
        seated = np.zeros(len(open_), dtype=bool)
        seated[self._sampled(open_, int(self._seats - fewest.sum()), fewest)] = True
        panel = fewest.copy()
        panel[open_] += seated
        if not self._mended(bounds, self._reached(panel), open_, seated):
            return None
        panel[open_] = fewest[open_] + seated
        return panel

    def _sampled(self, kinds: Array, number: int, fewest: Array) -> Array:
        """So many of these types, in proportion to what is left of them: systematically along an order by features."""
        part = np.clip(self._left[kinds] / self.weight - fewest[kinds], 0.02, 1)
        cells = self._cells[:, kinds]
        shuffled = self._noise.uniform(len(cells), len(self._least) + 1)
        first = [0, *(1 + np.argsort(self._noise.uniform(len(cells) - 1))).tolist()]
        keys = [shuffled[row][cells[row]] for row in reversed(first)]
        order = np.lexsort([self._noise.uniform(len(kinds)), *keys])
        running = np.cumsum(part[order])
        marks = (np.arange(number) + self._noise.uniform(1)[0]) * (running[-1] / number) if number else np.zeros(0)
        taken = np.unique(np.minimum(np.searchsorted(running, marks, side="right"), len(kinds) - 1))
        spare = np.setdiff1d(np.arange(len(kinds)), taken)
        wanting = spare[np.argsort(-part[order[spare]], kind="stable")[: number - len(taken)]]
        chosen: Array = order[np.concatenate([taken, wanting])]
        return chosen

    def _mended(self, bounds: _Bounds, reached: Array, kinds: Array, seated: Array) -> bool:
        """Exchanges one person each until every row is within its bounds; changes `seated`."""
        cells = self._cells[:, kinds]
        for _ in range(EXCHANGES):
            missed = bounds.excess(reached)
            if not missed.any():
                return True
            if not len(kinds):
                return False  # nobody is left to be exchanged
            for now, step in ((True, -1), (False, 1)):
                change = bounds.excess(reached + step) - bounds.excess(reached)
                price = change[cells].sum(axis=0) + CHANCE * self._noise.uniform(len(kinds))
                price[seated != now] = FORBIDDEN
                kind = int(price.argmin())
                if price[kind] >= FORBIDDEN:
                    return False
                reached[cells[:, kind]] += step
                seated[kind] = not now
        return not bounds.excess(reached).any()

    def _reached(self, counts: Array) -> Array:
        """By row, from counts by type. Exact: far below 2**53."""
        rows = len(self._least) + 1
        found: Array = sum((np.bincount(each, counts, rows) for each in self._cells), np.zeros(rows))
        return found


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
