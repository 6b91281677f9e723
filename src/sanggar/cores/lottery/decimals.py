"""Numbers that every machine and language keeps exactly.

A number of a published document is a whole number below 10**15, or a decimal below 1000 with at most twelve places: at
most fifteen significant digits, which any IEEE double carries unchanged. In the core they are fractions; arithmetic is
exact and never done in floating point.
"""

import math
from decimal import Decimal
from fractions import Fraction

PLACES = 12
UNIT = 10**PLACES
WHOLE_LIMIT = 10**15
DECIMAL_LIMIT = 1000
MOST_DIGITS = 40
"""As written, with closing zeros: more is no honest number, and costly to read."""


def exact(value: object) -> Fraction | None:
    """The number meant by a JSON value (int, float or Decimal), or None when it is not a number of the form above."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value) if 0 <= value < WHOLE_LIMIT else None
    if isinstance(value, float):
        # The shortest text that reads back as this float: what was written in the document.
        return _from_decimal(Decimal(repr(value))) if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return _from_decimal(value)
    return None


def rounded(value: Fraction) -> Fraction:
    """To twelve places, halves to even."""
    return round(value, PLACES)


def as_json(value: Fraction) -> int | float:
    """As JSON writes it best: whole where it is whole."""
    value = rounded(value)
    return int(value) if value.denominator == 1 else float(value)


def plain(value: Fraction) -> str:
    """In plain digits, no exponent and no closing zeros: `0.119047619048`, `1`, `0`."""
    whole, rest = divmod(int(value * UNIT), UNIT)
    return f"{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")


def _from_decimal(value: Decimal) -> Fraction | None:
    if not value.is_finite() or len(value.as_tuple().digits) > MOST_DIGITS:
        return None
    if not value:
        return Fraction(0)
    if value < 0 or not -PLACES <= value.adjusted() < PLACES + 3:
        return None  # before it becomes a fraction: 1e999999999 would fill the memory
    fraction = Fraction(value)
    limit = WHOLE_LIMIT if fraction.denominator == 1 else DECIMAL_LIMIT
    return fraction if fraction < limit and UNIT % fraction.denominator == 0 else None
