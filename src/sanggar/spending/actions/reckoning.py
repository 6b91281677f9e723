"""What the tax table of the day makes of a payment. Part of asking and amending; callers hold the payment."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from sanggar.cores import costing
from sanggar.foundation import clock
from sanggar.funding.reference_queries import tax_table
from sanggar.spending.models import Payee, PayeeKind, Payment, PaymentTax

KINDS = {
    PayeeKind.CIVIL_SERVANT: costing.Payee.CIVIL_SERVANT,
    PayeeKind.NON_EMPLOYEE: costing.Payee.NON_EMPLOYEE,
    PayeeKind.PARTICIPANT: costing.Payee.PARTICIPANT,
    PayeeKind.VENDOR: costing.Payee.BUSINESS,
}
"""Whom taxes are reckoned for. A list of several people has no one tax, who is unstated no rule: officers add it."""


def reckon_taxes(payment: Payment, at: datetime) -> None:
    """Supersede what was worked out and set before, and write what the rules come to now.

    A line whose account the table does not know, or a rank without a rule, has nothing written: the page says so.
    """
    payment.taxes.filter(superseded_at=None).update(superseded_at=at)
    for found in found_taxes(payment, at):
        PaymentTax.objects.create(
            payment=payment,
            kind=found.tax,
            effect=found.effect,
            rule=found.name,
            rates=_rates(found),
            legal_basis=found.basis,
            base=found.base,
            computed=found.amount,
            amount=found.amount,
            computed_at=at,
        )


def found_taxes(payment: Payment, at: datetime) -> list[costing.Withholding]:
    """Each payment has a receipt of its own, so stamp duty is asked of its amount, whatever the whole order is."""
    table, facts = tax_table(at.astimezone(clock.office_zone()).date()), None
    if table is not None:
        facts = _facts(payment, payment.payee, table)
    if table is None or facts is None:
        return []
    receipt = replace(facts, gross=payment.amount, undivided=0)
    try:
        taxes, duties = (costing.withholdings(each, table) for each in (facts, receipt))
    except costing.RuleMissing:
        return []
    stamped = costing.Effect.STAMPED
    return [
        *(tax for tax in taxes if tax.effect is not stamped),
        *(duty for duty in duties if duty.effect is stamped and duty.amount),
    ]


def _facts(payment: Payment, payee: Payee, table: costing.TaxTable) -> costing.Facts | None:
    """The amount holds the VAT that is collected out of it; thresholds are asked of the whole order."""
    kind, spending = KINDS.get(PayeeKind(payee.kind)), table.kind_of(payment.line.account_code)
    if kind is None or spending is None:
        return None
    whole = max(payment.amount, payment.commitment.amount if payment.commitment else 0)
    facts = costing.Facts(
        gross=payment.amount,
        payee=kind,
        spending=spending,
        rank=payee.rank_group,
        has_npwp=payee.has_tax_number,
        is_pkp=payee.is_vat_registered,
        undivided=whole,
    )
    return replace(facts, gross=costing.price_without_vat(payment.amount, facts, table))


def _rates(found: costing.Withholding) -> str:
    """`5%; 15% × 120%`: the rates of the layers that were reached, and what a missing tax number made of them."""
    rates = "; ".join(_percent(part.rate) for part in found.parts)
    return f"{rates} × {_percent(found.factor)}" if rates and found.factor != 1 else rates


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):g}%".replace(".", ",")
