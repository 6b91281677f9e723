"""Reading a NIK as typed or pasted.

It tells where and for whom it was first issued, not where the person lives: only what no NIK can be is refused. Twelve
of its digits are area, birth date and sex, so `repr` shows the area alone, and messages nothing.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sanggar.foundation.national_id.refusals import (
    NikDateImpossible,
    NikDayImpossible,
    NikLength,
    NikMissing,
    NikMonthImpossible,
    NikNotDigits,
    NikProvinceUnknown,
    NikSerialZero,
)
from sanggar.foundation.regions_data import province_names
from sanggar.foundation.typed_text import plain_number_line

Sex = Literal["L", "P"]
LENGTH = 16
SHOWN = 6
FEMALE_DAYS = 40
"""Added to a woman's day of birth."""

AGES = (0, 110)
"""Years of life between which a birth date is believed when a programme names no bounds of its own."""

SEPARATORS = re.compile(r"[ .-]")


@dataclass(frozen=True, slots=True, repr=False)
class Nik:
    digits: str
    sex: Sex
    birth_dates: tuple[date, ...]
    """What the six digits can mean up to today: one date, or two a century apart."""
    birth_date: date | None
    """The one that is meant, or None while it is ambiguous."""

    @property
    def regency_code(self) -> str:
        return f"{self.digits[:2]}.{self.digits[2:4]}"

    @property
    def district_code(self) -> str:
        return f"{self.regency_code}.{self.digits[4:6]}"

    def __repr__(self) -> str:
        return f"<Nik {mask_nik(self.digits)}>"


def parse_nik(text: str, *, today: date, birth_date: date | None = None, ages: tuple[int, int] = AGES) -> Nik:
    """Read a NIK, spaces, hyphens and full stops ignored. Raises `NikRefused` or one of its kinds.

    The century is not encoded. It is settled by `ages` (the least and greatest age the programme takes) and, if both
    centuries or neither fit, by the `birth_date` the person typed; else `Nik.birth_date` is None.
    """
    digits = _sixteen_digits(text)
    if digits[:2] not in province_names():
        raise NikProvinceUnknown
    if digits[12:] == "0000":
        raise NikSerialZero
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex: Sex = "P" if day > FEMALE_DAYS else "L"
    possible = _birth_dates(day - FEMALE_DAYS if sex == "P" else day, month, year, today)
    return Nik(digits, sex, possible, _resolved(possible, typed=birth_date, today=today, ages=ages))


def _sixteen_digits(text: str) -> str:
    if len(text) == LENGTH and text.isascii() and text.isdigit():
        return text
    bare = SEPARATORS.sub("", plain_number_line(text))
    if not bare:
        raise NikMissing
    if not (bare.isascii() and bare.isdigit()):
        raise NikNotDigits
    if len(bare) != LENGTH:
        raise NikLength(count=len(bare))
    return bare


def _birth_dates(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    if not 1 <= day <= 31:  # noqa: PLR2004 - the days of the longest month
        raise NikDayImpossible
    if not 1 <= month <= 12:  # noqa: PLR2004 - the months of a year
        raise NikMonthImpossible
    possible = (_real_date(1900 + year, month, day), _real_date(2000 + year, month, day))
    past = tuple([found for found in possible if found and found <= today])
    if not past:
        raise NikDateImpossible
    return past


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _resolved(possible: tuple[date, ...], *, typed: date | None, today: date, ages: tuple[int, int]) -> date | None:
    fitting = [found for found in possible if ages[0] <= age_on(today, found) <= ages[1]] or possible
    if len(fitting) == 1:
        return fitting[0]
    return typed if typed in fitting else None


def age_on(day: date, birth_date: date) -> int:
    """Full years of life; a birthday on 29 February is kept on 1 March in common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def mask_nik(digits: str) -> str:
    """`357305••••••••••`: the area only. The rest is birth date, sex and serial, and no part of it may be shown."""
    shown = digits[:SHOWN]
    visible = shown if len(shown) == SHOWN and shown.isascii() and shown.isdigit() else ""
    return visible.ljust(LENGTH, "•")
