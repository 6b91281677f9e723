"""Panels at random whose average comes close to given numbers of seats.

Many panels are made at once, as rows of one matrix. Each is rounded from the wished seats by systematic sampling along
an order of the types, so the seats of neighbours balance; orders go by the features, the first one another each time,
so that neighbours are alike. Then it is mended: while a quota is missed, one person of a type that is too many makes
room for one of a type that is missing. Among exchanges that mend equally much, types come and go as often as is wished.
"""

from dataclasses import dataclass

import numpy as np

from sanggar.cores.lottery.fair.noise import Array, Noise
from sanggar.cores.lottery.fair.pool import Pool
from sanggar.cores.lottery.fair.programme import Ask, nobody_waits

WHOLE = 1e-7
"""Closer than this to a whole number counts as whole."""

ORDERS = 32
MENDING = 60
"""Exchanges that a panel gets to meet its quotas; it is dropped when they are not enough."""

CHANCE = 0.35
"""How much chance decides between exchanges; a quota missed by one weighs 1."""

RARELY = 1e-4

FORBIDDEN = 1e9
SMALL = np.float32
"""Whole numbers of people: exact up to 16 million, and half the memory."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The bounds within which panels are sought: seats per type and people per row of the pool.

    `marks[f, t]` tells the values of feature f apart.
    """

    seats: int
    fewest: Array
    most_of: Array
    rows: Array
    least: Array
    most: Array
    marks: Array


def frame_around(pool: Pool, wished: Array) -> Frame:
    """Each type gets its wished seats rounded down or up. A quota that the wishes just meet is met by every panel."""
    reached = pool.rows @ wished
    return Frame(
        seats=pool.seats,
        fewest=np.floor(wished + WHOLE).astype(SMALL),
        most_of=np.ceil(wished - WHOLE).astype(SMALL),
        rows=pool.rows.astype(SMALL),
        least=np.where(np.abs(reached - pool.most) < WHOLE, pool.most, pool.least).astype(SMALL),
        most=np.where(np.abs(reached - pool.least) < WHOLE, pool.least, pool.most).astype(SMALL),
        marks=_marks(pool),
    )


def random_panels(frame: Frame, wished: Array, number: int, noise: Noise, ask: Ask = nobody_waits) -> Array:
    """About `number` panels (rows; seats per type) that meet all quotas."""
    leave, come = _leanings(frame, wished)
    panels = _filled(frame, _rounded(frame, wished, number, noise), leave, come, noise)
    return _mended(frame, panels, leave, come, noise, ask).astype(float)


def _leanings(frame: Frame, wished: Array) -> tuple[Array, Array]:
    """How gladly one person less, or more, of each type is seated: the logarithm of how often it is wished."""
    part = np.clip(wished - frame.fewest, RARELY, 1 - RARELY)
    return np.log(1 - part).astype(SMALL), np.log(part).astype(SMALL)


def _marks(pool: Pool) -> Array:
    names = [name for name, _ in pool.values]
    blocks = [pool.rows[: len(names)][[name == each for each in names]] for name in dict.fromkeys(names)]
    if not blocks:  # households alone: one feature that tells nobody apart
        return np.zeros((1, len(pool.sizes)), dtype=int)
    return np.array([block.argmax(axis=0) for block in blocks])


