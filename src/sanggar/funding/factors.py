"""How a volume comes about (koefisien): `50 orang × 2 hari` is 100."""

import math
import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.money import grouped
from sanggar.foundation.typed_text import plain_number_line

Factor = tuple[int, str]
MOST_FACTORS = 4
LARGEST = 1_000_000
LONGEST_UNIT = 30
TIMES = re.compile(r" ?[×*] ?| [xX](?: |$|(?=[0-9]))")
FACTOR = re.compile(r"(?P<number>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+) ?(?P<unit>[^\W\d_][^×*]*)")


class VolumeNotUnderstood(InputRefused):
    code = "volume_not_understood"
    message = _("Volume tidak terbaca. Tulis angka bulat dan satuannya, misalnya 50 orang × 2 hari.")


class TooManyFactors(VolumeNotUnderstood):
    code = "too_many_factors"
    message = _("Volume paling banyak empat pengali, misalnya 50 orang × 2 hari × 1 kali.")


class FactorOutOfRange(VolumeNotUnderstood):
    code = "factor_out_of_range"
    message = _("Setiap angka dalam volume harus antara 1 dan 1.000.000.")


def read_factors(text: str) -> list[Factor]:
    """`50 orang x 2 hari` → [(50, "orang"), (2, "hari")]. Dots group thousands. Raises `VolumeNotUnderstood`."""
    parts = [FACTOR.fullmatch(part) for part in TIMES.split(plain_number_line(text))]
    factors = [(int(part["number"].replace(".", "")), part["unit"].strip()) for part in parts if part]
    if len(factors) < len(parts):
        raise VolumeNotUnderstood
    return checked_factors(factors)


def checked_factors(factors: Sequence[Factor]) -> list[Factor]:
    """The same factors, if a budget line can stand on them."""
    if len(factors) > MOST_FACTORS:
        raise TooManyFactors
    if not factors or not all(0 < len(unit) <= LONGEST_UNIT for _number, unit in factors):
        raise VolumeNotUnderstood
    if not all(1 <= number <= LARGEST for number, _unit in factors):
        raise FactorOutOfRange
    return list(factors)


def volume_of(factors: Sequence[Factor]) -> int:
    return math.prod(number for number, _unit in factors)


def factors_text(factors: Sequence[Factor]) -> str:
    return " × ".join(f"{grouped(number)} {unit}" for number, unit in factors)
