"""The fairest lottery of a pool, from its quotas to the weighted panels that are published."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.fair.columns import leximin_by_columns
from sanggar.cores.lottery.fair.leximin import Relaxed, relaxed_chances
from sanggar.cores.lottery.fair.mixture import EXACT, Mixture, mix
from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.peeling import equal_chances, peeled
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.lottery import Panel
from sanggar.cores.lottery.progress import Tell, silent

MAXIMIN = 1

MANY = 500
"""Types from which on panels are peeled off the chances; with fewer the mixture is as quick."""


@dataclass(frozen=True, slots=True)
class FairLottery:
    """`chances` follow exactly from the panels; no lottery is fairer by more than `gap` for anyone.

    `unreachable` are the types of which no panel seats anyone.
    """

    panels: tuple[Panel, ...]
    chances: tuple[Fraction, ...]
    gap: Fraction
    unreachable: tuple[int, ...]


def fair_lottery(pool: Pool, *, tell: Tell = silent, levels: int | None = None) -> FairLottery:
    """The leximin lottery of a pool; with `levels=MAXIMIN` only its lowest chance is made as high as can be.

    Raises `NoSolution` when no panel meets the quotas. `tell(doing, done, of)` is called often, also while
    one programme is solved, and may raise to cancel.
    """
    equal = equal_chances(pool) if len(pool.sizes) > MANY else None
    relaxed = relaxed_chances(pool, tell, levels) if equal is None else Relaxed(equal, 0.0)
    taken_off = peeled(pool, relaxed.chances, tell) if len(pool.sizes) > MANY else None
    if taken_off is not None:
        return _published(pool, taken_off, relaxed.chances, relaxed.gap)
    found = mix(pool, relaxed.chances * pool.sizes, tell, Noise())
    if found.missed <= EXACT:
        return _published(pool, found, relaxed.chances, relaxed.gap)
    proven = leximin_by_columns(pool, found.panels, tell, levels)
    return _published(pool, proven.mixture, None, proven.gap)


def _published(pool: Pool, found: Mixture, bound: Array | None, gap: float = 0.0) -> FairLottery:
    """Weights as whole trillionths, panels in the order of their counts, chances exact. `gap` is that of `bound`, the
    chances that were aimed at, or of the mixture.
    """
    weights = np.round(found.weights * UNIT).astype(np.int64)
    counts = found.panels[weights > 0].astype(np.int64)
    order = np.lexsort(counts.T[::-1])
    counts, weights = counts[order], weights[weights > 0][order]
    panels = tuple(
        Panel(Fraction(weight, UNIT), tuple(seats))
        for weight, seats in zip(weights.tolist(), counts.tolist(), strict=True)
    )
    exact = exact_chances(pool, weights, counts)
    if bound is not None:
        gap += float(np.max(np.abs(np.array([float(chance) for chance in exact]) - bound)))
    unreachable = tuple(kind for kind, chance in enumerate(exact) if not chance)
    return FairLottery(panels, exact, Fraction(ceil(round(gap * UNIT, 3)), UNIT), unreachable)


def exact_chances(pool: Pool, weights: Array, counts: Array) -> tuple[Fraction, ...]:
    """Of each type, from weights and counts as whole numbers.

    Exact: a trillion times the seats stays below 2**63 up to nine million seats.
    """
    seated, total = (weights @ counts).tolist(), int(weights.sum())
    return tuple(Fraction(seats, total * size) for seats, size in zip(seated, pool.sizes.tolist(), strict=True))
