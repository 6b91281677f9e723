"""Writes: what the office binds itself to pay, and the end of it."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.funding.actions import commit_on_line, release_on_line
from sanggar.funding.models import BudgetLine
from sanggar.spending.actions.refusals import (
    CommitmentClosed,
    CommitmentDrawn,
    CommitmentNumberTaken,
    DatedInFuture,
    OwnMoney,
    PayeeElsewhere,
)
from sanggar.spending.actions.steps import hand, hold_payee, refuse_after_the_last_day
from sanggar.spending.models import Commitment, Payee
from sanggar.spending.states import CommitmentState


@dataclass(frozen=True, slots=True)
class Order:
    """What an order, contract or decree says. `kind` is one of `CommitmentKind`, `amount` in rupiah."""

    kind: str
    number: str
    dated: date
    payee: Payee
    description: str
    amount: int


@transaction.atomic
def make_commitment(line: BudgetLine, order: Order, *, by: Actor, at: datetime) -> Commitment:
    """Note an order or contract; its whole amount is set aside on the line from now on."""
    refuse_after_the_last_day(line.budget.programme, at)
    if order.payee.organisation_id != line.budget.programme.organisation_id:
        raise PayeeElsewhere(field="payee")
    if hold_payee(order.payee).account_id == hand(by):
        raise OwnMoney
    if order.dated > at.astimezone(clock.office_zone()).date():
        raise DatedInFuture(field="dated")
    commit_on_line(line, order.amount)
    facts = {field.name: getattr(order, field.name) for field in fields(order)}
    with unless_taken(CommitmentNumberTaken(field="number")):
        made = Commitment.objects.create(line=line, made_at=at, made_by_id=hand(by), **facts)
    _note(made, "", by=by, at=at)
    _record("make_commitment", made, by=by, at=at)
    return made


@transaction.atomic
def finish_commitment(commitment: Commitment, *, reason: str, by: Actor, at: datetime) -> None:
    """Nothing more will be asked for under it: the rest goes back to the line. Payments on their way stay."""
    _close(commitment, CommitmentState.FINISHED, "finish_commitment", reason=reason, by=by, at=at)


@transaction.atomic
def cancel_commitment(commitment: Commitment, *, reason: str, by: Actor, at: datetime) -> None:
    """It does not come about. Refused once something was asked for under it."""
    _close(commitment, CommitmentState.CANCELLED, "cancel_commitment", reason=reason, by=by, at=at)


def _close(commitment: Commitment, state: CommitmentState, verb: str, *, reason: str, by: Actor, at: datetime) -> None:
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if locked.state != CommitmentState.OPEN:
        raise CommitmentClosed(state=locked.get_state_display())
    if state == CommitmentState.CANCELLED and locked.drawn:
        raise CommitmentDrawn
    if locked.rest:
        release_on_line(commitment.line, locked.rest)
    Commitment.objects.filter(pk=locked.pk).update(state=state, closed_at=at, closed_by_id=hand(by), reason=reason)
    commitment.refresh_from_db()
    _note(commitment, locked.state, by=by, at=at)
    _record(verb, commitment, by=by, at=at, reason=reason)


def _note(commitment: Commitment, from_state: str, *, by: Actor, at: datetime) -> None:
    moved = {"from_state": from_state, "to_state": commitment.state, "amount": commitment.amount}
    commitment.events.create(at=at, by_id=hand(by), by_label=by.label, reason=commitment.reason, **moved)


def _record(verb: str, commitment: Commitment, *, by: Actor, at: datetime, reason: str = "") -> None:
    details = {
        "line": commitment.line_id,
        "payee": commitment.payee_id,
        "kind": commitment.kind,
        "amount": commitment.amount,
        "drawn": commitment.drawn,
    }
    personal = {"number": commitment.number, "description": commitment.description, "reason": reason}
    place = commitment.programme.place
    record(f"spending.{verb}", commitment, by=by, at=at, place=place, details=details, personal=personal)
