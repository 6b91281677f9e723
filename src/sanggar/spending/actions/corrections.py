"""Writes: putting right what was noted of money that has left, and noting what of it came back (treasurer).

Neither takes a step: a payment stays paid, or closed, and what was said before stays on record beside it.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.dates import plain_date
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.unique import unless_taken
from sanggar.funding.actions import pay_again_on_line, take_back_on_line
from sanggar.spending.actions.documents import replace_sp2d
from sanggar.spending.actions.refusals import (
    DatedInFuture,
    NothingCorrected,
    PaidBeforeApproved,
    PaidInFuture,
    PaidOutsideYear,
    PaymentMoved,
    RepaidBeforePaid,
    RepaidTooMuch,
    RepaymentNotedBefore,
    RepaymentTakenBackBefore,
)
from sanggar.spending.actions.steps import hand, record_step, refuse_hand_of_another_part
from sanggar.spending.models import Mode, Payment, PaymentCorrection, Repayment
from sanggar.spending.states import GONE, Duty


@transaction.atomic
def correct_payment(
    payment: Payment, *, paid_on: date, proof_number: str, reason: str, by: Actor, at: datetime
) -> PaymentCorrection:
    """Note the right date or number of a payment that was made; of LS, its SP2D is noted anew with it."""
    _hold_paid(payment, by)
    before = {"paid_on_before": payment.paid_on, "proof_number_before": payment.proof_number}
    after = {"paid_on": paid_on, "proof_number": proof_number}
    if tuple(before.values()) == tuple(after.values()):
        raise NothingCorrected(field="proof_number")
    require_payday(payment, paid_on, at)
    if payment.repayments.filter(dated__lt=paid_on, taken_back_at=None).exists():
        raise RepaidBeforePaid(field="paid_on")
    corrected = payment.corrections.create(**before, **after, reason=reason, at=at, by_id=hand(by), by_label=by.label)
    Payment.objects.filter(pk=payment.pk).update(**after)
    if payment.mode == Mode.LS:
        replace_sp2d(payment, proof_number, paid_on, reason=reason, by=by, at=at)
    payment.refresh_from_db()
    record_step("correct_payment", payment, by=by, at=at, reason=reason, **before, **after)
    return corrected


@transaction.atomic
def note_repayment(
    payment: Payment, *, amount: int, dated: date, number: str, reason: str, by: Actor, at: datetime
) -> Repayment:
    """Note money that was paid back. Within the fiscal year it may be spent again on its line, though not under the
    commitment that it was paid under: that was fulfilled.
    """
    _hold_paid(payment, by)
    if dated > _today(at):
        raise DatedInFuture(field="dated")
    if payment.paid_on is None or dated < payment.paid_on:
        raise RepaidBeforePaid(field="dated")
    fitting = Payment.objects.filter(pk=payment.pk, amount__gte=F("paid_back") + amount)
    if not fitting.update(paid_back=F("paid_back") + amount):
        raise RepaidTooMuch(field="amount", left=format_rupiah(payment.kept), wanted=format_rupiah(amount))
    frees_line = dated.year == payment.programme.fiscal_year
    facts = {"amount": amount, "dated": dated, "number": number, "frees_line": frees_line}
    with unless_taken(RepaymentNotedBefore(field="number")):
        repaid = payment.repayments.create(**facts, reason=reason, at=at, by_id=hand(by), by_label=by.label)
    if frees_line:
        take_back_on_line(payment.line, amount)
    payment.refresh_from_db()
    told = {"repaid": amount, "dated": dated, "number": number, "frees_line": frees_line}
    record_step("note_repayment", payment, by=by, at=at, reason=reason, **told)
    return repaid


@transaction.atomic
def take_back_repayment(repayment: Repayment, *, reason: str, by: Actor, at: datetime) -> None:
    """Say that money which was noted as paid back is still paid. What it had freed on its line has to be free still:
    where that was spent again, the line gets money first.
    """
    payment = repayment.payment
    _hold_paid(payment, by)
    told = {"taken_back_at": at, "taken_back_by": hand(by), "taken_back_label": by.label, "taken_back_reason": reason}
    if not payment.repayments.filter(pk=repayment.pk, taken_back_at=None).update(**told):
        raise RepaymentTakenBackBefore
    Payment.objects.filter(pk=payment.pk).update(paid_back=F("paid_back") - repayment.amount)
    if repayment.frees_line:
        pay_again_on_line(payment.line, repayment.amount)
    payment.refresh_from_db()
    figures = {"taken_back": repayment.amount, "dated": repayment.dated, "number": repayment.number}
    record_step("take_back_repayment", payment, by=by, at=at, reason=reason, **figures)


def require_payday(payment: Payment, paid_on: date, at: datetime) -> None:
    """A budget is spent in its own year, money that leaves tomorrow has not left, and none leaves before it was ordered
    to be paid.
    """
    if paid_on > _today(at):
        raise PaidInFuture(field="paid_on")
    if paid_on.year != (year := payment.programme.fiscal_year):
        raise PaidOutsideYear(field="paid_on", year=year)
    if payment.approved_at and paid_on < (approved := _today(payment.approved_at)):
        raise PaidBeforeApproved(field="paid_on", day=plain_date(approved))


def _hold_paid(payment: Payment, by: Actor) -> None:
    """Ours until the commit, and given as it stands now."""
    Payment.objects.select_for_update().get(pk=payment.pk)
    payment.refresh_from_db()
    if payment.state not in GONE:
        raise PaymentMoved(state=payment.get_state_display())
    refuse_hand_of_another_part(payment, Duty.PAY, by)


def _today(at: datetime) -> date:
    return at.astimezone(clock.office_zone()).date()
