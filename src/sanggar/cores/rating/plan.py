"""An assignment in the making: readings are given out one by one, earlier ones moving along where that evens loads."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]  # (application, reader)


@dataclass(frozen=True, slots=True)
class Reader:
    """`capacity` is the most readings in all; `conflicts` are the applications this reader must not see."""

    key: int
    capacity: int
    conflicts: frozenset[int] = frozenset()


class Plan:
    """`movable` are the readings that may still change hands; kept ones only count."""

    def __init__(self, needs: Mapping[int, int], readers: Sequence[Reader], kept: Iterable[Pair]) -> None:
        self.readers = {reader.key: reader for reader in sorted(readers, key=lambda each: each.key)}
        self.loads = dict.fromkeys(self.readers, 0)
        self.readers_of: dict[int, set[int]] = {application: set() for application in sorted(needs)}
        self.movable: set[Pair] = set()
        self._moved_by: dict[int, set[int]] = {key: set() for key in self.readers}
        self._together: Counter[Pair] = Counter()
        for application, reader in sorted(set(kept)):
            if application in self.readers_of and reader in self.readers:
                self._put(application, reader)

    @property
    def pairs(self) -> list[Pair]:
        return [(application, reader) for application, found in self.readers_of.items() for reader in sorted(found)]

    def may_read(self, application: int, reader: int) -> bool:
        return reader not in self.readers_of[application] and application not in self.readers[reader].conflicts

    def has_room(self, reader: int) -> bool:
        return self.loads[reader] < self.readers[reader].capacity

    def add(self, application: int, reader: int) -> None:
        self._put(application, reader)
        self.movable.add((application, reader))
        self._moved_by[reader].add(application)

    def take(self, application: int, reader: int) -> None:
        self.readers_of[application].discard(reader)
        self.loads[reader] -= 1
        self.movable.discard((application, reader))
        self._moved_by[reader].discard(application)
        for other in self.readers_of[application]:
            self._together[_pair(reader, other)] -= 1

    def give(self, application: int) -> set[int] | None:
        """One more reader for the application; None when that worked, else the readers that block it, all full."""
        came_from = self._reachable(application)
        free = [reader for reader in came_from if self.has_room(reader)]
        if not free:
            return set(came_from)
        reader = min(free, key=lambda key: (self.loads[key], self._met(application, key), key))
        while (step := came_from[reader]) is not None:
            before, moved = step
            self.take(moved, before)
            self.add(moved, reader)
            reader = before
        self.add(application, reader)
        return None

    def _put(self, application: int, reader: int) -> None:
        for other in self.readers_of[application]:
            self._together[_pair(reader, other)] += 1
        self.readers_of[application].add(reader)
        self.loads[reader] += 1

    def _met(self, application: int, reader: int) -> int:
        """How often this reader has read together with those who have the application: mixing keeps all comparable."""
        return sum(self._together[_pair(reader, other)] for other in self.readers_of[application])

    def _reachable(self, application: int) -> dict[int, tuple[int, int] | None]:
        """Reader -> None where they may read it, or (who hands over which application to them), in breadth first order.

        Stops at once where somebody with the least load of all who have room may read it: nobody could be better.
        """
        found: dict[int, tuple[int, int] | None] = {
            reader: None for reader in self.readers if self.may_read(application, reader)
        }
        least = min((load for reader, load in self.loads.items() if self.has_room(reader)), default=None)
        if any(self.has_room(reader) and self.loads[reader] == least for reader in found):
            return found
        queue = deque(found)
        while queue:
            giver = queue.popleft()
            for reader in self.readers:
                if reader not in found and (moved := self._handed(giver, reader)) is not None:
                    found[reader] = (giver, moved)
                    queue.append(reader)
        return found

    def _handed(self, giver: int, reader: int) -> int | None:
        """The first application that could change hands from one reader to the other."""
        return next((each for each in sorted(self._moved_by[giver]) if self.may_read(each, reader)), None)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
