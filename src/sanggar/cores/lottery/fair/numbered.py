"""The same lottery as equally likely numbered panels, so that balls or three ten-sided dice settle it on a stage.

Of m panels each has the chance 1/m, so panels get whole weights that come to m, and S_t seats go to type t in all. With
x_t the seats of the exact lottery, nobody's chance p = x_t / n_t moves by more than 1/m when |m x_t - S_t| ≤ n_t for
every type t of n_t people. The panels in use may be too few for that, so others that meet the quotas join them:

1. every panel gets the whole part of its weight; each seat draw left over goes to the panel nearest to what is missing;
2. one panel makes room for another while that brings the seats nearer to the aim;
3. one person in one panel makes room for one of another type, where the quotas stay met, as long as that brings nearer;
   where neither helps, types that stray too far count more;
4. where that does not do, an integer programme finds such weights or proves that these panels have none (small pools).

Checked in whole numbers at the end. Panels keep one order, so the numbers 1 … m follow from cumulative weights.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.lottery import FairLottery, exact_chances
from sanggar.cores.lottery.fair.mixture import different
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import Ask, NoSolution, Programme
from sanggar.cores.lottery.fair.rounding import frame_around, random_panels
from sanggar.cores.lottery.lottery import Panel
from sanggar.cores.lottery.progress import Tell, silent

NUMBERS = 1000
MORE_PANELS, CELLS = 1500, 2_000_000
"""Random panels that join those in use: fewer where there are many types, to bound memory (panels times types)."""

EXCHANGES = 2000
LEAVING = 16
"""Panels that are tried as the one that makes room: those whose leaving helps most."""

PAIRS = 64
"""Exchanges of one person that are tried, those that would help most."""

SHARPEN = 1.2
"""How much more a type counts that strays too far when exchanges no longer help."""

NEARER = 1e-9
PROVABLE = 300_000
"""Panels times types that the integer programme is given; with more it might not end."""


class NoNumbers(Exception):
    """No whole weights were found that move nobody's chance by more than 1/m; more numbers make it easier."""


@dataclass(frozen=True, slots=True)
class NumberedLottery:
    """`panels` have whole weights that come to the number of numbers; `chances` follow exactly from them.

    `moved` is how far the chance that moved furthest is from the exact lottery.
    """

    panels: tuple[Panel, ...]
    chances: tuple[Fraction, ...]
    moved: Fraction


