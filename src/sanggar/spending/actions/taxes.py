"""Writes: what is withheld from a payment, where an officer sets it."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.unique import unless_taken
from sanggar.spending.actions.changes import changes, taxes_standing
from sanggar.spending.actions.reckoning import reckon_taxes
from sanggar.spending.actions.refusals import OwnMoney, TaxesAboveAmount, TaxesFixed, TaxNotedBefore, TaxSuperseded
from sanggar.spending.actions.steps import hand
from sanggar.spending.models import Payment, PaymentTax, TaxEffect, TaxKind
from sanggar.spending.queries import withheld
from sanggar.spending.states import CHANGEABLE

RECKONED = ("payment", "kind", "effect", "rule", "rates", "legal_basis", "base", "computed", "computed_at")


@transaction.atomic
def add_tax(payment: Payment, *, kind: str, base: int, amount: int, reason: str, by: Actor, at: datetime) -> PaymentTax:
    """Withhold a tax that no rule found, saying why."""
    _lock(payment, by)
    with unless_taken(TaxNotedBefore(field="kind")):
        tax = PaymentTax.objects.create(
            payment=payment,
            kind=kind,
            effect=TaxEffect.COLLECTED if kind == TaxKind.PPN else TaxEffect.WITHHELD,
            base=base,
            computed=0,
            amount=amount,
            computed_at=at,
            overridden_at=at,
            overridden_by_id=hand(by),
            reason=reason,
        )
    _settle("add_tax", tax, reason=reason, by=by, at=at)
    return tax


@transaction.atomic
def reckon_again(payment: Payment, *, by: Actor, at: datetime) -> None:
    """By the table and by what is known of the payee today; what officers set is superseded too."""
    _lock(payment, by)
    before = taxes_standing(payment)
    reckon_taxes(payment, at)
    told = {"changes": changes(before, taxes_standing(payment))}
    record("spending.reckon_taxes", payment, by=by, at=at, place=payment.programme.place, details=told)


@transaction.atomic
def override_tax(tax: PaymentTax, *, amount: int, reason: str, by: Actor, at: datetime) -> PaymentTax:
    """Withhold another amount than the rule comes to, saying why; the computed figure stays beside it, and what stood
    before below it.
    """
    _lock(tax.payment, by)
    if not PaymentTax.objects.filter(pk=tax.pk, superseded_at=None).update(superseded_at=at):
        raise TaxSuperseded
    reckoned = {name: getattr(tax, name) for name in RECKONED}
    override = {"amount": amount, "overridden_at": at, "overridden_by_id": hand(by), "reason": reason}
    set_anew = PaymentTax.objects.create(**reckoned, **override)
    _settle("override_tax", set_anew, reason=reason, by=by, at=at, before=tax.amount)
    return set_anew


def _lock(payment: Payment, by: Actor) -> None:
    state = Payment.objects.select_for_update().values_list("state", flat=True).get(pk=payment.pk)
    if state not in CHANGEABLE:
        raise TaxesFixed
    if payment.payee_account_id == hand(by):
        raise OwnMoney


def _settle(verb: str, tax: PaymentTax, *, reason: str, by: Actor, at: datetime, before: int | None = None) -> None:
    payment = tax.payment
    taken = withheld(payment)
    if taken > payment.amount:
        raise TaxesAboveAmount(field="amount", taxes=format_rupiah(taken), amount=format_rupiah(payment.amount))
    told = changes({tax.kind: before}, {tax.kind: tax.amount})
    details = {"payment": payment.pk, "computed": tax.computed, "changes": told}
    place, personal = payment.programme.place, {"reason": reason}
    record(f"spending.{verb}", tax, by=by, at=at, place=place, details=details, personal=personal)
