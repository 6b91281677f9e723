"""Writes: a payment's steps once it was asked for. The money moves in the same transaction (`purse`, `funding`)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from sanggar.foundation.audit import Actor
from sanggar.funding.actions import pay_on_line
from sanggar.spending.actions.corrections import require_payday
from sanggar.spending.actions.documents import note_in_passing, void_on_return
from sanggar.spending.actions.purse import give_back
from sanggar.spending.actions.refusals import (
    ContactsUnconfirmed,
    EvidenceIncomplete,
    EvidenceMissing,
    SpmHalf,
    SpmMissing,
    UnheldUnexplained,
)
from sanggar.spending.actions.steps import hand, payee_as_known, record_step, take_step
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.findings.unheld import unexplained
from sanggar.spending.letters import tell_requester, tell_who_is_next
from sanggar.spending.models import DocumentKind, Mode, Payment
from sanggar.spending.queries import confirmed_contacts
from sanggar.spending.states import PaymentState

UNVERIFIED: dict[str, Any] = dict.fromkeys(
    ("verified_at", "verified_by", "verified_payee", "approved_at", "approved_by")
)


@transaction.atomic
def verify_payment(payment: Payment, *, by: Actor, at: datetime) -> None:
    """Say that purpose, amount and evidence are right (PPK-SKPD)."""
    verified = {"verified_at": at, "verified_by_id": hand(by), "verified_payee": payee_as_known(payment, at)}
    take_step(payment, PaymentState.VERIFIED, by=by, at=at, fields=verified)
    files = payment.evidence.filter(withdrawn_at=None)  # looked up behind the step, which locks out withdrawal
    latest = files.aggregate(latest=Max("attached_at"))["latest"]
    if latest is None:
        raise EvidenceMissing
    if latest > at:  # it came first to the payment, though it was asked for later
        Payment.objects.filter(pk=payment.pk).update(verified_at=latest)
    confirmed = confirmed_contacts(payment)
    if (payment.contacts_paid or 0) > confirmed:
        raise ContactsUnconfirmed(paid=payment.contacts_paid, confirmed=confirmed)
    record_step("verify_payment", payment, by=by, at=at)
    tell_who_is_next.enqueue(payment.pk)


@transaction.atomic
def approve_payment(
    payment: Payment, *, by: Actor, at: datetime, spm_number: str = "", spm_dated: date | None = None
) -> None:
    """Order the money to be paid (PA/KPA). One that goes straight to the payee (LS) has its own SPM. What was not held
    is not ordered to be paid before it was explained.
    """
    approved = {"approved_at": at, "approved_by_id": hand(by)}
    take_step(payment, PaymentState.APPROVED, by=by, at=at, fields=approved)
    if found := unexplained(payment, at):
        raise UnheldUnexplained(rules=", ".join(str(rule.name) for rule in found))
    if payment.mode == Mode.LS and not (spm_number and spm_dated):
        raise SpmMissing(field="spm_dated" if spm_number else "spm_number")
    if bool(spm_number) != bool(spm_dated):
        raise SpmHalf(field="spm_dated" if spm_number else "spm_number")
    if spm_number and spm_dated:
        note_in_passing(payment, DocumentKind.SPM, spm_number, spm_dated, field="spm_dated", by=by, at=at)
    record_step("approve_payment", payment, by=by, at=at)
    tell_who_is_next.enqueue(payment.pk)


@transaction.atomic
def pay(payment: Payment, *, proof_number: str, paid_on: date, by: Actor, at: datetime) -> None:
    """Note that the money has left, with the number of its proof: the SP2D for LS, else transfer or receipt."""
    require_payday(payment, paid_on, at)
    paid = {"paid_at": at, "paid_by_id": hand(by), "paid_on": paid_on, "proof_number": proof_number}
    take_step(payment, PaymentState.PAID, by=by, at=at, fields=paid)
    pay_on_line(payment.line, payment.amount)
    if payment.mode == Mode.LS:
        note_in_passing(payment, DocumentKind.SP2D, proof_number, paid_on, field="paid_on", by=by, at=at)
    record_step("pay", payment, by=by, at=at, proof_number=proof_number, paid_on=paid_on)
    tell_who_is_next.enqueue(payment.pk)


@transaction.atomic
def close_payment(payment: Payment, *, by: Actor, at: datetime) -> None:
    """Say that the accounts of a paid payment are complete (SPJ). Nothing is attached to it or changed any more."""
    take_step(payment, PaymentState.CLOSED, by=by, at=at, fields={"closed_at": at, "closed_by_id": hand(by)})
    if missing := missing_evidence(payment):
        kinds = ", ".join(each.label for each in missing)
        raise EvidenceIncomplete(kinds=kinds)
    record_step("close_payment", payment, by=by, at=at)


@transaction.atomic
def return_payment(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a payment back to who asked for it, to be put right; its money stays set aside. All steps begin anew."""
    take_step(payment, PaymentState.RETURNED, by=by, at=at, reason=reason, fields=UNVERIFIED)
    void_on_return(payment, reason=reason, by=by, at=at)
    record_step("return_payment", payment, by=by, at=at, reason=reason)
    tell_requester.enqueue(payment.pk)


@transaction.atomic
def refuse_payment(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    """Turn a payment down for good; its money is free again. Who asked cancels instead."""
    _stop(payment, PaymentState.REFUSED, "refuse_payment", reason=reason, by=by, at=at)
    tell_requester.enqueue(payment.pk)


@transaction.atomic
def cancel_payment(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a request back before it is paid; its money is free again."""
    _stop(payment, PaymentState.CANCELLED, "cancel_payment", reason=reason, by=by, at=at)


def _stop(payment: Payment, state: PaymentState, verb: str, *, reason: str, by: Actor, at: datetime) -> None:
    take_step(payment, state, by=by, at=at, reason=reason)
    give_back(payment)
    record_step(verb, payment, by=by, at=at, reason=reason)
