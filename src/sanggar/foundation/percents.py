"""Shares in whole percent, by one rule wherever they are told; and by another where something hangs on them."""


def percent_of(part: int, whole: int) -> int | None:
    """Rounded half up, but 100 only where it is all of it; None of nothing."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(rounded, 99) if part < whole else rounded


def percent_reached(part: int, whole: int) -> int | None:
    """Rounded down, for what is judged by a threshold: 79.9 never passes for 80, nor is it told as 80 to who falls
    short of it. None of nothing.
    """
    return 100 * part // whole if whole else None
