"""One step of a payment's life: who, when, from where to where, why. Two people at once: one wins, one is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sanggar.foundation.audit import Actor, record
from sanggar.spending.actions.refusals import PaymentMoved, TwoSteps
from sanggar.spending.models import Payment, PaymentEvent
from sanggar.spending.states import PaymentState, states_before


def step(
    payment: Payment,
    to_state: PaymentState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Mapping[str, Any] = {},
) -> None:
    """Move a payment by one conditional UPDATE, write its history, and bring the given object up to date."""
    before = payment.state
    here = Payment.objects.filter(pk=payment.pk, state=before)
    if before not in states_before(to_state) or not here.update(state=to_state, **fields):
        payment.refresh_from_db()
        raise PaymentMoved(state=payment.get_state_display())
    payment.refresh_from_db()
    note(payment, before, by=by, at=at, reason=reason)


def note(payment: Payment, from_state: str, *, by: Actor, at: datetime, reason: str = "") -> PaymentEvent:
    return payment.events.create(at=at, by_label=by.label, from_state=from_state, to_state=payment.state, reason=reason)


def hand(by: Actor) -> int:
    """The account that acts: money is moved by people, never by a job or a secret link."""
    if by.account_id is None:
        raise ValueError("a payment is moved by an account")
    return by.account_id


def refuse_second_step(payment: Payment, by: Actor) -> None:
    """Proposing, verifying and paying are three people's work."""
    if hand(by) in (payment.proposed_by_id, payment.verified_by_id):
        raise TwoSteps


def record_step(verb: str, payment: Payment, *, by: Actor, at: datetime, reason: str = "", **details: Any) -> None:
    figures = {"amount": payment.amount, "line": payment.line_id, **details}
    personal = {"payee": payment.payee, "description": payment.description, "reason": reason}
    record(f"spending.{verb}", payment, by=by, at=at, place=payment.programme.place, details=figures, personal=personal)
