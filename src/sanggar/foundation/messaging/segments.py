"""How many parts an SMS has: GSM 03.38 counts 160 characters (153 a part), any other alphabet 70 (67 a part)."""

from dataclasses import dataclass
from math import ceil

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("^{}\\[~]|€\f")  # two septets each
SINGLE, PART = 160, 153
SINGLE_WIDE, PART_WIDE = 70, 67


@dataclass(frozen=True, slots=True)
class Segments:
    """`units` are septets, or UTF-16 units where `is_wide`; `strange` the first character that made it wide."""

    units: int
    parts: int
    is_wide: bool
    strange: str = ""


def segments(text: str) -> Segments:
    strange = next((each for each in text if each not in BASIC and each not in ESCAPED), "")
    if strange:
        units = [len(each.encode("utf-16-be")) // 2 for each in text]
        return Segments(sum(units), _parts(units, SINGLE_WIDE, PART_WIDE), is_wide=True, strange=strange)
    units = [2 if each in ESCAPED else 1 for each in text]
    return Segments(sum(units), _parts(units, SINGLE, PART), is_wide=False)


def _parts(units: list[int], single: int, part: int) -> int:
    """A character of two units is never cut in two, so a part may stay one short."""
    total = sum(units)
    if total <= single:
        return 1 if total else 0
    if max(units) == 1:
        return ceil(total / part)
    parts, room = 1, part
    for size in units:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return parts
