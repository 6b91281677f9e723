"""Letting quotas give way for seats that fell free: answered at the desk, drawn by the worker that searches."""

from datetime import datetime
from functools import partial

from django.db import Error, transaction

from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.step_document import quotas_document, read_quotas
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.failures import log_failure
from sanggar.selection.actions.filling import call_up_reserves, lock_stage, relax_and_fill, reserve_deadline
from sanggar.selection.actions.searching import ask_for_reserves, end_search, leave_search, note_progress, take_search
from sanggar.selection.actions.stepping import plan_relaxed_step
from sanggar.selection.models import CANCELLED, FAILED, Draw, Offer, Relaxation
from sanggar.selection.moments import under_lock
from sanggar.selection.patience import now_and_then
from sanggar.selection.procedure_refusals import CallingUpEnded, ClassesHoldNoMore, NoSeatFell, RelaxedTooFar
from sanggar.selection.queries.proposals import way_out_of
from sanggar.selection.queries.steps import StepProposal, circumstances_of
from sanggar.selection.refusals import NothingToTakeBack, ProposalOvertaken, RelaxationWaits
from sanggar.selection.strata import seats_free_for


class TakenBack(Exception):
    """Somebody took it back meanwhile: this lottery is wanted no more."""


@transaction.atomic
def ask_to_relax(draw: Draw, *, quotas: Quotas, reason: str, seen: str, by: Actor, at: datetime) -> Relaxation:
    """Have the worker draw for the free seats by these quotas, for a reason that everyone can read.

    The seed chain is public by now, so a quota may only widen, and all together by the smallest change that helps:
    whoever could narrow one, or widen at will, would choose who comes next. `seen` is the `tried_with` of the
    proposal that was read; refused where it holds no longer, or somebody else has answered it.
    """
    stage = lock_stage(draw.call.stage_id)
    draw.refresh_from_db()
    if earlier := draw.relaxations.filter(ended_at=None).first():
        raise RelaxationWaits(who=earlier.by_label)
    if reserve_deadline(draw, at) is None:
        raise CallingUpEnded
    found = way_out_of(draw)
    if found is None or found.proposal is None or not seats_free_for(draw.call_id, stage):
        raise NoSeatFell
    if not found.holds or found.search.tried_with != seen:
        raise ProposalOvertaken
    wish = draw.relaxations.create(
        asked_at=at,
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label,
        reason=reason,
        quotas=quotas_document(_allowed(found.proposal, quotas)),
        tried_with=seen,
    )
    ask_for_reserves(draw, at=at)
    record("selection.ask_to_relax", draw, by=by, at=at, place=draw.call.stage.programme.place)
    return wish


@transaction.atomic
def take_back_relaxation(draw: Draw, *, by: Actor, at: datetime) -> None:
    """No quota gives way, as long as the worker has not drawn; what would help is looked for once more."""
    lock_stage(draw.call.stage_id)
    waiting = draw.relaxations.filter(ended_at=None)
    if not waiting.update(ended_at=at, fault=CANCELLED, cancelled_by=by.label):
        raise NothingToTakeBack
    ask_for_reserves(draw, at=at)
    record("selection.take_back_relaxation", draw, by=by, at=at, place=draw.call.stage.programme.place)


def search_for_reserves(draw: Draw, *, at: datetime) -> list[Offer]:
    """What the worker does, unless another worker does: draw by the quotas that the office lets give way, or else look
    for who comes next as they are.
    """
    if not take_search(draw, at):
        return []
    try:
        return _relax_as_asked(draw, at) or call_up_reserves(draw, at=at)
    except Error:
        raise  # it was away, or is locked: asked for again
    except Exception as error:  # noqa: BLE001 - whatever it is, it would come again each minute
        log_failure(error, "search_for_reserves")
        _end_failed(draw, clock.now())
        return []
    finally:
        leave_search(draw, at)


def _allowed(proposal: StepProposal, quotas: Quotas) -> Quotas:
    """Of these quotas those that give way."""
    relaxed = proposal.changes(quotas)
    if proposal.lacks_classes or proposal.beyond_classes(relaxed):
        raise ClassesHoldNoMore
    if not proposal.allows(relaxed):
        raise RelaxedTooFar(people=proposal.people)
    return relaxed


def _relax_as_asked(draw: Draw, at: datetime) -> list[Offer]:
    """Nobody where nothing was asked for, or it can not be done any more: then it has ended with the reason why."""
    wish, began = draw.relaxations.filter(ended_at=None).first(), clock.now()
    if wish is None:
        return []
    try:
        _require_unchanged(wish, draw)
        note = now_and_then(partial(_note, wish, at))
        plan = plan_relaxed_step(draw, relaxed=read_quotas(wish.quotas), note=note)
        with transaction.atomic():
            lock_stage(draw.call.stage_id)
            now = under_lock(at, began)
            _end(wish, now)
            _require_unchanged(wish, draw)
            return relax_and_fill(draw, plan, reason=wish.reason, by=wish.by, at=now)
    except TakenBack:
        return []
    except DomainError as refused:
        _end_refused(wish, draw, refused.code, under_lock(at, began))
        return []


def _require_unchanged(wish: Relaxation, draw: Draw) -> None:
    """Asked before the lottery, which takes minutes, and once more while the stage is held: nobody else moves then."""
    if circumstances_of(draw) != wish.tried_with:
        raise ProposalOvertaken


@transaction.atomic
def _end_refused(wish: Relaxation, draw: Draw, fault: str, at: datetime) -> None:
    """Whatever the fault, unless somebody has taken it back first."""
    lock_stage(draw.call.stage_id)
    Relaxation.objects.filter(pk=wish.pk, ended_at=None).update(ended_at=at, fault=fault)


@transaction.atomic
def _end_failed(draw: Draw, at: datetime) -> None:
    """Nothing gives way, and the search has ended: it is told, and tried again as any other that found nobody."""
    lock_stage(draw.call.stage_id)
    draw.relaxations.filter(ended_at=None).update(ended_at=at, fault=FAILED)
    end_search(draw, at=at, tried_with=circumstances_of(draw), way_out={"fault": FAILED})


def _end(wish: Relaxation, at: datetime) -> None:
    """The caller holds the stage."""
    if not Relaxation.objects.filter(pk=wish.pk, ended_at=None).update(ended_at=at):
        raise TakenBack


def _note(wish: Relaxation, taken_at: datetime, doing: str, done: int, of: int) -> None:
    """Write down how far it is, and stop once it is wanted no more."""
    if not Relaxation.objects.filter(pk=wish.pk, ended_at=None).exists():
        raise TakenBack
    note_progress(wish.draw, taken_at, doing, done, of)
