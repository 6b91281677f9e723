"""Reserves under quotas: a step of the draw whenever a seat has fallen free, in the same chain of proof."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanggar.cores.lottery.bundle import standing_of, with_step
from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.progress import Tell, TooLong, silent
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.step_document import quotas_document
from sanggar.cores.lottery.steps import Standing, Step, take_step
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.selection.models import Draw, DrawEntry, DrawStep
from sanggar.selection.patience import STEP, patient
from sanggar.selection.queries.classes import step_limits
from sanggar.selection.queries.conflicts import free_seats_of
from sanggar.selection.queries.proposals import TOO_LONG, is_answered, way_out_document
from sanggar.selection.queries.relaxed import accepted_so_far
from sanggar.selection.queries.steps import gone_from, proposal_for
from sanggar.selection.refusals import QuotasStillClash, RelaxedTooLong


@dataclass(frozen=True, slots=True)
class StepPlan:
    """The next step of a draw, worked out while nothing was locked: the lottery of a large pool takes its time.

    It holds as long as nobody else has left and no other step was taken. `step` is None where no seat is free, and
    where no panel keeps what is left of the quotas, or none was found in time (`is_clash`): then the seat stays free
    until the office lets a quota give way, for which `way_out` is the proposal, or somebody else leaves.
    """

    taken: int
    gone: frozenset[str]
    before: Standing
    step: Step | None = None
    way_out: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_clash(self) -> bool:
        return bool(self.way_out)

    @property
    def seats(self) -> int:
        """How many the step seats."""
        return len(self.step.selected) if self.step else 0

    def holds_for(self, draw: Draw) -> bool:
        return draw.taken_steps.count() == self.taken and gone_from(draw) == self.gone


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the next step begins: how the draw stood, and stands without those who have left since."""

    gone: frozenset[str]
    before: Standing
    left: list[str]
    after: Standing

    def plan(self, step: Step | None = None, **more: Any) -> StepPlan:
        return StepPlan(self.before.steps, self.gone, self.before, step, **more)

    def drawn(self, tell: Tell, relaxed: Quotas | None = None) -> Step:
        """Raises `DocumentRefused` and `TooLong`."""
        lottery = quota_lottery(self.after.pool(), self.after.free, self.after.quotas(relaxed), tell)
        return take_step(self.before, self.left, lottery, relaxed or {})


def _start_of(draw: Draw) -> _Start:
    draw.refresh_from_db(fields=["bundle"])
    gone = gone_from(draw)
    before = standing_of(read_json(draw.bundle.encode()))
    left = sorted(gone & (before.seated | before.waiting))
    return _Start(gone, before, left, before.without(left))


def plan_step(draw: Draw, note: Tell = silent) -> StepPlan:
    """Draw for the seats that are free, on paper; `note` is told how far it is."""
    start, tell = _start_of(draw), patient(STEP, note)
    if not start.after.free:
        return start.plan()
    try:
        return start.plan(start.drawn(tell))
    except DocumentRefused as refused:
        return _plan_around(draw, start, refused.faults, tell)
    except TooLong:
        return start.plan(way_out={"fault": TOO_LONG})


def _plan_around(draw: Draw, start: _Start, faults: Sequence[Fault], tell: Tell) -> StepPlan:
    """Where all who can be seated are fewer than the free seats, they all are: that fewer of some are there than were
    asked for leaves nobody anything to decide. Letting in more of some than a quota allows is the office's to decide,
    but for what it has decided already: the same question is not asked again.
    """
    after = start.after
    try:
        proposal = proposal_for(after, step_limits(draw, after), faults, tell)
        if after.free < after.lottery.seats - len(after.seated) and proposal.only_lowers:
            reason = _("Semua yang menunggu dipanggil: orangnya lebih sedikit daripada kursi yang kosong.")
            return start.plan(start.drawn(tell, proposal.smallest()), reason=reason)
        if is_answered(accepted_so_far(read_json(draw.bundle.encode())), after, proposal):
            reason = _("Tidak lebih jauh daripada yang sudah diputuskan kantor untuk kursi kosong sebelumnya.")
            return start.plan(start.drawn(tell, proposal.smallest()), reason=reason)
        return start.plan(way_out=way_out_document(proposal, free_seats_of(after, proposal, tell)))
    except TooLong:  # then it is the office's to decide, which is told so
        return start.plan(way_out={"fault": TOO_LONG})


def take_planned_step(draw: Draw, plan: StepPlan, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The caller holds the stage, and has seen that the plan still holds. `reason` is why quotas give way."""
    if plan.step:
        _store(draw, plan.step, plan.before, by=by, at=at, reason=reason or plan.reason)


def plan_relaxed_step(draw: Draw, *, relaxed: Quotas, note: Tell = silent) -> StepPlan:
    """The same with quotas that give way, no further than the proposal lets them (`ask_to_relax`). Raises
    `QuotasStillClash` and `RelaxedTooLong`.
    """
    try:
        start = _start_of(draw)
        return start.plan(start.drawn(patient(STEP, note), relaxed))
    except DocumentRefused:
        raise QuotasStillClash from None
    except TooLong:
        raise RelaxedTooLong from None


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
