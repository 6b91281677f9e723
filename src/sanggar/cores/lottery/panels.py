"""The choice of one panel, by the seed, with exactly the published chances.

Weights are brought to whole numbers (times 10**12). With W their sum, a number below W is drawn without bias: 256-bit
blocks HMAC-SHA256(seed, NUL "panel" NUL ‖ i as 8 bytes, big-endian), i = 0, 1, …; blocks of 2**256 - (2**256 mod W)
or more are passed over; the first that is left, modulo W, falls into the span of one panel on the line of cumulative
weights. A draw id holds no control character, so no ticket is ever made from the same message.

In a numbered lottery whose seed comes from dice, the first dice are the number instead: three for a thousand numbers.
"""

import hmac
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, count

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.lottery import Lottery
from sanggar.cores.lottery.seed import DICE, DICE_VALUE, Randomness

MESSAGE = b"\0panel\0"
BLOCKS = 2**256


def choose_panel(weights: Sequence[Fraction], seed: bytes) -> int:
    """The index of the panel; each has the chance weight / sum of weights. Weights have at most twelve decimals."""
    ends = list(accumulate(int(weight * UNIT) for weight in weights))
    return bisect_right(ends, number_below(ends[-1], seed))


def rolled_panel(lottery: Lottery, randomness: Randomness | None) -> int | None:
    """The panel whose number the first dice show; None where the seed chooses it."""
    if lottery.numbered is None or randomness is None or randomness.source != DICE:
        return None
    if not DICE_VALUE.fullmatch(randomness.value):
        return None  # no dice at all, which is told where the seed is checked
    number = int(randomness.value[: len(str(lottery.numbered)) - 1])
    return bisect_right(list(accumulate(int(panel.weight) for panel in lottery.panels)), number)


def number_below(limit: int, seed: bytes) -> int:
    """A number from 0 to limit - 1, each with the same chance."""
    fair = BLOCKS - BLOCKS % limit
    blocks = (hmac.digest(seed, MESSAGE + index.to_bytes(8, "big"), "sha256") for index in count())
    return next(number for number in (int.from_bytes(block, "big") for block in blocks) if number < fair) % limit
