"""The way out that the last search for reserves has left on its record. Pages read it, and solve nothing."""

from dataclasses import asdict, dataclass
from typing import Any

from sanggar.cores.lottery.fair.conflict import Demand
from sanggar.cores.lottery.step_document import quotas_document, read_quotas
from sanggar.cores.lottery.steps import Standing
from sanggar.selection.models import Draw, Relaxation, ReserveSearch
from sanggar.selection.queries.conflicts import FreeSeats
from sanggar.selection.queries.relaxed import Accepted, Widened, widened
from sanggar.selection.queries.steps import StepProposal, circumstances_of

TOO_LONG, ELSEWHERE = "too_long", "elsewhere"
"""Why there is no proposal: it was not found in its time, or the seat is promised to another list by now."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """What the search found that ended without a reserve. `fault` says why it has no `proposal`; it `holds` as long as
    nothing has changed since. `last` is how the office answered last, if it did.
    """

    search: ReserveSearch
    proposal: StepProposal | None
    seats: FreeSeats | None
    fault: str
    holds: bool
    last: Relaxation | None


def way_out_of(draw: Draw) -> WayOut | None:
    """None where no search has ended without a reserve, or another one is asked for by now."""
    waiting = ReserveSearch.objects.filter(draw=draw, is_clash=True, ended_at__isnull=False)
    search = waiting.first()
    if search is None:
        return None
    proposal, seats = read_way_out(search.way_out) if "quotas" in search.way_out else (None, None)
    holds = search.tried_with == circumstances_of(draw)
    return WayOut(search, proposal, seats, search.way_out.get("fault", ""), holds, draw.relaxations.last())


def is_answered(accepted: Accepted, after: Standing, proposal: StepProposal) -> bool:
    """Whether the smallest change lets no quota over all seats give way further than the office has let it in a step
    before; never by what the classes hold no more.
    """
    wanted = list(widened(after, proposal.smallest()))
    return bool(wanted) and not proposal.lacks_classes and all(_is_within(each, accepted) for each in wanted)


def _is_within(wanted: Widened, accepted: Accepted) -> bool:
    least, most = accepted.get((wanted.feature, wanted.value), wanted.before)
    return least <= wanted.after[0] and wanted.after[1] <= most


def way_out_document(proposal: StepProposal, seats: FreeSeats) -> dict[str, Any]:
    """As JSON values."""
    return {
        "free": proposal.free,
        "quotas": quotas_document(proposal.quotas),
        "proposed": quotas_document(proposal.smallest()),
        "limits": dict(proposal.limits),
        "lacks_classes": proposal.lacks_classes,
        "empty": seats.empty,
        "waiting": seats.waiting,
        "demands": [asdict(each) for each in seats.demands],
        "widened": [asdict(each) for each in seats.widened],
        "over_all": [[*key, list(bounds), seated] for key, (bounds, seated) in seats.over_all.items()],
    }


def read_way_out(document: Any) -> tuple[StepProposal, FreeSeats]:
    """The same from JSON values."""
    proposal = StepProposal(
        document["free"],
        read_quotas(document["quotas"]),
        {
            (name, value): bounds
            for name, values in read_quotas(document["proposed"]).items()
            for value, bounds in values.items()
        },
        document["limits"],
        document["lacks_classes"],
    )
    return proposal, FreeSeats(
        document["empty"],
        document["free"],
        document["waiting"],
        [Demand(**each) for each in document["demands"]],
        [Widened(**each | {name: tuple(each[name]) for name in ("before", "after")}) for each in document["widened"]],
        {(name, value): (tuple(bounds), seated) for name, value, bounds, seated in document["over_all"]},
    )
