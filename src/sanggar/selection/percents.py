"""Chances in words, such that a small one is not taken for none, nor two that differ for the same."""

from decimal import Decimal

from django.utils import formats

SAME = Decimal("0.000001")
"""Chances that differ by less were meant to be equal: so exactly is a lottery worked out."""
DIGITS = 12
"""After the point, as a chance is kept."""


def percent_of(chance: Decimal, decimals: int = 1) -> str:
    """`25,0`, and of small ones two digits that tell something: `0,21`, `0,040`."""
    percent = chance * 100
    small = 1 - percent.adjusted() if percent else 1
    return str(formats.localize(round(percent, max(decimals, small))))


def percents_apart(lowest: Decimal, highest: Decimal) -> list[str]:
    """Both, with as many digits as it takes to tell them apart; one where they are the same."""
    if highest - lowest < SAME:
        return [percent_of(highest)]
    pairs = ([percent_of(lowest, decimals), percent_of(highest, decimals)] for decimals in range(1, DIGITS))
    return next(pair for pair in pairs if pair[0] != pair[1])
