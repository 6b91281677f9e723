"""How many people of each track the classes of a stage hold: its own classes, and the mixed ones that all may join."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sanggar.planning.models import Stage


@dataclass(frozen=True, slots=True)
class ClassSeats:
    """Seats in classes per track's code, and in mixed classes; people beyond the own seats of a track sit there."""

    own: Mapping[str, int]
    mixed: int

    @property
    def total(self) -> int:
        return sum(self.own.values()) + self.mixed

    def most_of(self, track: str, seated: Mapping[str, int] | None = None) -> int:
        """How many more of the track these seats hold, beside as many of each track as `seated` tells."""
        others = sum(max(people - self.own.get(code, 0), 0) for code, people in (seated or {}).items() if code != track)
        return max(self.own.get(track, 0) + max(self.mixed - others, 0) - (seated or {}).get(track, 0), 0)


def class_seats(stage: Stage) -> ClassSeats | None:
    """All seats of its classes; None where it has no class yet."""
    return _counted(stage, lambda seats, _taken: seats)


def free_class_seats(stage: Stage) -> ClassSeats | None:
    """Those that nobody has taken; None where it has no class yet."""
    return _counted(stage, lambda seats, taken: seats - taken)


def _counted(stage: Stage, count: Callable[[int, int], int]) -> ClassSeats | None:
    rows = list(stage.cohorts.values_list("track__code", "seats", "seats_taken"))
    found: Counter[str | None] = Counter()
    for track, seats, taken in rows:
        found[track] += count(seats, taken)
    own = {code: number for code, number in found.items() if code is not None}
    return ClassSeats(own, found[None]) if rows else None
