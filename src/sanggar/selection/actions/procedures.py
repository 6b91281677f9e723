"""The rule of a selection: written, published, and from then on changed only with a reason that everyone can read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Subquery

from sanggar.applications.actions import ask_family_card, count_needs, tell_how_seats_go
from sanggar.applications.models import Call
from sanggar.applications.queries import has_ended
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Stage
from sanggar.selection.actions.promises import promise_faults
from sanggar.selection.actions.terms import (
    DECISIVE,
    FIELDS,
    Terms,
    as_json,
    dice_faults,
    faults_of,
    faults_of_any,
    household_faults,
    is_same_minute,
    mark_of,
    quota_faults,
    snapshot,
    standing_faults,
    time_faults,
)
from sanggar.selection.features import DISABILITY
from sanggar.selection.models import Draw, Procedure, ProcedureChange, ProposedChange
from sanggar.selection.procedure_refusals import ProcedureUnchanged, ReasonForChange, ReasonForLateness
from sanggar.selection.queries.lateness import lateness_at
from sanggar.selection.refusals import AlreadyFrozen, ProcedureChangedMeanwhile
from sanggar.selection.rule_letters import announce_change


@transaction.atomic
def write_procedure(
    call: Call, terms: Terms, *, by: Actor, at: datetime, reason: str = "", seen: str | None = None
) -> Procedure:
    """Write the procedure of a call, or change it. `reason` is needed once it is published. Not after the freeze.
    `seen` is the `mark_of` the one that was read, so that nobody takes back what a colleague changed meanwhile.

    Once somebody has applied, who could gain by it may be known: a change of what decides then waits for a second
    person (`confirming`), and the procedure stays as it was.
    """
    held = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if held.frozen_at:
        raise AlreadyFrozen
    values = terms.values() | {"stage_seats": held.stage.seats}
    procedure = Procedure.objects.select_for_update().filter(call=held).first()
    if seen is not None and seen != mark_of(procedure):
        raise ProcedureChangedMeanwhile
    refuse_first(faults_of(held, values, procedure, at))
    if procedure and procedure.is_published and lateness_at(procedure, at).needs_two and decides(procedure, values):
        propose_change(procedure, values, reason, by=by, at=at)
        return procedure
    if procedure is None:
        procedure = Procedure.objects.create(call=held, **values)
    else:
        apply_change(procedure, values, reason, by.label, at)
        if procedure.is_published:
            announce_change(procedure, by=by, at=at)
    if procedure.is_published:
        tell_call(held, procedure, by, at)
    record("selection.write_procedure", procedure, by=by, at=at, place=held.programme.place, details=as_json(values))
    return procedure


def refuse_first(faults: Iterable[DomainError]) -> None:
    for fault in faults:
        raise fault


def decides(procedure: Procedure, values: dict[str, Any]) -> bool:
    """Whether these terms change who may get a seat, rather than when and where it is told."""
    after = as_json(values)
    return any(value != after[name] for name, value in snapshot(procedure).items() if name in DECISIVE)


def propose_change(procedure: Procedure, values: dict[str, Any], reason: str, *, by: Actor, at: datetime) -> None:
    """Keep the change until another account confirms it; one that waited already is replaced."""
    if not reason:
        raise ReasonForChange(field="reason")
    procedure.proposals.filter(settled_at=None).update(settled_at=at)
    before = snapshot(procedure)
    proposal = ProposedChange.objects.create(
        procedure=procedure,
        at=at,
        account_id=by.account_id,
        by_label=by.label,
        reason=reason,
        before=before,
        after=before | as_json(values),
    )
    place = procedure.call.programme.place
    record("selection.propose_change", proposal, by=by, at=at, place=place, details=proposal.after)


@transaction.atomic
def publish_procedure(procedure: Procedure, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Show it to everyone. Once the call has closed that needs a `reason`, which is shown beside it."""
    call = procedure.call
    is_late = has_ended(call, at)
    if is_late and not reason:
        raise ReasonForLateness(field="reason")
    refuse_first(standing_faults(call, procedure.quotas, {}))
    refuse_first(household_faults(call, procedure.quotas, apart=procedure.one_per_household))
    refuse_first(promise_faults(call, procedure.rule, procedure.quotas))
    refuse_first([*dice_faults(procedure.source_kind, procedure.draw_at), *time_faults(call, procedure.draw_at, at)])
    late_reason = reason if is_late else ""
    unpublished = Procedure.objects.filter(pk=procedure.pk, published_at=None)
    seats = Subquery(Stage.objects.filter(pk=call.stage_id).values("seats"))
    if not unpublished.update(published_at=at, published_by=by.label, late_reason=late_reason, stage_seats=seats):
        return
    procedure.refresh_from_db()
    tell_call(call, procedure, by, at)
    place, personal = call.programme.place, {"reason": late_reason} if late_reason else None
    details = snapshot(procedure)
    record("selection.publish_procedure", procedure, by=by, at=at, place=place, details=details, personal=personal)


@transaction.atomic
def change_frozen_procedure(
    draw: Draw, changes: dict[str, Any], *, by: Actor, at: datetime, reason: str, departs: bool = False
) -> Procedure:
    """Let quotas that clash give way, or seats, or the limit per household, or move the draw, when the list is frozen.
    `changes` are of `FIELDS`; `departs`: the quotas are others than the smallest change. Quotas and seats are held
    against the frozen list, and only where they change: the stage may have been resized since.
    """
    procedure = Procedure.objects.select_for_update(of=("self",)).get(call=draw.call)
    values = {name: getattr(procedure, name) for name in FIELDS} | changes
    refuse_first(faults_of_any(draw.call, values, at))
    if values["quotas"] != procedure.quotas or changes.get("seats"):
        seats = changes.get("seats") or draw.seats
        refuse_first(quota_faults(draw.call, values["quotas"], seats, procedure.quotas))
    apply_change(procedure, values, reason, by.label, at, departs=departs)
    announce_change(procedure, by=by, at=at)
    place = draw.call.programme.place
    record("selection.write_procedure", procedure, by=by, at=at, place=place, details=as_json(values))
    return procedure


def tell_call(call: Call, procedure: Procedure, by: Actor, at: datetime) -> None:
    """What applicants meet: the rule in every text of the call, until when they may be asked to correct something, and
    the question for the family card.
    """
    tell_how_seats_go(call, procedure.rule, settled_by=procedure.settled_by, by=by, at=at)
    ask_family_card(call, asked=procedure.one_per_household, by=by, at=at)
    count_needs(call, counted=DISABILITY in procedure.quotas, by=by, at=at)


def apply_change(
    procedure: Procedure,
    values: dict[str, Any],
    reason: str,
    by: str,
    at: datetime,
    *,
    departs: bool = False,
    confirmed_by: str = "",
) -> None:
    """Make the change, and keep what stood there where it was published; `by` and `confirmed_by` are labels."""
    before = snapshot(procedure)
    if is_same_minute(values["draw_at"], procedure.draw_at):
        values["draw_at"] = procedure.draw_at  # forms know no seconds: what they give back is no other time
    for name, value in values.items():
        setattr(procedure, name, value)
    after = snapshot(procedure)
    if not procedure.is_published:
        procedure.save(update_fields=FIELDS)
        return
    if before == after:
        raise ProcedureUnchanged
    if not reason:
        raise ReasonForChange(field="reason")
    procedure.save(update_fields=FIELDS)
    ProcedureChange.objects.create(
        procedure=procedure,
        at=at,
        by_label=by,
        reason=reason,
        before=before,
        after=after,
        departs=departs,
        confirmed_by=confirmed_by,
    )
