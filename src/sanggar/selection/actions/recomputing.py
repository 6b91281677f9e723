"""A lottery that could not be made, computed anew: what may give way for it, and no further than it must."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation.audit import Actor
from sanggar.selection.actions.freezing import (
    ask_for_lottery,
    hidden_features,
    named_round,
    quotas_with_tracks,
    record_list,
    require_time_to_answer,
)
from sanggar.selection.actions.listing import list_people
from sanggar.selection.actions.procedures import change_frozen_procedure
from sanggar.selection.actions.terms import quotas_as_json, quotas_from_json
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import FAILED, TOO_LONG, Draw, LotteryWork, Procedure, SourceKind
from sanggar.selection.models.searches import LOST
from sanggar.selection.procedure_refusals import (
    LimitNeedNotGo,
    LotteryAlreadyMade,
    NotOnlyWider,
    NumbersNeedNotGo,
    RelaxedTooFar,
    SeatsNotFewer,
)

NO_NUMBERS = "no_numbers"
UNPROPOSED = (FAILED, TOO_LONG, NO_NUMBERS)
"""Faults for which no smallest change is known: any widening may be the way out."""


@transaction.atomic
def recompute_lottery(
    draw: Draw,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    quotas: Quotas | None = None,
    draw_at: datetime | None = None,
    seats: int | None = None,
    lift: Literal["", "limit", "numbers"] = "",
) -> None:
    """Compute the lottery anew where quotas clashed or the work came too late: with wider quotas, with fewer seats,
    without the limit per household, without numbered panels, or at a later time. What was only cancelled, or got stuck,
    gets another time alone.

    Nobody joins or leaves the list by it, and no lottery stood before: nobody has seen a chance that is now another.
    Where the published file of the list would say something else, the same people get fresh draw ids and a new file:
    two files over one set of ids could be held against each other, and tell what the later one hides.
    """
    held = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme__organisation__region")
    draw = held.get(pk=draw.pk)
    work = LotteryWork.objects.select_for_update().filter(draw=draw).first()
    if draw.lottery or work is None or not (work.fault or work.is_stuck(at)):
        raise LotteryAlreadyMade
    if seats is not None and seats != work.fewer_seats:
        raise SeatsNotFewer(seats=work.fewer_seats or draw.seats)
    lifted = _lifted(draw, work, lift)
    departs = quotas is not None and _departs(draw, work, quotas)
    typed = {"quotas": quotas and quotas_as_json(quotas), "draw_at": draw_at, "seats": seats}
    changes = {name: value for name, value in typed.items() if value is not None} | lifted
    procedure = change_frozen_procedure(draw, changes, reason=reason, by=by, at=at, departs=departs)
    require_time_to_answer(procedure, draw.objections_until)
    before = _told_of(draw)
    _follow(draw, procedure, at)
    draw.refresh_from_db()
    if _told_of(draw) != before:
        _list_anew(draw, reason, by, at)
    ask_for_lottery(draw, at)


def _lifted(draw: Draw, work: LotteryWork, lift: str) -> dict[str, bool]:
    """What goes altogether, where it stands in the way."""
    if lift == "limit" and not may_lift_limit(draw, work):
        raise LimitNeedNotGo
    if lift == "numbers" and not may_lift_numbers(draw, work):
        raise NumbersNeedNotGo
    return {"": {}, "limit": {"one_per_household": False}, "numbers": {"numbered": False}}[lift]


def take_up_lotteries(at: datetime) -> int:
    """Ask again for each lottery that was asked for a while ago and that the queue does not know; how many."""
    asked = LotteryWork.objects.filter(ended_at=None, asked_at__lte=at - LOST, draw__lottery="")
    tasks = DBTaskResult.objects.filter(task_path=compute_lottery.module_path).values_list("args_kwargs", flat=True)
    known = {tuple(each["args"]) for each in tasks}
    found = [args for work in asked if (args := (work.draw_id, work.asked_at.isoformat())) not in known]
    for args in found:
        compute_lottery.enqueue(*args)
    return len(found)


@dataclass(frozen=True, slots=True)
class GivingWay:
    """How far quotas may give way: each only wider, no group of them new or gone, and all together by at most `people`,
    as far as the smallest change goes; without a limit where it is None.
    """

    before: Quotas
    proposed: Quotas
    people: int | None

    def require(self, after: Quotas) -> None:
        if set(after) != set(self.before) or not all(self._is_wider(name, after[name]) for name in after):
            raise NotOnlyWider
        if self.people is not None and widening(self.before, after) > self.people:
            raise RelaxedTooFar(people=self.people)

    def _is_wider(self, name: str, values: Mapping[str, tuple[int, int]]) -> bool:
        """A value without a quota, as nobody had it at the first freeze, may get one that asks for nobody."""
        before = self.before[name]
        kept = set(before) <= set(values)
        return kept and all(_holds(bounds, before.get(value, (0, 0))) for value, bounds in values.items())


def may_lift_limit(draw: Draw, work: LotteryWork) -> bool:
    """Whether the limit per household stands in the way, as far as anybody knows."""
    return work.limit_alone or (work.fault == TOO_LONG and draw.one_per_household)


def may_lift_numbers(draw: Draw, work: LotteryWork) -> bool:
    return draw.numbered and work.fault in {TOO_LONG, NO_NUMBERS}


def giving_way(draw: Draw, work: LotteryWork) -> GivingWay:
    before = quotas_from_json(draw.quotas)
    proposed = {name: dict(values) for name, values in before.items()}
    for clash in work.clashes:
        proposed[clash["feature"]][clash["value"]] = (clash["new_least"], clash["new_most"])
    return GivingWay(before, proposed, None if work.fault in UNPROPOSED else widening(before, proposed))


def is_time_alone(work: LotteryWork) -> bool:
    """Whether nothing was found that stands in the way of the lottery: then nothing gives way either."""
    found = work.clashes or work.fewer_seats or work.limit_alone
    return not (found or work.fault in (*UNPROPOSED, "uncovered"))


def widening(before: Quotas, after: Quotas) -> int:
    """By how many people the quotas that were there give way in all."""
    found = [(old, after[name][value]) for name, values in before.items() for value, old in values.items()]
    return sum(old[0] - new[0] + new[1] - old[1] for old, new in found)


def _holds(wide: tuple[int, int], narrow: tuple[int, int]) -> bool:
    return wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _departs(draw: Draw, work: LotteryWork, quotas: Quotas) -> bool:
    """Whether these are others than the smallest change; raises a refusal where they go further than they may."""
    wanted = quotas_from_json(quotas_with_tracks(draw.call, quotas_as_json(quotas), apart=draw.is_by_type))
    way = giving_way(draw, work)
    way.require(wanted)
    return wanted != way.proposed


def _follow(draw: Draw, procedure: Procedure, at: datetime) -> None:
    """The draw by what the procedure says now."""
    kept = quotas_with_tracks(draw.call, procedure.quotas, apart=draw.is_by_type)  # also once the limit is lifted
    fields: dict[str, object] = {
        "quotas": kept,
        "hidden": hidden_features(draw.call, kept),
        "numbered": procedure.numbered and bool(kept),
        "one_per_household": procedure.one_per_household,
        "seats": procedure.seats or draw.seats,
        "announced_for": procedure.draw_at,
    }
    if draw.source_kind == SourceKind.DRAND:
        fields["drand_round"] = named_round(procedure.draw_at, at)
    Draw.objects.filter(pk=draw.pk).update(**fields)


def _told_of(draw: Draw) -> tuple[object, ...]:
    """What the published file of the list depends on, beside the people."""
    return draw.seats, list(draw.quotas), draw.hidden


def _list_anew(draw: Draw, reason: str, by: Actor, at: datetime) -> None:
    """The same people under fresh draw ids, and a file that says what holds now."""
    Draw.objects.filter(pk=draw.pk).update(revision=draw.revision + 1)
    draw.refresh_from_db(fields=["revision"])
    rows = list(draw.entries.select_related("application__track", "application__village").order_by("application"))
    marks = {row.application_id: row.mark for row in rows}
    list_people(draw, [row.application for row in rows], marks, by=by, at=at, reason=reason)
    record_list(draw, by=by, at=at)
