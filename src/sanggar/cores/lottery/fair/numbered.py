"""The same lottery as equally likely numbered panels, so that balls or three ten-sided dice settle it on a stage.

Of m panels each has the chance 1/m, so panels get whole weights that come to m, and S_t seats go to type t in all. With
x_t the seats of the exact lottery, nobody's chance p = x_t / n_t moves by more than 1/m when |m x_t - S_t| ≤ n_t for
every type t of n_t people. The panels in use may be too few for that, so others that meet the quotas join them:

1. every panel gets the whole part of its weight; each seat draw left over goes to the panel nearest to what is missing;
2. one panel makes room for another while that brings the seats nearer to the aim, those furthest off counting most;
3. where that does not do, an integer programme finds such weights or proves that these panels have none.

Checked in whole numbers at the end. Panels keep one order, so the numbers 1 … m follow from cumulative weights.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sanggar.cores.lottery.fair.leximin import Tell
from sanggar.cores.lottery.fair.lottery import FairLottery, exact_chances, silent
from sanggar.cores.lottery.fair.mixture import different
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import NoSolution, Programme
from sanggar.cores.lottery.fair.rounding import frame_around, random_panels
from sanggar.cores.lottery.lottery import Panel

NUMBERS = 1000
MORE_PANELS = 1500
EXCHANGES = 400
SHARPEN = 1.5
"""How much more a type counts that strays too far when exchanges no longer help."""

NEARER = 1e-9


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
    more = random_panels(frame_around(pool, wished), wished, MORE_PANELS, Noise(2))
    panels = np.vstack([known, different(more, known)])
    start = np.append(np.floor(numbers * weights / weights.sum() + NEARER), np.zeros(len(panels) - len(known)))
    search = _Search(pool.sizes, panels, numbers * wished, start)
    search.fill(numbers)
    search.improve(tell)
    whole = search.whole if search.furthest <= 1 else _programmed(pool, panels, numbers * wished, numbers)
    return _checked(pool, lottery, panels, whole, numbers)


class _Search:
    """Whole weights of panels, and by how many seats each type strays from the aim, in units of what it may."""

    def __init__(self, sizes: Array, panels: Array, aim: Array, whole: Array) -> None:
        self._shares = panels / sizes
        self.whole = whole
        self._off = aim / sizes - whole @ self._shares
        self._heed = np.ones(len(sizes))

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
            if not self._exchange():
                self._heed *= np.where(np.abs(self._off) > 1, SHARPEN, 1.0)
            tell("numbers", number, EXCHANGES)

    def _exchange(self) -> bool:
        """The one that brings the seats nearest to the aim, |off + shares[out] - shares[in]|² with heed."""
        out = np.flatnonzero(self.whole > 0)
        heeded = self._shares * self._heed
        squares = (heeded * self._shares).sum(axis=1)
        toward = heeded @ self._off
        both = heeded[out] @ self._shares.T
        change = (squares[out] + 2 * toward[out])[:, None] + (squares - 2 * toward) - 2 * both
        best = int(change.argmin())
        if change.flat[best] > -NEARER:
            return False
        self._move(int(out[best // len(squares)]), -1)
        self._move(best % len(squares), 1)
        return True

    def _move(self, panel: int, step: int) -> None:
        self.whole[panel] += step
        self._off = self._off - step * self._shares[panel]


def _programmed(pool: Pool, panels: Array, aim: Array, numbers: int) -> Array:
    number = len(panels)
    try:
        found = Programme(
            cost=np.zeros(number),
            low=np.zeros(number),
            high=np.full(number, numbers),
            matrix=np.vstack([np.ones(number), panels.T]),
            row_low=np.append(numbers, aim - pool.sizes),
            row_high=np.append(numbers, aim + pool.sizes),
            whole=True,
        ).solve()
    except NoSolution:
        raise NoNumbers from None
    return np.round(found.solution)


def _checked(pool: Pool, lottery: FairLottery, panels: Array, whole: Array, numbers: int) -> NumberedLottery:
    """In whole numbers and fractions; panels in the order of their counts."""
    used = whole > 0
    weights, counts = whole[used].astype(np.int64), panels[used].astype(np.int64)
    order = np.lexsort(counts.T[::-1])
    weights, counts = weights[order], counts[order]
    chances = exact_chances(pool, weights, counts)
    moved = max(abs(new - old) for new, old in zip(chances, lottery.chances, strict=True))
    if moved > Fraction(1, numbers) or int(weights.sum()) != numbers:
        raise NoNumbers
    named = zip(weights.tolist(), counts.tolist(), strict=True)
    return NumberedLottery(tuple(Panel(Fraction(weight), tuple(seats)) for weight, seats in named), chances, moved)
