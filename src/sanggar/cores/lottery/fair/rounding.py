"""Panels at random whose average comes close to given numbers of seats.

Many panels are made at once, as rows of one matrix. Each is rounded from the wished seats in an order of its own
(systematic sampling, so the seats of neighbours in that order balance), then mended: while a quota is missed, one
person of a type that is too many makes room for one of a type that is missing.
"""

from dataclasses import dataclass

import numpy as np

from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool

WHOLE = 1e-7
"""Closer than this to a whole number counts as whole."""

MENDING = 60
"""Exchanges that a panel gets to meet its quotas; it is dropped when they are not enough."""

CHANCE = 1.2
"""How much chance decides between exchanges that mend equally much; a quota missed by one weighs 1."""

FORBIDDEN = 1e9


@dataclass(frozen=True, slots=True)
class Frame:
    """The bounds within which panels are sought: seats per type and people per quota value."""

    seats: int
    fewest: Array
    most_of: Array
    rows: Array
    least: Array
    most: Array


def frame_around(pool: Pool, wished: Array) -> Frame:
    """Each type gets its wished seats rounded down or up. A quota that the wishes just meet is met by every panel."""
    reached = pool.rows @ wished
    return Frame(
        seats=pool.seats,
        fewest=np.floor(wished + WHOLE),
        most_of=np.ceil(wished - WHOLE),
        rows=pool.rows,
        least=np.where(np.abs(reached - pool.most) < WHOLE, pool.most, pool.least),
        most=np.where(np.abs(reached - pool.least) < WHOLE, pool.least, pool.most),
    )


def random_panels(frame: Frame, wished: Array, number: int, noise: Noise) -> Array:
    """At most `number` different panels (rows; seats per type) that meet all quotas."""
    panels = _filled(frame, _rounded(frame, wished, number, noise), wished, noise)
    return np.unique(_mended(frame, panels, noise), axis=0)


def _rounded(frame: Frame, wished: Array, number: int, noise: Noise) -> Array:
    """Where the running sum of wishes, from a random start, passes a whole number, there is a seat."""
    wished = np.clip(wished, frame.fewest, frame.most_of)
    order = noise.orders(number, len(wished))
    running = np.cumsum((wished * (frame.seats / wished.sum()))[order], axis=1) + noise.uniform(number, 1)
    passed = np.minimum(np.floor(running), frame.seats)
    panels = np.empty_like(passed)
    np.put_along_axis(panels, order, np.diff(passed, axis=1, prepend=0), axis=1)
    seats: Array = np.clip(panels, frame.fewest, frame.most_of)
    return seats


def _filled(frame: Frame, panels: Array, wished: Array, noise: Noise) -> Array:
    """Seats are added or taken one by one until each panel has them all."""
    for _ in range(int(np.abs(frame.seats - panels.sum(axis=1)).max(initial=0))):
        missing = frame.seats - panels.sum(axis=1)
        wrong = np.flatnonzero(missing)
        step = np.sign(missing[wrong])
        possible = np.where(step[:, None] > 0, panels[wrong] < frame.most_of, panels[wrong] > frame.fewest)
        taste = noise.uniform(len(wrong), len(wished)) * (wished + 1 / len(wished))
        kind = np.where(possible, taste, -1).argmax(axis=1)
        panels[wrong, kind] += np.where(possible[np.arange(len(wrong)), kind], step, 0)
    full: Array = panels[panels.sum(axis=1) == frame.seats]
    return full


def _mended(frame: Frame, panels: Array, noise: Noise) -> Array:
    """Panels that meet every quota, by exchanges of one person each."""
    reached = panels @ frame.rows.T
    missed = _missed(frame, reached)
    for _ in range(MENDING):
        wrong = np.flatnonzero(missed)
        if not len(wrong):
            break
        panel, sums = panels[wrong], reached[wrong]
        taken = _best(_change(frame, sums, -1), panel > frame.fewest, noise)
        sums = sums - frame.rows[:, taken].T
        panel[np.arange(len(wrong)), taken] -= 1
        given = _best(_change(frame, sums, 1), panel < frame.most_of, noise)
        panel[np.arange(len(wrong)), given] += 1
        panels[wrong], reached[wrong] = panel, sums + frame.rows[:, given].T
        missed = _missed(frame, reached)
    return panels[~missed]


def _missed(frame: Frame, reached: Array) -> Array:
    return np.asarray(((reached < frame.least) | (reached > frame.most)).any(axis=1))


def _change(frame: Frame, reached: Array, step: int) -> Array:
    """How much worse the quotas are met when one person of each type is added (or taken, with -1)."""
    return (_penalty(frame, reached + step) - _penalty(frame, reached)) @ frame.rows


def _penalty(frame: Frame, reached: Array) -> Array:
    missed: Array = np.maximum(frame.least - reached, 0) ** 2 + np.maximum(reached - frame.most, 0) ** 2
    return missed


def _best(change: Array, possible: Array, noise: Noise) -> Array:
    kinds: Array = (np.where(possible, change, FORBIDDEN) + CHANCE * noise.uniform(*change.shape)).argmin(axis=1)
    return kinds
