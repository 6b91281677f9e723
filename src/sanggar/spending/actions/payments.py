"""Writes: payments, step by step. The line's counters move in the same transaction (`funding.actions`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.funding.actions import commit_on_line, pay_on_line, release_on_line
from sanggar.funding.models import BudgetLine
from sanggar.mentoring.models import Mentor
from sanggar.planning.models import Meeting
from sanggar.spending.actions.refusals import (
    ContactsPaidTwice,
    ContactsUnconfirmed,
    EvidenceMissing,
    MeetingElsewhere,
    MentorElsewhere,
    PaidInFuture,
    TwoSteps,
)
from sanggar.spending.actions.steps import hand, note, record_step, refuse_second_step, step
from sanggar.spending.models import Payment
from sanggar.spending.queries import confirmed_contacts
from sanggar.spending.states import LIVE, PaymentState


@dataclass(frozen=True, slots=True)
class PaidContacts:
    """How many contacts of a mentor are paid, held on which days, both included."""

    mentor: Mentor
    first: date
    last: date
    number: int

    @property
    def fields(self) -> dict[str, Any]:
        days = {"contacts_from": self.first, "contacts_until": self.last}
        return {"mentor": self.mentor, "contacts_paid": self.number, **days}


@transaction.atomic
def propose_payment(
    line: BudgetLine,
    *,
    amount: int,
    payee: str,
    description: str,
    by: Actor,
    at: datetime,
    meeting: Meeting | None = None,
    contacts: PaidContacts | None = None,
) -> Payment:
    """Ask for money out of a line; it is set aside from now on. For mentoring, `contacts` says which it pays."""
    if contacts is not None:
        _require_unpaid(contacts, line.budget.programme_id)
    if meeting is not None and meeting.cohort.stage.programme_id != line.budget.programme_id:
        raise MeetingElsewhere(field="meeting")
    commit_on_line(line, amount)
    payment = Payment.objects.create(
        line=line,
        amount=amount,
        payee=payee,
        description=description,
        meeting=meeting,
        **(contacts.fields if contacts else {}),
        proposed_at=at,
        proposed_by_id=hand(by),
    )
    note(payment, "", by=by, at=at)
    record_step("propose_payment", payment, by=by, at=at, meeting=meeting.pk if meeting else None)
    return payment


@transaction.atomic
def verify_payment(payment: Payment, *, by: Actor, at: datetime) -> None:
    """Say that purpose, amount and evidence are right."""
    refuse_second_step(payment, by)
    verified = {"verified_at": at, "verified_by_id": hand(by)}
    step(payment, PaymentState.VERIFIED, by=by, at=at, fields=verified)
    if not payment.evidence.filter(withdrawn_at=None).exists():  # looked up behind the step, which locks out withdrawal
        raise EvidenceMissing
    confirmed = confirmed_contacts(payment)
    if (payment.contacts_paid or 0) > confirmed:
        raise ContactsUnconfirmed(paid=payment.contacts_paid, confirmed=confirmed)
    record_step("verify_payment", payment, by=by, at=at)


@transaction.atomic
def pay(payment: Payment, *, proof_number: str, paid_on: date, by: Actor, at: datetime) -> None:
    """Note that the money has left, with the number of its proof (SP2D, transfer)."""
    refuse_second_step(payment, by)
    if paid_on > at.astimezone(clock.office_zone()).date():
        raise PaidInFuture(field="paid_on")
    paid = {"paid_at": at, "paid_by_id": hand(by), "paid_on": paid_on, "proof_number": proof_number}
    step(payment, PaymentState.PAID, by=by, at=at, fields=paid)
    pay_on_line(payment.line, payment.amount)
    record_step("pay", payment, by=by, at=at, proof_number=proof_number, paid_on=paid_on)


@transaction.atomic
def refuse_payment(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    """Turn a payment down; its money is free again. Who proposed cancels instead."""
    if hand(by) == payment.proposed_by_id:
        raise TwoSteps
    _stop(payment, PaymentState.REFUSED, "refuse_payment", reason=reason, by=by, at=at)


@transaction.atomic
def cancel_payment(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a proposal back before it is paid; its money is free again."""
    _stop(payment, PaymentState.CANCELLED, "cancel_payment", reason=reason, by=by, at=at)


def _require_unpaid(contacts: PaidContacts, programme_id: int) -> None:
    """Days of a mentor are paid once; the mentor's row is ours until we commit, so that two can't ask at once."""
    if contacts.mentor.programme_id != programme_id:
        raise MentorElsewhere(field="mentor")
    Mentor.objects.select_for_update().get(pk=contacts.mentor.pk)
    same = Payment.objects.filter(mentor=contacts.mentor, state__in=LIVE)
    if same.filter(contacts_from__lte=contacts.last, contacts_until__gte=contacts.first).exists():
        raise ContactsPaidTwice(field="contacts_from", name=contacts.mentor.account.name)


def _stop(payment: Payment, state: PaymentState, verb: str, *, reason: str, by: Actor, at: datetime) -> None:
    step(payment, state, by=by, at=at, reason=reason)
    release_on_line(payment.line, payment.amount)
    record_step(verb, payment, by=by, at=at, reason=reason)
