"""A change of what decides, written once everyone who applied is known: it counts when a second person confirms it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.applications.models import Call
from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.procedures import apply_change, refuse_first, tell_call
from sanggar.selection.actions.terms import faults_of, snapshot, values_of_snapshot
from sanggar.selection.models import Procedure, ProposedChange
from sanggar.selection.procedure_refusals import ChangeOvertaken, OwnChange
from sanggar.selection.refusals import AlreadyFrozen, PersonUnknown
from sanggar.selection.rule_letters import announce_change


@transaction.atomic
def confirm_change(proposal: ProposedChange, *, by: Actor, at: datetime) -> Procedure:
    """Let what it changes count from now on; what else was changed meanwhile stays. Never by the account that wrote it;
    the database holds that too.
    """
    procedure, held = _waiting(proposal)
    if by.account_id is None:
        raise PersonUnknown
    if by.account_id == proposal.account_id:
        raise OwnChange
    values = _values_after(proposal, procedure)
    refuse_first(faults_of(held, values, procedure, at))
    apply_change(procedure, values, proposal.reason, proposal.by_label, at, confirmed_by=by.label)
    ProposedChange.objects.filter(pk=proposal.pk).update(settled_at=at, confirmed_by=by.account_id)
    announce_change(procedure, by=by, at=at)
    tell_call(held, procedure, by, at)
    place = held.programme.place
    record("selection.confirm_change", proposal, by=by, at=at, place=place, details=proposal.after)
    return procedure


def procedure_after(proposal: ProposedChange, at: datetime) -> Procedure:
    """As it would be were the change confirmed now, to be judged before; not stored. Raises what confirming would."""
    procedure = Procedure.objects.select_related("call__stage__programme").get(pk=proposal.procedure_id)
    values = _values_after(proposal, procedure)
    refuse_first(faults_of(procedure.call, values, procedure, at))
    for name, value in values.items():
        setattr(procedure, name, value)
    return procedure


def _values_after(proposal: ProposedChange, procedure: Procedure) -> dict[str, Any]:
    now = snapshot(procedure)
    changed = {name: value for name, value in proposal.after.items() if value != proposal.before[name]}
    if any(now[name] != proposal.before[name] for name in changed):
        raise ChangeOvertaken
    return values_of_snapshot(now | changed)


@transaction.atomic
def drop_change(proposal: ProposedChange, *, by: Actor, at: datetime) -> None:
    """Take it back, or refuse it: the procedure stays as everyone can read it."""
    _procedure, held = _waiting(proposal)
    ProposedChange.objects.filter(pk=proposal.pk).update(settled_at=at)
    record("selection.drop_change", proposal, by=by, at=at, place=held.programme.place)


def _waiting(proposal: ProposedChange) -> tuple[Procedure, Call]:
    """Behind the locks of call and procedure, in the order in which they are written."""
    held = Call.objects.select_for_update(no_key=True).get(procedure=proposal.procedure_id)
    procedure = Procedure.objects.select_for_update(of=("self",)).select_related("call").get(call=held)
    if held.frozen_at:
        raise AlreadyFrozen
    if not ProposedChange.objects.filter(pk=proposal.pk, settled_at=None).exists():
        raise ChangeOvertaken
    return procedure, held
