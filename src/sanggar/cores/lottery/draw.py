"""The draw: from a published lottery and a seed to who is seated and who comes next.

The seed chooses a panel; within each type the lowest tickets take its seats, and the rest are reserves in the order of
their tickets. When a seat of a type falls free, its reserve 1 comes next. Depends on nothing but lottery and seed.
Where at most one person per household is seated, people of all types are gone through by ticket, and who lives with
someone seated is passed over: a reserve then.

Not for: keeping quotas or households when reserves are called up across types; `steps` draws those anew.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanggar.cores.lottery.households import seat_residents
from sanggar.cores.lottery.lottery import Entry, Lottery
from sanggar.cores.lottery.panels import choose_panel
from sanggar.cores.lottery.tickets import ticket, ticket_bytes


class Outcome(StrEnum):
    SELECTED = "selected"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class Place:
    """What the draw gave one person; `position` counts from 1 among those of the same type with the same outcome."""

    id: str
    type: int
    ticket: str
    outcome: Outcome
    position: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Everybody's place, by type and within it by ticket: the selected first, then the reserves, each in order."""

    panel: int
    places: tuple[Place, ...]

    @property
    def selected(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.outcome is Outcome.SELECTED)

    def reserves(self, type_index: int = 0) -> tuple[Place, ...]:
        """The reserves of one type, the next to be called up first."""
        return tuple(place for place in self.places if place.type == type_index and place.outcome is Outcome.RESERVE)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a draw, made one by one when they are looked at: of a million people only the order is kept."""

    people: tuple[Entry, ...]
    seed: bytes
    members: "tuple[tuple[array[int], array[int]], ...]"
    """Of each type the selected and the reserves, as indices of people."""

    def __len__(self) -> int:
        return len(self.people)

    def __iter__(self) -> Iterator[Place]:
        for kind, groups in enumerate(self.members):
            for outcome, members in zip(Outcome, groups, strict=True):
                for position, index in enumerate(members, 1):
                    number, person_id = ticket(self.seed, self.people[index].id)
                    yield Place(person_id, kind, number, outcome, position)


def run(lottery: Lottery, seed: bytes, panel: int | None = None) -> Draw:
    """The one result of this lottery and this seed (32 bytes); `panel` is given where dice have chosen it."""
    if panel is None:
        panel = choose_panel([panel.weight for panel in lottery.panels], seed)
    return Draw(panel, tuple(places_of(lottery, seed, panel)))


def places_of(lottery: Lottery, seed: bytes, panel: int) -> Places:
    """Everybody's place when this panel is chosen."""
    people = lottery.people
    tickets = [ticket_bytes(seed, entry.id) for entry in people]
    order = array("L", sorted(range(len(people)), key=tickets.__getitem__))  # stable: equal ones stay in order of ids
    del tickets
    seated = set(seat_residents(lottery.panels[panel].counts, (people[index] for index in order)))
    members = tuple((array("L"), array("L")) for _ in lottery.types)
    for index in order:
        members[people[index].type][people[index].id not in seated].append(index)
    return Places(people, seed, members)
