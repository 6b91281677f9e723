"""One step of a payment's life: who, when, from where to where, why. Two people at once: one wins, one is told."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import plain_date
from sanggar.foundation.money import format_rupiah
from sanggar.funding.deadlines import payments_ended
from sanggar.planning.models import Programme
from sanggar.spending.actions.refusals import OwnMoney, PaymentChanged, PaymentMoved, PaymentsEnded, TwoSteps
from sanggar.spending.actions.reviewing import review_soon
from sanggar.spending.models import Payee, PayeeAsKnown, Payment, PaymentEvent, VerifiedPayee
from sanggar.spending.queries import duties_taken
from sanggar.spending.states import LEADS_TO_PAYMENT, Duty, PaymentState, duty_of, states_before

JUDGED = ("name", "kind", "rank_group", "has_tax_number", "bank_name", "bank_account_lookup", "account_id")


def take_step(
    payment: Payment,
    to_state: PaymentState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Mapping[str, Any] = {},
) -> PaymentEvent:
    """Move a payment on from the state that the given object is in, write its history, and bring the object up to date.

    Refuses who had another part in this payment, and whoever would receive its money: judged on the row that is held
    until the commit, for a payee may have turned out to be whoever acts.
    """
    before = payment.state
    Payment.objects.select_for_update().get(pk=payment.pk)
    payment.refresh_from_db()
    if payment.state != before or before not in states_before(to_state):
        raise PaymentMoved(state=payment.get_state_display())
    refuse_wrong_hand(payment, to_state, by)
    if to_state in LEADS_TO_PAYMENT:
        refuse_after_the_last_day(payment.programme, at)
    Payment.objects.filter(pk=payment.pk).update(state=to_state, **fields)
    payment.refresh_from_db()
    return note(payment, before, by=by, at=at, reason=reason)


def hold_payee(payee: Payee) -> Payee:
    """As it is now, until the commit; first of all that is locked. Whose account it is does not change meanwhile. Who
    only names the payee, as a commitment does at its end, need not wait.
    """
    return Payee.objects.select_for_update(of=("self",), no_key=True).get(pk=payee.pk)


def payee_as_known(payment: Payment, at: datetime) -> VerifiedPayee:
    """A copy of the payee, to stay with the payment that is verified now. Holds the payment: whoever changes the payee
    holds it too, so has either done so or waits until we commit.
    """
    payee = Payee.objects.get(pk=Payment.objects.select_for_update().values_list("payee", flat=True).get(pk=payment.pk))
    known = {field.attname: getattr(payee, field.attname) for field in PayeeAsKnown._meta.fields}  # noqa: SLF001 - Django's documented model API
    return VerifiedPayee.objects.create(payee=payee, verified_at=at, **known)


def mark_of(payment: Payment) -> str:
    """Of all that whoever decides on a payment has before them: its steps, taxes, files and payee, as they stand."""
    payee = {name: str(getattr(payment.payee, name)) for name in JUDGED}
    taxes = payment.taxes.filter(superseded_at=None).order_by("pk").values_list("pk", "amount")
    files = payment.evidence.filter(withdrawn_at=None).order_by("pk").values_list("pk", flat=True)
    last = payment.events.order_by("-pk").values_list("pk", flat=True).first()
    since_paid = (payment.paid_on, payment.proof_number, payment.paid_back)
    return hashlib.sha256(repr((last, payee, list(taxes), list(files), since_paid)).encode()).hexdigest()[:32]


def require_as_seen(payment: Payment, mark: str) -> None:
    """Hold the payment until the commit and refuse where something of it is another since its page was opened: it may
    be in the same state again for another amount, or withhold another tax. Who says nothing of what they saw is refused
    too.
    """
    rows = Payment.objects.select_for_update(of=("self",)).select_related("payee")
    held = rows.get(pk=payment.pk)
    if mark != mark_of(held):
        raise PaymentChanged(state=held.get_state_display(), amount=format_rupiah(held.amount))


def note(payment: Payment, from_state: str, *, by: Actor, at: datetime, reason: str = "") -> PaymentEvent:
    moved = {"from_state": from_state, "to_state": payment.state, "amount": payment.amount}
    moved |= {"line_id": payment.line_id, "commitment_id": payment.commitment_id}
    return payment.events.create(at=at, by_id=hand(by), by_label=by.label, reason=reason, **moved)


def hand(by: Actor) -> int:
    """The account that acts: money is moved by people, never by a job or a secret link."""
    if by.account_id is None:
        raise ValueError("a payment is moved by an account")
    return by.account_id


def refusal_after_the_last_day(programme: Programme, at: datetime) -> PaymentsEnded | None:
    """What is asked for, verified or approved then could not be paid in its year any more."""
    last = payments_ended(programme, at)
    if last is None:
        return None
    return PaymentsEnded(year=programme.fiscal_year, day=plain_date(last.on), basis=last.basis)


def refuse_after_the_last_day(programme: Programme, at: datetime) -> None:
    if refusal := refusal_after_the_last_day(programme, at):
        raise refusal


def refuse_wrong_hand(payment: Payment, to_state: PaymentState, by: Actor) -> None:
    """Asking, verifying, approving and paying are four people's work, none of them the one who is paid."""
    refuse_hand_of_another_part(payment, duty_of(payment.state, to_state), by)


def refuse_hand_of_another_part(payment: Payment, duty: Duty, by: Actor) -> None:
    if hand(by) == payment.payee_account_id:
        raise OwnMoney
    if duties_taken(payment, hand(by)) - {duty}:
        raise TwoSteps


def record_step(verb: str, payment: Payment, *, by: Actor, at: datetime, reason: str = "", **details: Any) -> None:
    figures = {"amount": payment.amount, "line": payment.line_id, "payee": payment.payee_id, **details}
    personal = {"payee": payment.payee.name, "description": payment.description, "reason": reason}
    record(f"spending.{verb}", payment, by=by, at=at, place=payment.programme.place, details=figures, personal=personal)
    review_soon.enqueue(payment.programme.pk)
