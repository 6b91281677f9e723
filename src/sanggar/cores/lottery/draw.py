"""The draw: from a published lottery and a seed to who is seated and who comes next.

The seed chooses a panel; within each type the lowest tickets take its seats, and the rest are reserves in the order of
their tickets. When a seat of a type falls free, its reserve 1 comes next. Depends on nothing but lottery and seed.
Where at most one person per household is seated, people of all types are gone through by ticket, and who lives with
someone seated is passed over: a reserve then.

Not for: keeping quotas or households when reserves are called up across types; `steps` draws those anew.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanggar.cores.lottery.households import seat_residents
from sanggar.cores.lottery.lottery import Lottery
from sanggar.cores.lottery.panels import choose_panel
from sanggar.cores.lottery.tickets import Ticket, ticket


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


def run(lottery: Lottery, seed: bytes, panel: int | None = None) -> Draw:
    """The one result of this lottery and this seed (32 bytes); `panel` is given where dice have chosen it."""
    if panel is None:
        panel = choose_panel([panel.weight for panel in lottery.panels], seed)
    tickets = {entry.id: ticket(seed, entry.id) for entry in lottery.people}
    in_order = sorted(lottery.people, key=lambda entry: tickets[entry.id])
    seated = set(seat_residents(lottery.panels[panel].counts, in_order))
    chosen: list[list[Ticket]] = [[] for _ in lottery.types]
    passed: list[list[Ticket]] = [[] for _ in lottery.types]
    for entry in in_order:
        (chosen if entry.id in seated else passed)[entry.type].append(tickets[entry.id])
    return Draw(
        panel,
        tuple(
            Place(drawn.person_id, kind, drawn.number, outcome, position)
            for kind in range(len(lottery.types))
            for outcome, members in ((Outcome.SELECTED, chosen[kind]), (Outcome.RESERVE, passed[kind]))
            for position, drawn in enumerate(members, 1)
        ),
    )
