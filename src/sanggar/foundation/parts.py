"""Many keys in parts: a statement takes only so many values (SQLite as it comes from its makers 32,766)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
AT_ONCE = 500


def parts_of(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """The items in their order, at most `size` at a time."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
