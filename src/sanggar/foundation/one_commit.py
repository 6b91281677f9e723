"""Work on the database that is gathered (`gathered.Gathered`): what it does when the database says no, or nothing.

The work must be harmless to repeat: an answer that was lost on the way back may have been "done".
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, connections

from sanggar.foundation.gathered import Gathered

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def gathered(work: Callable[[list[Item]], Sequence[Outcome]], name: str) -> Gathered[Item, Outcome]:
    """`work` by one thread with a connection of its own; for one whom it fails, the error is the outcome."""
    return Gathered(lambda items: in_one_commit(work, items), name, at_end=connections.close_all)


def in_one_commit(
    work: Callable[[list[Item]], Sequence[Outcome]], items: list[Item]
) -> Sequence[Outcome | BaseException]:
    """The outcomes of a group. A connection that broke is opened anew, once; where it is something about the items,
    each is tried by itself, so that one that can't be written takes nobody along.
    """
    try:
        return _with_a_second_try(work, items)
    except (OperationalError, InterfaceError) as error:
        connection.close()
        return [error] * len(items)
    except Exception as error:  # noqa: BLE001 - whoever it concerns is told
        if len(items) == 1:
            return [error]
    return [outcome for item in items for outcome in in_one_commit(work, [item])]


def _with_a_second_try(work: Callable[[list[Item]], Sequence[Outcome]], items: list[Item]) -> Sequence[Outcome]:
    try:
        return work(items)
    except (OperationalError, InterfaceError):
        connection.close()
        return work(items)
