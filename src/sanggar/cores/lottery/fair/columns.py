"""Leximin over real panels, by column generation: for pools whose relaxation promises more than any lottery can keep.

The lowest chance is raised with the panels known so far; the duals price the types, an integer programme finds the
panel of greatest worth, and when none is worth more than those in use, the level is the highest there is. The method of
Flanigan et al., "Fair algorithms for selecting citizens' assemblies" (Nature 2021), over types instead of people.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.leximin import HELD, SLACK, held_down
from sanggar.cores.lottery.fair.mixture import Mixture, dearest_panel
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, Programme, nobody_waits
from sanggar.cores.lottery.progress import Tell

PROVEN = 2e-9
"""How much more than the best panel in use a new one may be worth and still count as worth the same."""

CLEAR = 5e-7
"""A chance that may be hidden by the fixing of a type."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The weighted panels, and by how much the chances of a still fairer lottery could differ (bound)."""

    mixture: Mixture
    gap: float


def leximin_by_columns(pool: Pool, panels: Array, tell: Tell, levels: int | None = None) -> Levels:
    """Start from any panels that meet the quotas; raises `NoSolution` when there are none."""
    if not len(panels):
        panels = dearest_panel(pool, np.zeros(len(pool.sizes)), partial(tell, "levels", 0, len(pool.sizes)))[0][None, :]
    search, gap = _Search(pool, panels), 0.0
    while search.is_open and levels != 0:
        gap = max(gap, search.raise_level(partial(tell, "levels", int((~search.free).sum()), len(pool.sizes))))
        levels = None if levels is None else levels - 1
        tell("levels", int((~search.free).sum()), len(pool.sizes))
    return Levels(search.mixture(), gap)


class _Search:
    """Maximise z: the chance of every free type is at least z, that of a fixed one at least its level."""

    def __init__(self, pool: Pool, panels: Array) -> None:
        kinds = len(pool.sizes)
        self._pool = pool
        self.free = np.ones(kinds, dtype=bool)
        self._rows = Programme(
            cost=np.array([-1.0]),
            low=np.zeros(1),
            high=np.ones(1),
            matrix=np.append(np.full(kinds, -1.0), 0)[:, None],
            row_low=np.append(np.zeros(kinds), 1),
            row_high=np.append(np.full(kinds, INFINITE), 1),
            exactly=True,
        )
        self._levels = np.zeros(kinds)
        self.panels = np.zeros((0, kinds))
        self._add(panels)

    @property
    def is_open(self) -> bool:
        return bool(self.free.any())

    def raise_level(self, ask: Ask = nobody_waits) -> float:
        """Raise z as high as panels can, fix who is held down; the chance that this could still hide from anyone.

        As in `leximin` no dual is believed: with prices from 0 upwards, no panel worth more than `worth` and the fixed
        types at their levels, no lottery has prices·chances above `worth`: none raises the level by more than `over`.
        """
        while True:
            self._rows.solve(ask)
            prices, level = np.maximum(self._rows.duals[:-1], 0), max(float(self._rows.solution[0]), 0.0)
            of_free = float(prices[self.free].sum())
            panel, worth = dearest_panel(self._pool, prices / self._pool.sizes, ask)
            over = worth - float(prices[~self.free] @ self._levels[~self.free]) - level * of_free
            if over <= PROVEN or self._has(panel):
                break
            self._add(panel[None, :])
        if not (prices[self.free] > HELD).any():  # nothing holds the rest down: it stands at its highest
            held, hidden = self.free.copy(), 0.0
        else:
            over = max(over, 0.0)
            held, hidden = held_down(np.where(self.free, prices, 0), over, CLEAR)
            hidden = max(hidden, over / of_free)
        self._levels[held] = max(level - SLACK, 0)
        for kind in np.flatnonzero(held).tolist():
            self._rows.set_entry(kind, 0, 0.0)
            self._rows.bound_row(kind, level - SLACK, INFINITE)
        self.free &= ~held
        return hidden

    def mixture(self) -> Mixture:
        weights = np.clip(self._rows.solve().solution[1:], 0, None)
        used = weights > 0
        return Mixture(self.panels[used], weights[used] / weights.sum(), 0.0)

    def _has(self, panel: Array) -> bool:
        return bool((self.panels == panel).all(axis=1).any())

    def _add(self, panels: Array) -> None:
        self._rows.add_columns(np.vstack([(panels / self._pool.sizes).T, np.ones(len(panels))]))
        self.panels = np.vstack([self.panels, panels])
