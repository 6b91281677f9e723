"""The fairest lottery of a pool, from its quotas to the weighted panels that are published."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.fair.columns import leximin_by_columns
from sanggar.cores.lottery.fair.leximin import Tell, relaxed_chances
from sanggar.cores.lottery.fair.mixture import EXACT, Mixture, mix
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.lottery import Panel, chances

MAXIMIN = 1


@dataclass(frozen=True, slots=True)
class FairLottery:
    """`chances` follow exactly from the panels; no lottery is fairer by more than `gap` for anyone.

    `unreachable` are the types of which no panel seats anyone.
    """

    panels: tuple[Panel, ...]
    chances: tuple[Fraction, ...]
    gap: Fraction
    unreachable: tuple[int, ...]


def silent(_doing: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def fair_lottery(pool: Pool, *, tell: Tell = silent, levels: int | None = None) -> FairLottery:
    """The leximin lottery of a pool; with `levels=MAXIMIN` only its lowest chance is made as high as can be.

    Raises `NoSolution` when no panel meets the quotas. `tell(doing, done, of)` is called often and may raise to cancel.
    """
    wished = relaxed_chances(pool, tell, levels)
    found = mix(pool, wished * pool.sizes, tell, Noise())
    if found.missed <= EXACT:
        return _published(pool, found, wished)
    proven = leximin_by_columns(pool, found.panels, tell, levels)
    return _published(pool, proven.mixture, None, proven.gap)


def _published(pool: Pool, found: Mixture, bound: Array | None, gap: float = 0.0) -> FairLottery:
    """Weights as whole trillionths, panels in the order of their counts, chances exact."""
    rows = sorted(
        (tuple(int(seats) for seats in panel), round(float(weight) * UNIT))
        for panel, weight in zip(found.panels, found.weights, strict=True)
    )
    panels = tuple(Panel(Fraction(weight, UNIT), counts) for counts, weight in rows if weight)
    exact = tuple(chances([int(size) for size in pool.sizes], panels))
    if bound is not None:
        gap = float(np.max(np.abs(np.array([float(chance) for chance in exact]) - bound)))
    unreachable = tuple(kind for kind, chance in enumerate(exact) if not chance)
    return FairLottery(panels, exact, Fraction(round(gap * UNIT), UNIT), unreachable)
