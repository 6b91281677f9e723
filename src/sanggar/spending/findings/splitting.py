"""What was divided so that each part stays below a limit: packages, and purchases below the limit of a tax."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sanggar.cores import costing
from sanggar.spending.findings.case import Case, Claim, grouped
from sanggar.spending.findings.rule import Figures, Found, Rule
from sanggar.spending.models import PayeeKind


@dataclass(frozen=True, slots=True)
class Package:
    """An order, or a payment without one: what was bought at one go."""

    payee: int
    account: str
    on: date
    amount: int
    line: int
    payment: int | None

    @property
    def sort(self) -> tuple[int, str, str]:
        """Packages of one kind, month and vendor."""
        return (self.payee, self.account, f"{self.on:%Y-%m}")


def _packages(case: Case) -> list[Package]:
    orders = [
        Package(order.payee_id, order.line.account_code, order.dated, order.amount, order.line_id, None)
        for order in case.orders
        if order.payee.kind == PayeeKind.VENDOR
    ]
    return orders + [_of_payment(claim) for claim in _bought_at_once(case)]


def _bought_at_once(case: Case) -> list[Claim]:
    return [
        claim
        for claim in case.claims
        if claim.payment.commitment_id is None and claim.payment.receiver.kind == PayeeKind.VENDOR
    ]


def _of_payment(claim: Claim) -> Package:
    payment = claim.payment
    return Package(payment.payee_id, payment.line.account_code, claim.on, payment.amount, payment.line_id, payment.pk)


def _split_packages(case: Case) -> Iterator[Found]:
    for same in grouped(_packages(case), lambda package: package.sort).values():
        limits = [each.limit for each in case.thresholds("paket-dipecah", same[0].on) if each.is_about(same[0].account)]
        yield from _split(same, limits)


def _split_below_tax(case: Case) -> Iterator[Found]:
    """Goods of one vendor, account and month: PPh 22 asks for the undivided price."""
    for same in grouped(map(_of_payment, _bought_at_once(case)), lambda package: package.sort).values():
        table = case.book.tax_table(same[0].on)
        if table.kind_of(same[0].account) != costing.Spending.GOODS:
            continue
        about = table.rules_in_use(costing.Payee.BUSINESS, costing.Spending.GOODS, is_pkp=False)
        yield from _split(same, [rule.free_upto for rule in about if rule.tax == costing.Tax.PPH22 and rule.free_upto])


def _split(same: list[Package], limits: list[int]) -> Iterator[Found]:
    """Several, none of them above a limit that they pass together; told for the highest such limit."""
    together = sum(package.amount for package in same)
    passed = [limit for limit in limits if max(package.amount for package in same) <= limit < together]
    if len(same) == 1 or not passed:
        return
    payee, account, month = same[0].sort
    figures: Figures = {
        "packages": len(same),
        "sum_rp": together,
        "limit_rp": max(passed),
        "month": month,
        "account": account,
    }
    others = tuple(package.payment for package in same if package.payment is not None)
    line = min(package.line for package in same)
    yield Found(figures, line=line, key=f"{month} penerima {payee}", others=others)


RULES = (
    Rule(
        "paket-dipecah",
        _("Paket yang dipecah"),
        _("Pengadaan sejenis kepada satu penyedia dalam sebulan tidak dipecah untuk menghindari batas nilai."),
        _("%(packages)s paket %(account)s kepada satu penyedia, %(month)s: bersama %(sum_rp)s, di atas %(limit_rp)s."),
        _("Perpres 16/2018 jo. 12/2021 jo. 46/2025: larangan memecah paket."),
        _split_packages,
    ),
    Rule(
        "pph22-dipecah",
        _("Pembelian yang dipecah di bawah batas PPh 22"),
        _("PPh 22 dipungut dari nilai pembelian yang tidak dipecah."),
        _("%(packages)s pembelian %(account)s di %(month)s: bersama %(sum_rp)s, di atas batas bebas %(limit_rp)s."),
        _("Aturan PPh 22 bendahara di daftar pajak: bebas sampai batasnya hanya bila tidak terpecah-pecah."),
        _split_below_tax,
    ),
)
