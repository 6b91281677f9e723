"""Leximin over real panels, by column generation: for pools whose relaxation promises more than any lottery can keep.

The lowest chance is raised with the panels known so far; the duals price the types, an integer programme finds the
panel of greatest worth, and when none is worth more than those in use, the level is the highest there is. The method of
Flanigan et al., "Fair algorithms for selecting citizens' assemblies" (Nature 2021), over types instead of people.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.leximin import HELD, SLACK
from sanggar.cores.lottery.fair.mixture import Mixture, dearest_panel
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, Programme, nobody_waits
from sanggar.cores.lottery.progress import Tell

PROVEN = 1e-7
"""How much more than the best panel in use a new one may be worth and still count as worth the same."""


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
        )
        self.panels = np.zeros((0, kinds))
        self._add(panels)

    @property
    def is_open(self) -> bool:
        return bool(self.free.any())

    def raise_level(self, ask: Ask = nobody_waits) -> float:
        """Raise z as high as panels can, fix who is held down; by how much z could still be higher."""
        while True:
            self._rows.solve(ask)
            duals = self._rows.duals
            prices, base = duals[:-1], duals[-1]
            panel, worth = dearest_panel(self._pool, prices / self._pool.sizes, ask)
            if worth + base <= PROVEN:
                break
            self._add(panel[None, :])
        level = max(float(self._rows.solution[0]), 0.0)
        held = self.free & (np.abs(prices) > HELD)
        if not held.any():  # nothing holds the rest down: it stands at its highest
            held = self.free.copy()
        for kind in np.flatnonzero(held).tolist():
            self._rows.set_entry(kind, 0, 0.0)
            self._rows.bound_row(kind, level - SLACK, INFINITE)
        self.free &= ~held
        return float(max(worth + base, 0.0))

    def mixture(self) -> Mixture:
        weights = np.clip(self._rows.solve().solution[1:], 0, None)
        used = weights > 0
        return Mixture(self.panels[used], weights[used] / weights.sum(), 0.0)

    def _add(self, panels: Array) -> None:
        self._rows.add_columns(np.vstack([(panels / self._pool.sizes).T, np.ones(len(panels))]))
        self.panels = np.vstack([self.panels, panels])
