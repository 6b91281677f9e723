"""What stands in the way of the next reserve under quotas."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.progress import Tell
from sanggar.cores.lottery.steps import Standing
from sanggar.planning.models import Programme, Stage
from sanggar.selection.features import TRACK
from sanggar.selection.models import Draw, ReserveSearch
from sanggar.selection.queries.classes import Limits, class_room, published_seats
from sanggar.selection.queries.line import who_has_left
from sanggar.selection.queries.ways_out import SHORT, within_limits
from sanggar.selection.seen import mark_of_seen
from sanggar.selection.strata import seats_free_for

Bounds = dict[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StepProposal:
    """Free seats that nobody who waits could take: what is left of the quotas, and the smallest change. None is
    `proposed` where the classes do not hold those who wait (`lacks_classes`).
    """

    free: int
    quotas: Quotas
    proposed: Bounds
    limits: Limits
    lacks_classes: bool = False

    @property
    def people(self) -> int:
        """By how many people the quotas must give way in all."""
        return sum(self._widening(name, value, bounds) for (name, value), bounds in self.proposed.items())

    def allows(self, relaxed: Quotas) -> bool:
        """Whether each of these only widens a quota, and all together no further than they must."""
        wider = [
            self._is_wider(name, value, bounds) for name, values in relaxed.items() for value, bounds in values.items()
        ]
        total = sum(
            self._widening(name, value, bounds)
            for name, values in relaxed.items()
            for value, bounds in values.items()
            if value in self.quotas.get(name, {})
        )
        return bool(wider) and all(wider) and total <= self.people

    def beyond_classes(self, relaxed: Quotas) -> str:
        """The track of which these quotas seat more than its classes hold, though what is left of them did not."""
        for code, (_least, most) in relaxed.get(TRACK, {}).items():
            if most > max(self.quotas.get(TRACK, {}).get(code, (0, 0))[1], self.limits.get(code, most)):
                return code
        return ""

    @property
    def only_lowers(self) -> bool:
        """Whether the smallest change asks for fewer of some, and lets in more of none."""
        return bool(self.proposed) and all(
            bounds[1] <= self.quotas[name][value][1] for (name, value), bounds in self.proposed.items()
        )

    def smallest(self) -> Quotas:
        """The smallest change, as quotas for the free seats."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for (name, value), bounds in self.proposed.items():
            found.setdefault(name, {})[value] = bounds
        return dict(found)

    def changes(self, wanted: Quotas) -> Quotas:
        """Of these quotas those that differ from what is left."""
        found = {
            name: {value: bounds for value, bounds in values.items() if self.quotas[name].get(value) != bounds}
            for name, values in wanted.items()
            if name in self.quotas
        }
        return {name: values for name, values in found.items() if values}

    def _is_wider(self, name: str, value: str, bounds: tuple[int, int]) -> bool:
        left = self.quotas.get(name, {}).get(value)
        return left is not None and bounds != left and bounds[0] <= left[0] and left[1] <= bounds[1]

    def _widening(self, name: str, value: str, bounds: tuple[int, int]) -> int:
        least, most = self.quotas[name][value]
        return least - bounds[0] + bounds[1] - most


def gone_from(draw: Draw) -> frozenset[str]:
    """The draw ids of everyone who has left, before any step or since."""
    return frozenset(entry.number for entry in who_has_left(draw))


def proposal_for(after: Standing, limits: Limits, faults: Sequence[Fault], tell: Tell) -> StepProposal:
    """The smallest change for a draw that stands so once everyone who has left is out of it; `limits` are of its
    tracks, `faults` why its next step has no lottery. Raises `TooLong`.
    """
    quotas = after.quotas()
    found = within_limits(faults, after.pool(), after.free, quotas, limits, tell)
    if any(each.code == SHORT for each in found):  # a step fills every seat that it can
        return StepProposal(after.free, quotas, {}, limits, lacks_classes=True)
    clashes = [each.params for each in found if each.code == "quota_clash"]  # nothing else may change now
    proposed: Bounds = {
        (str(each["feature"]), str(each["value"])): (int(str(each["new_least"])), int(str(each["new_most"])))
        for each in clashes
    }
    return StepProposal(after.free, quotas, proposed, limits)


def circumstances_of(draw: Draw) -> str:
    """A digest of all that the next search for reserves depends on: as long as it is the same, it finds the same."""
    stage = Stage.objects.get(pk=draw.call.stage_id)
    counted = {
        "steps": draw.taken_steps.count(),
        "gone": sorted(entry.number for entry in who_has_left(draw)),
        "free": seats_free_for(draw.call_id, stage),
        "room": class_room(draw.call),
        "published": published_seats(draw.call),
    }
    return mark_of_seen(counted)


def waits_for_office(draw: Draw) -> bool:
    """Whether the last search found that no panel keeps what is left of the quotas; looks at no bundle."""
    return ReserveSearch.objects.filter(draw=draw, is_clash=True, ended_at__isnull=False).exists()


def draws_with_offers(programme: Programme) -> QuerySet[Draw]:
    """The programme's draws whose seats were offered, each with the search for its reserves."""
    offered = Draw.objects.filter(call__stage__programme=programme, offers_opened_at__isnull=False)
    return offered.defer(*Draw.HEAVY).select_related("call__stage", "search").order_by("pk")
