"""Objections to a refusal: raised on the applicant's own page, answered by someone else than who refused."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sanggar.applications.actions import admit_after_objection
from sanggar.applications.models import Application, ApplicationState
from sanggar.cores.beacon import quicknet
from sanggar.foundation.audit import Actor, record, subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.selection.models import Draw, DrawState, Objection, ObjectionState, Rule
from sanggar.selection.moments import when
from sanggar.selection.procedure_refusals import (
    NothingToObjectTo,
    NotMarked,
    ObjectionAlreadyAnswered,
    ObjectionsStillOpen,
    ObjectionsUnanswered,
    ObjectionTooLate,
    OwnDecision,
)
from sanggar.selection.queries import marks_of
from sanggar.selection.refusals import SeedAlreadyRecorded


@transaction.atomic
def raise_objection(application: Application, *, text: str, by: Actor, at: datetime) -> Objection:
    """Contest a refusal, once, while the objection period runs."""
    draw = Draw.objects.filter(call=application.call_id).first()
    if draw is None or application.state != ApplicationState.REFUSED:
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
    """Answer for good. Upheld: the application joins the list, which is frozen anew, in its next revision."""
    from sanggar.selection.actions.freezing import freeze_again  # which looks at objections itself

    held = Objection.objects.select_for_update(of=("self",)).select_related("application", "draw").get(pk=objection.pk)
    if held.state != ObjectionState.OPEN:
        raise ObjectionAlreadyAnswered
    refusals = AuditEntry.objects.filter(subject=subject_of(held.application), verb="applications.refuse")
    refusal = refusals.order_by("pk").last()
    if refusal and (refusal.actor_kind, refusal.actor_id) == (by.kind, by.id):
        raise OwnDecision
    if upheld and held.draw.rule == Rule.MERIT and held.application_id not in marks_of(held.draw.call):
        raise NotMarked
    held.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    held.answer, held.answered_at, held.answered_by_id = answer, at, by.account_id
    held.save()
    place = held.application.programme.place
    details = {"state": held.state}
    record("selection.answer_objection", held, by=by, at=at, place=place, details=details, personal={"answer": answer})
    if upheld:
        admit_after_objection(held.application, reason=answer, by=by, at=at)
        freeze_again(held.draw, reason=f"{held.application.receipt}: {held.get_state_display()}", by=by, at=at)
    return held


def require_no_objections(draw: Draw, at: datetime) -> None:
    """Chance may fall only when the objection period is over and every objection is answered."""
    if draw.objections_until and at < draw.objections_until:
        raise ObjectionsStillOpen(until=when(draw.objections_until))
    waiting = draw.objections.filter(state=ObjectionState.OPEN).count()
    if waiting:
        raise ObjectionsUnanswered(count=waiting)


def require_list_can_change(draw: Draw, at: datetime) -> None:
    """While nobody can know the seed: no dice have been entered, and the named round is not out."""
    if draw.state != DrawState.FROZEN or draw.dice_entries.exists():
        raise SeedAlreadyRecorded
    if draw.drand_round and at >= quicknet.time_of(draw.drand_round):
        raise SeedAlreadyRecorded
