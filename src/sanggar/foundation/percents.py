"""Shares of money in whole percent, by one rule wherever they are told."""


def percent_of(part: int, whole: int) -> int | None:
    """Rounded half up, but 100 only where it is all of it; None of nothing."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(rounded, 99) if part < whole else rounded