def numbered_lottery(
    pool: Pool, lottery: FairLottery, numbers: int = NUMBERS, *, tell: Tell = silent
) -> NumberedLottery:
    """Raises `NoNumbers` when there is no such lottery with so many numbers."""
    weights = np.array([float(panel.weight) for panel in lottery.panels])
    known = np.array([panel.counts for panel in lottery.panels], dtype=float)
    wished = np.array([float(chance) for chance in lottery.chances]) * pool.sizes
    more = random_panels(frame_around(pool, wished), wished, min(MORE_PANELS, CELLS // len(wished)), Noise(2))
    panels = np.vstack([known, different(more, known)])
    start = np.append(np.floor(numbers * weights / weights.sum() + NEARER), np.zeros(len(panels) - len(known)))
    search = _Search(pool, panels, numbers * wished, start)
    search.fill(numbers)
    search.improve(tell)
    whole = search.whole
    if search.furthest > 1:
        ask = partial(tell, "numbers", EXCHANGES, EXCHANGES + 1)
        whole = _programmed(pool, search.panels, numbers * wished, numbers, ask)
    return _checked(pool, lottery, search.panels, whole, numbers)


class _Search:
    """Whole weights of panels, and by how many seats each type strays from the aim, in units of what it may."""

    def __init__(self, pool: Pool, panels: Array, aim: Array, whole: Array) -> None:
        self._pool = pool
        self._open = aim > 0
        self.panels, self._shares = panels, panels / pool.sizes
        self.whole = whole
        self._off = aim / pool.sizes - whole @ self._shares
        self._heed = np.ones(len(aim))

    @property
    def furthest(self) -> float:
        return float(np.abs(self._off).max())

    def fill(self, numbers: int) -> None:
        for left in range(numbers - int(self.whole.sum()), 0, -1):
            far = ((self._shares - self._off / left) ** 2).sum(axis=1)
            self._move(int(far.argmin()), 1)

    def improve(self, tell: Tell) -> None:
        """Exchange by exchange until nobody strays too far."""
        for number in range(EXCHANGES):
            if self.furthest <= 1:
                return
            if not self._exchange() and not self._exchange_person():
                self._heed *= np.where(np.abs(self._off) > 1, SHARPEN, 1.0)
            tell("numbers", number, EXCHANGES + 1)

    def _exchange(self) -> bool:
        """The one that brings the seats nearest to the aim, |off + shares[out] - shares[in]|² with heed."""
        heeded = self._shares * self._heed
        squares = (heeded * self._shares).sum(axis=1)
        toward = heeded @ self._off
        leaving = np.where(self.whole > 0, squares + 2 * toward, np.inf)
        out = np.argsort(leaving, kind="stable")[:LEAVING]
        both = heeded[out] @ self._shares.T
        change = leaving[out, None] + (squares - 2 * toward) - 2 * both
        best = int(change.argmin())
        if change.flat[best] > -NEARER:
            return False
        self._move(int(out[best // len(squares)]), -1)
        self._move(best % len(squares), 1)
        return True

    def _exchange_person(self) -> bool:
        """In one panel, of the type that may lose a seat for the one that should have it."""
        step = 1 / self._pool.sizes
        less = self._heed * ((self._off + step) ** 2 - self._off**2)
        more = np.where(self._open, self._heed * ((self._off - step) ** 2 - self._off**2), np.inf)
        for old, new in _best_pairs(less, more):
            panel = self._with(old, new) if less[old] + more[new] < -NEARER else None
            if panel is not None:
                self._vary(panel, old, new)
                return True
        return False

    def _with(self, old: int, new: int) -> int | None:
        """A panel in use that keeps the quotas with the one for the other."""
        pool = self._pool
        fits = (self.whole > 0) & (self.panels[:, old] > 0) & (self.panels[:, new] < pool.sizes[new])
        found = np.flatnonzero(fits)
        reached = self.panels[found] @ pool.rows.T + (pool.rows[:, new] - pool.rows[:, old])
        kept = found[((reached >= pool.least) & (reached <= pool.most)).all(axis=1)]
        return int(kept[0]) if len(kept) else None

    def _vary(self, panel: int, old: int, new: int) -> None:
        varied = self.panels[panel].copy()
        varied[old] -= 1
        varied[new] += 1
        self.panels = np.vstack([self.panels, varied])
        self._shares = np.vstack([self._shares, varied / self._pool.sizes])
        self.whole = np.append(self.whole, 0)
        self._move(panel, -1)
        self._move(len(self.panels) - 1, 1)

    def _move(self, panel: int, step: int) -> None:
        self.whole[panel] += step
        self._off = self._off - step * self._shares[panel]


def _best_pairs(less: Array, more: Array) -> list[tuple[int, int]]:
    """The pairs of least sum, the least first: made of the least of each, so that not all pairs need be in memory."""
    old, new = (np.sort(np.argsort(each, kind="stable")[:PAIRS]) for each in (less, more))
    best = np.argsort(less[old][:, None] + more[new], axis=None, kind="stable")[:PAIRS]
    return [(int(old[index // len(new)]), int(new[index % len(new)])) for index in best.tolist()]


def _programmed(pool: Pool, panels: Array, aim: Array, numbers: int, ask: Ask) -> Array:
    number = len(panels)
    if panels.size > PROVABLE:
        raise NoNumbers
    try:
        found = Programme(
            cost=np.zeros(number),
            low=np.zeros(number),
            high=np.full(number, numbers),
            matrix=np.vstack([np.ones(number), panels.T]),
            row_low=np.append(numbers, aim - pool.sizes),
            row_high=np.append(numbers, aim + pool.sizes),
            whole=True,
        ).solve(ask)
    except NoSolution:
        raise NoNumbers from None
    return np.round(found.solution)


def _checked(pool: Pool, lottery: FairLottery, panels: Array, whole: Array, numbers: int) -> NumberedLottery:
    """In whole numbers and fractions; panels in the order of their counts."""
    used = whole > 0
    counts, same = np.unique(panels[used].astype(np.int64), axis=0, return_inverse=True)
    weights = np.bincount(same, weights=whole[used]).astype(np.int64)
    chances = exact_chances(pool, weights, counts)
    moved = max(abs(new - old) for new, old in zip(chances, lottery.chances, strict=True))
    if moved > Fraction(1, numbers) or int(weights.sum()) != numbers:
        raise NoNumbers
    named = zip(weights.tolist(), counts.tolist(), strict=True)
    return NumberedLottery(tuple(Panel(Fraction(weight), tuple(seats)) for weight, seats in named), chances, moved)
