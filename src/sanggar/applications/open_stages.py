"""Which stage a new call is for: the first whose seats are not all taken or promised.

Lists are frozen, and seats promised to them, in a later room, which this one may not look into: it says so by
`@counts_seats_left`, as with who takes part (`participants`). It is a proposal: an officer may choose another one, for
seats may fall free before the list is frozen, and only then are they counted for good.
"""

from collections.abc import Callable

from sanggar.planning.models import Programme, Stage

Left = Callable[[Stage], int]
ASKED: list[Left] = []


def counts_seats_left(ask: Left) -> Left:
    """Register a function that tells how many seats of a stage a further call could give."""
    ASKED.append(ask)
    return ask


def seats_left(stage: Stage) -> int:
    return min([stage.seats_free, *(ask(stage) for ask in ASKED)])


def is_without_seats(stage: Stage) -> bool:
    """A further call could give nobody a seat, unless one falls free."""
    return seats_left(stage) <= 0


def stage_for_new_call(programme: Programme) -> Stage | None:
    """One without a call before others, one whose list is frozen after them; None where no stage has a seat left."""
    found = [stage for stage in programme.stages.prefetch_related("calls") if not is_without_seats(stage)]
    return min(found, key=_begun, default=None)


def _begun(stage: Stage) -> tuple[bool, bool]:
    calls = list(stage.calls.all())
    return any(call.frozen_at for call in calls), bool(calls)
