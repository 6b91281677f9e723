"""What the papers of this room share: who signs, who has which office, what is withheld; always in Indonesian."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.people.queries import letterhead_of
from sanggar.planning.models import Programme
from sanggar.spending.models import Payment, PaymentTax
from sanggar.spending.models.taxes import TAKEN, TaxEffect
from sanggar.spending.queries import taxes_of
from sanggar.spending.states import GONE, LIVE

BY_HAND = "." * 34
"""Where a name or a number is filled in by pen."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A payment's gross, what is taken from it, and what is handed over."""

    gross: int
    taken: tuple[PaymentTax, ...]
    others: tuple[PaymentTax, ...]
    stamp: int

    @property
    def withheld(self) -> int:
        return sum(tax.amount for tax in self.taken)

    @property
    def net(self) -> int:
        return self.gross - self.withheld


def amounts_of(payment: Payment) -> Amounts:
    taxes = [tax for tax in taxes_of(payment) if tax.amount]
    return Amounts(
        payment.amount,
        tuple(tax for tax in taxes if tax.effect in TAKEN),
        tuple(tax for tax in taxes if tax.effect == TaxEffect.CHARGED),
        sum(tax.amount for tax in taxes if tax.effect == TaxEffect.STAMPED),
    )


def has_papers(payment: Payment) -> bool:
    """What was refused or cancelled has none: nobody received anything."""
    return payment.state in LIVE


def is_provisional(payment: Payment) -> bool:
    return payment.state not in GONE


def page_of(programme: Programme, at: datetime) -> dict[str, Any]:
    """Letterhead and footer."""
    zone = clock.office_zone()
    return {
        "office": letterhead_of(programme.organisation),
        "footer": f"Dicetak {plain_date(at, zone)} pukul {clock_time(at, zone)}",
    }


def place_and_date(programme: Programme, day: date | None) -> str:
    return f"{programme.organisation.region.name}, {plain_date(day) if day else BY_HAND}"


def officers(payment: Payment) -> list[list[str]]:
    """Who agreed, who paid, who knew of it; by pen where nobody has yet."""
    return [
        ["Setuju dibayar, PA/KPA", payment.approved_by.name if payment.approved_by else BY_HAND, ""],
        ["Lunas dibayar, Bendahara Pengeluaran", payment.paid_by.name if payment.paid_by else BY_HAND, ""],
        ["Mengetahui, PPTK", payment.proposed_by.name, ""],
    ]


def account_of(payment: Payment) -> str:
    return f"{payment.line.account_code} {payment.line.description}"


def tax_words(tax: PaymentTax) -> str:
    """With the rates, so that the figure can be worked out again by whoever reads the paper."""
    return " ".join(filter(None, [str(tax.get_kind_display()), f"({tax.rates})" if tax.rates else ""]))
