"""Numbers of certificates, made from a pattern that the office can change: data, never code.

`{urut}` is the place in the year's sequence, `{urut:03}` with leading noughts; `{tahun}` the year, `{bulan}` the month
in Roman figures, as Indonesian letters have it.
"""

import re
from datetime import date

from sanggar.evaluation.refusals import PatternUnreadable
from sanggar.foundation.typed_text import plain_number_line

USUAL = "{urut:03}/SERT/{bulan}/{tahun}"
FIELD = re.compile(r"\{(?:(?P<urut>urut)(?::0(?P<width>[2-6]))?|(?P<tahun>tahun)|(?P<bulan>bulan))\}")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST = 80


def read_pattern(text: str) -> str:
    """A pattern that gives every ordinal of every year a number of its own. Raises `PatternUnreadable`."""
    pattern = plain_number_line(text)
    names = [match[0].strip("{}").partition(":")[0] for match in FIELD.finditer(pattern)]
    rest = FIELD.sub("", pattern)
    if names.count("urut") != 1 or names.count("tahun") != 1 or set(rest) & set("{}") or len(pattern) > LONGEST:
        raise PatternUnreadable
    return pattern


def number_of(pattern: str, ordinal: int, day: date) -> str:
    """`{urut:03}/SERT/{bulan}/{tahun}`, 7, 23 November 2026 → `007/SERT/XI/2026`."""

    def filled(match: re.Match[str]) -> str:
        if match["urut"]:
            return f"{ordinal:0{int(match['width'] or 1)}}"
        return str(day.year) if match["tahun"] else ROMAN[day.month - 1]

    return FIELD.sub(filled, pattern)
