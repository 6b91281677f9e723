"""Panels weighted so that everybody's chance comes out as wished.

Panels are drawn at random around the wishes until the wishes lie between them; a linear programme then finds the
weights. What random panels do not reach is sought where the programme's duals point, at last by an integer programme,
which either finds a panel or proves that no lottery over real panels has these chances.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, NoSolution, Programme, columns_from, nobody_waits
from sanggar.cores.lottery.fair.rounding import Frame, frame_around, random_panels
from sanggar.cores.lottery.progress import Tell

EXACT = 5e-8
"""Seats that the weighted panels may miss in all; the published gap is reckoned from what they do miss."""

TRIAL_PANELS, CORRECTION = 256, 0.8
PANELS_PER_KIND, SPARSE_PANELS_PER_KIND, SPARSE = 2, 4, 4
"""Random panels per type; more where there are more than four types for each seat, so that panels hold few of them."""

CELLS = 6_000_000
"""Types times panels of a batch, to bound memory: it begins to tell at some twelve hundred types."""

BATCHES = 4
RARE = 10
"""In how many panels of a batch even the rarest type is sought."""

SEARCHES = 400


@dataclass(frozen=True, slots=True)
class Mixture:
    """Different panels (rows; seats per type) and their weights, which come to 1; `missed` in seats."""

    panels: Array
    weights: Array
    missed: float


def mix(pool: Pool, wished: Array, tell: Tell, noise: Noise) -> Mixture:
    """Panels whose average is `wished` seats per type. Where there are none such, the nearest that were found.

    `missed` is then more than `EXACT`.
    """
    frame = frame_around(pool, wished)
    search = _Search(wished)
    number = len(wished) * (SPARSE_PANELS_PER_KIND if len(wished) > SPARSE * pool.seats else PANELS_PER_KIND)
    number = min(number, CELLS // len(wished))
    aim, panels = _aim(frame, wished, RARE / number, noise)
    for batch in range(BATCHES):
        ask = partial(tell, "panels", batch, BATCHES)
        panels = np.vstack([panels, random_panels(frame, aim, number, noise, ask)])
        search.add(different(panels, search.panels), ask)
        panels = panels[:0]
        tell("panels", batch + 1, BATCHES)
        if search.missed <= EXACT:
            return search.mixture()
    _complete(search, pool, frame, tell)
    return search.mixture()


def different(panels: Array, known: Array) -> Array:
    """Each panel once, without those already known, in the order in which they were found."""
    seen = {panel.tobytes() for panel in known}
    first = {panel.tobytes(): index for index, panel in reversed(list(enumerate(panels)))}
    return panels[sorted(index for panel, index in first.items() if panel not in seen)]


def _aim(frame: Frame, wished: Array, margin: float, noise: Noise) -> tuple[Array, Array]:
    """Mending favours some types; aim beside the wishes so that the average comes close to them. And panels found.

    However rare, a type is aimed at with `margin`, and away from: wishes lie between panels with and without it.
    """
    room = np.minimum(margin, (frame.most_of - frame.fewest) / 2)
    panels = random_panels(frame, wished, TRIAL_PANELS, noise)
    aim = wished + CORRECTION * (wished - panels.mean(axis=0)) if len(panels) else wished
    return np.clip(aim, frame.fewest + room, frame.most_of - room), panels


def _complete(search: "_Search", pool: Pool, frame: Frame, tell: Tell) -> None:
    """Panel after panel that the duals ask for, as long as there is one. Raises `NoSolution` when there is no panel."""
    if not len(search.panels):
        ask = partial(tell, "search", 0, SEARCHES)
        search.add(dearest_panel(pool, np.zeros(len(pool.sizes)), ask)[0][None, :], ask)
    for number in range(SEARCHES):
        if search.missed <= EXACT:
            return
        ask = partial(tell, "search", number, SEARCHES)
        ask()
        panel, worth = _near(pool, search, frame, ask) or dearest_panel(pool, search.prices, ask)
        if worth + search.base <= EXACT:
            return
        search.add(panel[None, :], ask)


def _near(pool: Pool, search: "_Search", frame: Frame, ask: Ask) -> tuple[Array, float] | None:
    """A panel near the wishes that brings the chances nearer, where there is one: quicker to find than among all."""
    try:
        panel, worth = dearest_panel(pool, search.prices, ask, frame)
    except NoSolution:
        return None
    return (panel, worth) if worth + search.base > EXACT else None


def dearest_panel(
    pool: Pool, prices: Array, ask: Ask = nobody_waits, frame: Frame | None = None
) -> tuple[Array, float]:
    """The panel of greatest worth at these prices per type, and what no panel is worth more than: but for rounding its
    own worth. Raises `NoSolution` when there is none.
    """
    matrix = np.vstack([np.ones(len(prices)), pool.rows])
    low, high = (frame.fewest, frame.most_of) if frame else (np.zeros(len(prices)), pool.sizes)
    least, most = (frame.least, frame.most) if frame else (pool.least, pool.most)
    bounds = np.append(pool.seats, least), np.append(pool.seats, most)
    found = Programme(-prices, low, high, matrix, *bounds, whole=True).solve(ask)
    panel = np.round(found.solution)
    return panel, max(float(panel @ prices), -found.bound)


class _Search:
    """The programme of the weights: minimise what is missed and exceeded, over all types."""

    def __init__(self, wished: Array) -> None:
        kinds = len(wished)
        self._kinds = kinds
        each = np.arange(kinds)
        sides = columns_from([(each, each, np.ones(kinds)), (each, kinds + each, -np.ones(kinds))], 2 * kinds)
        goal = np.append(wished, 1)
        cost, low, high = np.ones(2 * kinds), np.zeros(2 * kinds), np.full(2 * kinds, INFINITE)
        self._programme = Programme(cost, low, high, sides, goal, goal)
        self.panels = np.zeros((0, kinds))
        self.missed = INFINITE

    def add(self, panels: Array, ask: Ask) -> None:
        if len(panels):
            self._programme.add_columns(np.vstack([panels.T, np.ones(len(panels))]))
            self.panels = np.vstack([self.panels, panels])
            self.missed = self._programme.solve(ask).value

    @property
    def prices(self) -> Array:
        return self._programme.duals[: self._kinds]

    @property
    def base(self) -> float:
        return float(self._programme.duals[self._kinds])

    def mixture(self) -> Mixture:
        weights = np.clip(self._programme.solution[2 * self._kinds :], 0, None)
        used = weights > 0
        return Mixture(self.panels[used], weights[used] / weights.sum(), self.missed)
