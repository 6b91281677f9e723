"""Why nobody who waits can take a free seat: the quotas that clash, and what giving way means for all seats."""

from dataclasses import dataclass

from sanggar.cores.lottery.fair.conflict import Demand, conflict
from sanggar.cores.lottery.fair.pool import pool_of
from sanggar.cores.lottery.progress import Tell
from sanggar.cores.lottery.steps import Standing
from sanggar.selection.queries.relaxed import Bounds, Widened, seated_of, widened
from sanggar.selection.queries.steps import StepProposal


@dataclass(frozen=True, slots=True)
class FreeSeats:
    """`demands` can not all be met; `over_all` says per value what holds for all seats, and who is seated already.
    `free` are the seats that the next step can fill, of the `empty` ones.
    """

    empty: int
    free: int
    waiting: int
    demands: list[Demand]
    widened: list[Widened]
    over_all: dict[tuple[str, str], tuple[Bounds, int]]


def free_seats_of(after: Standing, proposal: StepProposal, tell: Tell) -> FreeSeats:
    """Of a draw that stands so once everyone who has left is out of it. Raises `TooLong`."""
    people, quotas = after.pool(), after.quotas()
    columns = {name: [person.features[name] for person in people] for name in quotas}
    homes = [person.household or "" for person in people] if after.lottery.households is not None else None
    pool, _kinds = pool_of(columns, quotas, after.free, homes)
    return FreeSeats(
        after.lottery.seats - len(after.seated),
        after.free,
        len(people),
        conflict(pool, tell),
        list(widened(after, proposal.smallest())),
        {
            (name, value): (bounds, seated_of(after, name, value))
            for name, values in after.lottery.quotas.items()
            for value, bounds in values.items()
        },
    )
