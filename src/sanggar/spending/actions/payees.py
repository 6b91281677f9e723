"""Writes: who receives money of an office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.sealed import lookup, seal
from sanggar.people.models import Account, Organisation
from sanggar.spending.actions.reckoning import reckon_taxes
from sanggar.spending.actions.refusals import OwnMoney, PayeeInUse
from sanggar.spending.actions.steps import hand, hold_payee
from sanggar.spending.models import Payee, Payment
from sanggar.spending.models.payees import BANK_PLACE, TAX_NUMBER_PLACE
from sanggar.spending.states import PaymentState

FIXED = (PaymentState.VERIFIED, PaymentState.APPROVED)
CLEAR = ("kind", "rank_group", "is_of_this_office", "has_tax_number", "is_vat_registered")


@dataclass(frozen=True, slots=True)
class PayeeFacts:
    """What is known of a payee. `tax_number` and `bank_account` are digits, sealed before they are kept; empty leaves
    what is kept as it is, unless the payee has no tax number at all.
    """

    name: str
    kind: str
    rank_group: str = ""
    employer: str = ""
    is_of_this_office: bool = False
    has_tax_number: bool = False
    tax_number: str = ""
    is_vat_registered: bool = False
    bank_name: str = ""
    bank_account: str = ""
    account: Account | None = None

    @property
    def fields(self) -> dict[str, Any]:
        plain = (*CLEAR, "name", "employer", "bank_name", "account")
        fields: dict[str, Any] = {name: getattr(self, name) for name in plain}
        if self.tax_number or not self.has_tax_number:
            fields["tax_number_sealed"] = seal(self.tax_number, TAX_NUMBER_PLACE) if self.has_tax_number else ""
        if self.bank_account:
            fields["bank_account_sealed"] = seal(self.bank_account, BANK_PLACE)
            fields["bank_account_lookup"] = lookup(self.bank_account, BANK_PLACE)
        return fields


@transaction.atomic
def add_payee(office: Organisation, facts: PayeeFacts, *, by: Actor, at: datetime) -> Payee:
    payee = Payee.objects.create(organisation=office, **facts.fields)
    _record("add_payee", payee, by=by, at=at)
    return payee


@transaction.atomic
def change_payee(payee: Payee, facts: PayeeFacts, *, by: Actor, at: datetime) -> None:
    """Put right what is known of a payee, and whose account it is; taxes are reckoned anew.

    Not while a verified payment waits for its money: who checked name and bank account checked those that are paid. Nor
    may anybody make themselves the payee of what they asked for, or change what is known of them as a payee: who hands
    out money could cut the tie between it and themselves.
    """
    held = hold_payee(payee)
    if held.account_id == hand(by):
        raise OwnMoney
    payments = Payment.objects.select_for_update().filter(payee=payee)
    waiting = list(payments.filter(state__in=(*FIXED, PaymentState.PROPOSED, PaymentState.RETURNED)))
    if any(payment.state in FIXED for payment in waiting):
        raise PayeeInUse
    if facts.account is not None:
        if facts.account.pk == hand(by) or any(payment.proposed_by_id == facts.account.pk for payment in waiting):
            raise OwnMoney
        payments.filter(pk__in=[payment.pk for payment in waiting]).update(payee_account=facts.account)
    for name, value in facts.fields.items():
        setattr(payee, name, value)
    payee.save(update_fields=list(facts.fields))
    payee.refresh_from_db()
    for payment in waiting:
        payment.payee = payee
        reckon_taxes(payment, at)
    _record("change_payee", payee, by=by, at=at)


def _record(verb: str, payee: Payee, *, by: Actor, at: datetime) -> None:
    """What taxes depend on is in the clear; who it is can be erased. No number of theirs stands here."""
    details = {name: getattr(payee, name) for name in CLEAR} | {"account": payee.account_id}
    personal = {"name": payee.name, "employer": payee.employer, "bank": payee.bank_name}
    place = payee.organisation.place
    record(f"spending.{verb}", payee, by=by, at=at, place=place, details=details, personal=personal)
