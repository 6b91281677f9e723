"""Reserves under quotas: a step of the draw whenever a seat has fallen free, in the same chain of proof."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanggar.cores.lottery.bundle import standing_of, with_step
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.progress import Tell, TooLong, silent
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.step_document import quotas_document
from sanggar.cores.lottery.steps import Standing, Step, take_step
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.selection.models import Draw, DrawEntry, DrawStep
from sanggar.selection.patience import STEP, WAYS_OUT, patient
from sanggar.selection.procedure_refusals import (
    ClassesHoldNoMore,
    NoSeatFell,
    QuotasStillClash,
    RelaxedTooFar,
    WaysOutTooLong,
)
from sanggar.selection.queries.classes import step_limits
from sanggar.selection.queries.steps import StepProposal, gone_from, proposal_for


@dataclass(frozen=True, slots=True)
class StepPlan:
    """The next step of a draw, worked out while nothing was locked: the lottery of a large pool takes its time.

    It holds as long as nobody else has left and no other step was taken. `step` is None where no seat is free, and
    where no panel keeps what is left of the quotas, or none was found in time (`is_clash`): then the seat stays free
    until the office lets a quota give way (`plan_relaxed_step`), or somebody else leaves.
    """

    taken: int
    gone: frozenset[str]
    before: Standing
    step: Step | None = None
    is_clash: bool = False
    reason: str = ""

    @property
    def seats(self) -> int:
        """How many the step seats."""
        return len(self.step.selected) if self.step else 0

    def holds_for(self, draw: Draw) -> bool:
        return draw.taken_steps.count() == self.taken and gone_from(draw) == self.gone


def plan_step(draw: Draw, note: Tell = silent) -> StepPlan:
    """Draw for the seats that are free, on paper; `note` is told how far it is."""
    draw.refresh_from_db(fields=["bundle"])
    gone = gone_from(draw)
    before = standing_of(read_json(draw.bundle.encode()))
    left = sorted(gone & (before.seated | before.waiting))
    after = before.without(left)
    if not after.free:
        return StepPlan(before.steps, gone, before)
    tell = patient(STEP, note)
    try:
        lottery = quota_lottery(after.pool(), after.free, after.quotas(), tell)
    except DocumentRefused:
        return _plan_for_everyone(draw, before, after, left, gone, tell)
    except TooLong:
        return StepPlan(before.steps, gone, before, is_clash=True)
    return StepPlan(before.steps, gone, before, take_step(before, left, lottery))


def _plan_for_everyone(
    draw: Draw, before: Standing, after: Standing, left: list[str], gone: frozenset[str], tell: Tell
) -> StepPlan:
    """Where all who can be seated are fewer than the free seats, they all are: that fewer of some are there than were
    asked for leaves nobody anything to decide. Letting in more of some than a quota allows is the office's to decide.
    """
    proposal = None
    if after.free < after.lottery.seats - len(after.seated):
        with suppress(WaysOutTooLong):  # then it is the office's to decide, which is told so
            proposal = proposal_for(after, step_limits(draw, after), tell)
    if proposal is None or not proposal.only_lowers:
        return StepPlan(before.steps, gone, before, is_clash=True)
    relaxed = proposal.smallest()
    try:
        lottery = quota_lottery(after.pool(), after.free, after.quotas(relaxed), tell)
    except TooLong:
        return StepPlan(before.steps, gone, before, is_clash=True)
    step = take_step(before, left, lottery, relaxed)
    reason = _("Semua yang menunggu dipanggil: orangnya lebih sedikit daripada kursi yang kosong.")
    return StepPlan(before.steps, gone, before, step, reason=reason)


def take_planned_step(draw: Draw, plan: StepPlan, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The caller holds the stage, and has seen that the plan still holds. `reason` is why quotas give way."""
    if plan.step:
        _store(draw, plan.step, plan.before, by=by, at=at, reason=reason or plan.reason)


def plan_relaxed_step(
    draw: Draw, *, relaxed: Quotas, known: StepProposal | None = None, tell: Tell | None = None
) -> StepPlan:
    """The same with quotas that give way, no further than they must.

    The seed chain is public by now, so a quota may only widen, and all together by the smallest change that helps:
    whoever could narrow one, or widen at will, would choose who comes next. `known` is the proposal of the same
    request, which is not found anew while nobody has left since; `tell` bounds all that the request does.
    """
    draw.refresh_from_db()
    if not draw.is_by_type or not draw.offers_opened_at:
        raise NoSeatFell
    gone = gone_from(draw)
    before = standing_of(read_json(draw.bundle.encode()))
    left = sorted(gone & (before.seated | before.waiting))
    after = before.without(left)
    tell, limits = tell or patient(WAYS_OUT), step_limits(draw, after)
    is_known = known is not None and (known.after, known.limits) == (after, limits)
    proposal = known if is_known else proposal_for(after, limits, tell)
    if proposal is None:
        raise NoSeatFell
    if proposal.lacks_classes or proposal.beyond_classes(relaxed):
        raise ClassesHoldNoMore
    if not proposal.allows(relaxed):
        raise RelaxedTooFar(people=proposal.people)
    try:
        lottery = quota_lottery(after.pool(), after.free, after.quotas(relaxed), tell)
    except DocumentRefused:
        raise QuotasStillClash from None
    except TooLong:
        raise WaysOutTooLong from None
    return StepPlan(before.steps, gone, before, take_step(before, left, lottery, relaxed))


def _store(draw: Draw, step: Step, before: Standing, *, by: Actor, at: datetime, reason: str) -> None:
    bundle = with_step(read_json(draw.bundle.encode()), step, before)
    document: dict[str, Any] = bundle["steps"][-1]
    number = len(bundle["steps"])
    Draw.objects.filter(pk=draw.pk).update(bundle=write_json(bundle))
    draw.refresh_from_db()
    DrawEntry.objects.filter(draw=draw, number__in=step.selected).update(step=number)
    DrawStep.objects.create(
        draw=draw,
        number=number,
        at=at,
        by_label=by.label,
        left=document["left"],
        selected=document["selected"],
        seed=document["seed"],
        lottery_digest=document["lottery_digest"],
        relaxed=quotas_document(step.relaxed),
        reason=reason,
    )
    details = {"step": number, "seed": document["seed"], "lottery_digest": document["lottery_digest"]}  # no draw ids
    record("selection.take_step", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    transaction.on_commit(partial(audit.seal_pending, at), robust=True)
