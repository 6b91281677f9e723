"""Numbers that look random and are the same on every machine and with every version of numpy.

SplitMix64 (Steele, Lea and Flood 2014) over a counter. For the search alone: the official draw takes its chance from
the published seed.
"""

from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
STEP, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
FRACTION_BITS = 53
STOCK = 1 << 16


class Noise:
    def __init__(self, seed: int = 0) -> None:
        self._count = np.uint64(seed << 32)

    def uniform(self, *shape: int) -> Array:
        """Numbers from 0 to below 1."""
        size = int(np.prod(shape))
        with np.errstate(over="ignore"):
            mixed = (self._count + np.arange(1, size + 1, dtype=np.uint64)) * STEP
            mixed = (mixed ^ (mixed >> np.uint64(30))) * FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND
            mixed ^= mixed >> np.uint64(31)
            self._count += np.uint64(size)
        return ((mixed >> np.uint64(64 - FRACTION_BITS)) / 2.0**FRACTION_BITS).reshape(shape)

    def gumbel(self, rows: int, length: int) -> Array:
        """Rows of a stock made once, each from a place of its own: cheap.

        Gumbel's distribution: the place of the highest log(w) + g falls on each w in proportion to w.
        """
        starts = (self.uniform(rows) * STOCK).astype(np.int64)
        found: Array = np.lib.stride_tricks.sliding_window_view(_stock(STOCK + length), length)[starts]
        return found


@cache
def _stock(size: int) -> Array:
    return -np.log(-np.log(Noise(1).uniform(size) + 0.5**FRACTION_BITS)).astype(np.float32)