def _rounded(frame: Frame, wished: Array, number: int, noise: Noise) -> Array:
    """Where the running sum of wishes, from a random start, passes a whole number, there is a seat."""
    wished = np.clip(wished, frame.fewest, frame.most_of)
    orders = _orders(frame, noise)
    each = -(-number // ORDERS)
    starts = (noise.uniform(ORDERS, 1) + np.arange(each) / each) % 1
    running = np.cumsum((wished * (frame.seats / wished.sum()))[orders], axis=1)
    passed = np.minimum(np.floor(running[:, None, :] + starts[:, :, None]), frame.seats).astype(SMALL)
    panels = np.empty_like(passed)
    places = np.broadcast_to(orders[:, None, :], passed.shape)
    np.put_along_axis(panels, places, np.diff(passed, axis=2, prepend=SMALL(0)), axis=2)
    seats: Array = np.clip(panels.reshape(-1, len(wished)), frame.fewest, frame.most_of)
    return seats


def _orders(frame: Frame, noise: Noise) -> Array:
    """Types by their features, which stand in a random order, as do the values of each and the types of one cell."""
    features, kinds = frame.marks.shape
    shuffled = noise.uniform(ORDERS, features, int(frame.marks.max()) + 1)
    keys = np.take_along_axis(shuffled, np.broadcast_to(frame.marks, (ORDERS, features, kinds)), axis=2)
    first = np.argsort(noise.uniform(ORDERS, features), axis=1)
    keys = np.take_along_axis(keys, first[:, :, None], axis=1)
    ties = noise.uniform(ORDERS, 1, kinds)
    return np.lexsort(np.moveaxis(np.concatenate([ties, keys], axis=1), 1, 0), axis=-1)


def _filled(frame: Frame, panels: Array, leave: Array, come: Array, noise: Noise) -> Array:
    """Seats are added or taken one by one until each panel has them all."""
    for _ in range(int(np.abs(frame.seats - panels.sum(axis=1)).max(initial=0))):
        missing = frame.seats - panels.sum(axis=1)
        wrong = np.flatnonzero(missing)
        more = missing[wrong, None] > 0
        possible = np.where(more, panels[wrong] < frame.most_of, panels[wrong] > frame.fewest)
        kind = _best(-CHANCE * np.where(more, come, leave), possible, noise)
        panels[wrong, kind] += np.where(possible[np.arange(len(wrong)), kind], np.sign(missing[wrong]), 0)
    full: Array = panels[panels.sum(axis=1) == frame.seats]
    return full


def _mended(frame: Frame, panels: Array, leave: Array, come: Array, noise: Noise, ask: Ask) -> Array:
    """Panels that meet every quota, by exchanges of one person each."""
    reached = panels @ frame.rows.T
    leave, come = SMALL(CHANCE) * leave, SMALL(CHANCE) * come
    missed = _missed(frame, reached)
    for _ in range(MENDING):
        ask()
        wrong = np.flatnonzero(missed)
        if not len(wrong):
            break
        panel, sums, each = panels[wrong], reached[wrong], np.arange(len(wrong))
        taken = _best(_change(frame, sums, -1) - leave, panel > frame.fewest, noise)
        sums = sums - frame.rows[:, taken].T
        panel[each, taken] -= 1
        given = _best(_change(frame, sums, 1) - come, panel < frame.most_of, noise)
        panel[each, given] += 1
        panels[wrong], reached[wrong] = panel, sums + frame.rows[:, given].T
        missed[wrong] = _missed(frame, reached[wrong])
    return panels[~missed]


def _missed(frame: Frame, reached: Array) -> Array:
    return np.asarray(((reached < frame.least) | (reached > frame.most)).any(axis=1))


def _change(frame: Frame, reached: Array, step: int) -> Array:
    """How much worse the quotas are met when one person of each type is added (or taken, with -1)."""
    return (_penalty(frame, reached + SMALL(step)) - _penalty(frame, reached)) @ frame.rows


def _penalty(frame: Frame, reached: Array) -> Array:
    missed: Array = np.maximum(frame.least - reached, 0) ** 2 + np.maximum(reached - frame.most, 0) ** 2
    return missed


def _best(price: Array, possible: Array, noise: Noise) -> Array:
    """The cheapest type that is possible, with some chance."""
    price -= SMALL(CHANCE) * noise.gumbel(*price.shape)
    price[~possible] = FORBIDDEN
    kinds: Array = price.argmin(axis=1)
    return kinds
