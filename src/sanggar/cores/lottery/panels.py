"""The choice of one panel, by the seed, with exactly the published chances.

Weights are brought to whole numbers (times 10**12). With W their sum, a number below W is drawn without bias: 256-bit
blocks HMAC-SHA256(seed, NUL "panel" NUL ‖ i as 8 bytes, big-endian), i = 0, 1, …; blocks of 2**256 - (2**256 mod W)
or more are passed over; the first that is left, modulo W, falls into the span of one panel on the line of cumulative
weights. A draw id holds no control character, so no ticket is ever made from the same message.
"""

import hmac
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, count

from sanggar.cores.lottery.decimals import UNIT

MESSAGE = b"\0panel\0"
BLOCKS = 2**256


def choose_panel(weights: Sequence[Fraction], seed: bytes) -> int:
    """The index of the panel; each has the chance weight / sum of weights. Weights have at most twelve decimals."""
    ends = list(accumulate(int(weight * UNIT) for weight in weights))
    return bisect_right(ends, number_below(ends[-1], seed))


def number_below(limit: int, seed: bytes) -> int:
    """A number from 0 to limit - 1, each with the same chance."""
    fair = BLOCKS - BLOCKS % limit
    blocks = (hmac.digest(seed, MESSAGE + index.to_bytes(8, "big"), "sha256") for index in count())
    return next(number for number in (int.from_bytes(block, "big") for block in blocks) if number < fair) % limit
