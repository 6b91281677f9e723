"""Reserves under quotas: a step of the draw whenever a seat has fallen free, in the same chain of proof."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from sanggar.cores.lottery.bundle import with_step
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.step_document import quotas_document
from sanggar.cores.lottery.steps import Step, take_step
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.selection.models import Draw, DrawEntry, DrawStep
from sanggar.selection.procedure_refusals import NoSeatFell, QuotasStillClash, RelaxedTooFar
from sanggar.selection.queries.steps import standing_and_leavers, step_proposal


def take_due_step(draw: Draw, *, by: Actor, at: datetime) -> DrawStep | None:
    """Draw for the seats that are free. None where none is, and where no panel keeps what is left of the quotas: then
    the seat stays free until the office lets a quota give way (`relax_and_draw`). The stage is held by the caller.
    """
    before, left = standing_and_leavers(draw)
    after = before.without(left)
    if not after.free:
        return None
    try:
        lottery = quota_lottery(after.pool(), after.free, after.quotas())
    except DocumentRefused:
        return None
    return _store(draw, take_step(before, left, lottery), by=by, at=at)


@transaction.atomic
def relax_and_draw(draw: Draw, *, relaxed: Quotas, reason: str, by: Actor, at: datetime) -> DrawStep:
    """The same with quotas that give way, for a reason that everyone can read; no further than they must.

    The seed chain is public by now, so a quota may only widen, and all together by the smallest change that helps:
    whoever could narrow one, or widen at will, would choose who comes next.
    """
    draw = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme").get(pk=draw.pk)
    proposal = step_proposal(draw)
    if proposal is None:
        raise NoSeatFell
    if not proposal.allows(relaxed):
        raise RelaxedTooFar(people=proposal.people)
    before, left = standing_and_leavers(draw)
    after = before.without(left)
    try:
        lottery = quota_lottery(after.pool(), after.free, after.quotas(relaxed))
    except DocumentRefused:
        raise QuotasStillClash from None
    return _store(draw, take_step(before, left, lottery, relaxed), by=by, at=at, reason=reason)


def _store(draw: Draw, step: Step, *, by: Actor, at: datetime, reason: str = "") -> DrawStep:
    bundle = with_step(read_json(draw.bundle.encode()), step)
    document: dict[str, Any] = bundle["steps"][-1]
    number = len(bundle["steps"])
    Draw.objects.filter(pk=draw.pk).update(bundle=write_json(bundle))
    draw.refresh_from_db()
    DrawEntry.objects.filter(draw=draw, number__in=step.selected).update(step=number)
    row = DrawStep.objects.create(
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
    return row
