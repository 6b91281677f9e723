"""Work of the clock on many rows, each in its own transaction: one that fails keeps none of the others waiting."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Row = TypeVar("Row")


def done_one_by_one(act: Callable[[Row], int], rows: Iterable[Row]) -> int:
    """What `act` tells of each, added up. What failed last is raised when all the others are done."""
    count, failed = 0, None
    for row in rows:
        try:
            count += act(row)
        except Exception as error:  # noqa: BLE001 - raised below
            failed = error
    if failed:
        raise failed
    return count
