"""Settings that change on a day, as prices and limits of providers do: `250` or `2026-10-01:250,2027-01-01:2000`."""

from datetime import date
from itertools import takewhile


def dated(text: str) -> list[tuple[date, int]]:
    """Pairs (from day, value), the earliest first. Raises `ValueError`."""
    pairs = [_pair(part.strip()) for part in text.split(",") if part.strip()]
    return sorted(pairs)


def in_force(pairs: list[tuple[date, int]], day: date) -> int | None:
    """The value that holds on a day; None before the first, or where there is none."""
    begun = list(takewhile(lambda pair: pair[0] <= day, pairs))
    return begun[-1][1] if begun else None


def _pair(part: str) -> tuple[date, int]:
    day, colon, value = part.rpartition(":")
    number = int(value)
    if number < 0:
        raise ValueError(part)
    return (date.fromisoformat(day) if colon else date.min, number)
