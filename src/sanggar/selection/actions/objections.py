"""Objections to a refusal or a mark: raised on the own page, answered by someone else than who decided."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sanggar.applications.actions import admit_after_objection
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.selection.models import MARKED, Draw, DrawState, Objection, ObjectionState
from sanggar.selection.moments import is_near, under_lock, when
from sanggar.selection.objection_letters import take_back_letter
from sanggar.selection.procedure_refusals import (
    NothingToObjectTo,
    ObjectionAlreadyAnswered,
    ObjectionsStillOpen,
    ObjectionsUnanswered,
    ObjectionsUnsettled,
    ObjectionTooLate,
    OwnDecision,
)
from sanggar.selection.queries import current_tasks, frozen_mark_of, is_contestable
from sanggar.selection.queries.objections import is_own_decision
from sanggar.selection.refusals import SeedAlreadyRecorded


@transaction.atomic
def raise_objection(application: Application, *, text: str, by: Actor, at: datetime) -> Objection:
    """Contest a refusal, or a mark that keeps out or ranks, once, while the objection period runs."""
    began = clock.now()
    draw = Draw.objects.select_for_update().filter(call=application.call_id).first()
    at = under_lock(at, began)
    if draw is None or not is_contestable(application, draw):
        raise NothingToObjectTo
    if not draw.objections_until or at >= draw.objections_until or draw.state != DrawState.FROZEN:
        raise ObjectionTooLate
    try:
        with transaction.atomic():
            objection = Objection.objects.create(application=application, draw=draw, text=text, at=at)
    except IntegrityError:
        raise ObjectionAlreadyAnswered from None
    place = application.programme.place
    record("selection.raise_objection", objection, by=by, at=at, place=place, personal={"text": text})
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, upheld: bool, answer: str, by: Actor, at: datetime) -> Objection:
    """Answer for good. Upheld: the application joins the list, which is frozen anew, in its next revision.

    Where marks decide it is reviewed first, like every other, or once more where its mark was contested; the draw
    waits for that, and for the new list where one follows (`settle_objections`). Once chance may be known nothing is
    answered, or who knows it could choose whether the list stands: the draw is moved first (`postpone_unanswered`).
    """
    from sanggar.selection.actions.freezing import freeze_again  # which looks at objections itself

    began = clock.now()
    draw = Draw.objects.select_for_update().get(pk=objection.draw_id)
    held = Objection.objects.select_for_update(of=("self",)).select_related("application", "draw").get(pk=objection.pk)
    at = under_lock(at, began)
    if held.state != ObjectionState.OPEN:
        raise ObjectionAlreadyAnswered
    if is_own_decision(held, by):
        raise OwnDecision
    require_list_can_change(draw, at)
    is_refusal = held.application.state != ApplicationState.ELIGIBLE
    if upheld and not is_refusal:
        held.readings = current_tasks(held.draw.call).filter(application=held.application).count() + 1
        held.mark_before = frozen_mark_of(held.application)
    held.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    held.answer, held.answered_at, held.answered_by_id = answer, at, by.account_id
    held.save()
    place = held.application.programme.place
    details = {"state": held.state}
    record("selection.answer_objection", held, by=by, at=at, place=place, details=details, personal={"answer": answer})
    if upheld:
        take_back_letter(held, by=by, at=at)
    if upheld and is_refusal:
        admit_after_objection(held.application, reason=answer, by=by, at=at)
    if upheld and held.draw.rule not in MARKED:
        freeze_again(held.draw, reason=f"{held.application.receipt}: {held.get_state_display()}", by=by, at=at)
    return held


def close_upheld(draw: Draw, at: datetime) -> None:
    """Every objection that was upheld has had its effect, in the list as it stands now."""
    for objection in draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None).select_related("application"):
        objection.settled_at, objection.mark_after = at, frozen_mark_of(objection.application)
        objection.save(update_fields=["settled_at", "mark_after"])


def require_no_objections(draw: Draw, at: datetime) -> None:
    """Chance may fall only when the objection period is over and every objection is answered."""
    if draw.objections_until and at < draw.objections_until:
        raise ObjectionsStillOpen(until=when(draw.objections_until))
    waiting = draw.objections.filter(state=ObjectionState.OPEN).count()
    if waiting:
        raise ObjectionsUnanswered(count=waiting)
    if unsettled := draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None).count():
        raise ObjectionsUnsettled(count=unsettled)


def require_list_can_change(draw: Draw, at: datetime) -> None:
    """While nobody can know the seed: no dice have been entered, and neither the named round nor the hour is near."""
    if draw.state != DrawState.FROZEN or draw.dice_entries.exists() or is_near(draw.chance_at, at):
        raise SeedAlreadyRecorded
