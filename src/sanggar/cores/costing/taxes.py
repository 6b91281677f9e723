"""The taxes of one payment, by a table of rules.

amount = ⌊ Σ layers (rate × part of base in the layer) × (without_npwp if there is no tax number) ⌋,
base = gross × share, all in exact fractions: 12% × 11/12 of Rp1.000.000 is Rp110.000, not Rp109.999.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sanggar.cores.costing.tax_table import Effect, Layer, Payee, Spending, Tax, TaxRule, TaxTable


class RuleMissing(Exception):
    """The table knows such payments, but not for this rank; `rules` are the keys of those that it has."""

    def __init__(self, rank: str, rules: tuple[str, ...]) -> None:
        super().__init__(f"no rule for the rank {rank!r} beside {', '.join(rules)}")
        self.rank, self.rules = rank, rules


@dataclass(frozen=True, slots=True)
class Facts:
    """One payment. `gross` is what is paid before any tax is taken off, without VAT or PBJT, in rupiah.

    `undivided` is the whole purchase where this payment is a part of one: thresholds are asked of the whole. `rank` is
    asked of civil servants only: I, II, III, IV, or what else the table knows.
    """

    gross: int
    payee: Payee
    spending: Spending
    rank: str = ""
    has_npwp: bool = True
    is_pkp: bool = False
    undivided: int = 0

    def __post_init__(self) -> None:
        if self.gross < 0 or self.undivided < 0:
            raise ValueError("a payment is not below zero")


@dataclass(frozen=True, slots=True)
class Part:
    """`amount` rupiah of the base, taxed by `rate`."""

    rate: Fraction
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Withholding:
    """One tax with all that explains it. `base` is shown rounded down; the amount is reckoned from the exact one.

    `factor` is more than 1 where a missing tax number made it dearer. An amount of 0 under a rule is told too: it says
    that the case was looked at.
    """

    tax: Tax
    rule: str
    name: str
    basis: str
    effect: Effect
    base: int
    parts: tuple[Part, ...]
    factor: Fraction
    amount: int


def withholdings(facts: Facts, table: TaxTable) -> tuple[Withholding, ...]:
    """Every tax that a rule of the table is about, in the table's order. Raises `RuleMissing`.

    A payment up to a rule's threshold is told with amount 0. A case that no rule is about has no tax: the table has to
    be right, this function can't know.
    """
    about = list(table.rules_in_use(facts.payee, facts.spending, is_pkp=facts.is_pkp))
    _require_rank(facts, about)
    fitting = (rule for rule in about if not rule.ranks or facts.rank in rule.ranks)
    return tuple(_withheld(facts, rule) for rule in fitting)


def net_of(gross: int, withheld: Iterable[Withholding]) -> int:
    """What the payee gets of `gross`; VAT that the office collects and stamps don't change it."""
    return gross - sum(each.amount for each in withheld if each.effect is Effect.WITHHELD)


def due_to_own_people(fee: int, table: TaxTable) -> int:
    """What a speaker of the organising office is due of a fee, before tax; rounded down."""
    return int(fee * table.own_people)


def price_without_vat(total: int, facts: Facts, table: TaxTable) -> int:
    """The largest price that with the VAT on it is no more than `total`; `facts.gross` is not looked at.

    Thresholds are asked of the total, as of the whole purchase: hand it on as `undivided` when the taxes of the price
    are asked for, else a price just below a threshold would lose the VAT that was split off.
    """
    if total < 0:
        raise ValueError("a price is not below zero")
    whole = max(total, facts.undivided)
    rules = [
        rule
        for rule in table.rules_in_use(facts.payee, facts.spending, is_pkp=facts.is_pkp)
        if rule.effect is Effect.COLLECTED and whole > rule.free_upto
    ]
    low, high = 0, total
    while low < high:
        middle = (low + high + 1) // 2
        if middle + sum(_amount(rule, middle, facts) for rule in rules) <= total:
            low = middle
        else:
            high = middle - 1
    return low


def _require_rank(facts: Facts, about: list[TaxRule]) -> None:
    for tax in sorted({rule.tax for rule in about}):
        ranked = [rule for rule in about if rule.tax is tax]
        if all(rule.ranks and facts.rank not in rule.ranks for rule in ranked):
            raise RuleMissing(facts.rank, tuple(rule.key for rule in ranked))


def _withheld(facts: Facts, rule: TaxRule) -> Withholding:
    base = facts.gross * rule.share
    is_free = max(facts.gross, facts.undivided) <= rule.free_upto
    return Withholding(
        tax=rule.tax,
        rule=rule.key,
        name=rule.name,
        basis=rule.basis,
        effect=rule.effect,
        base=int(base),
        parts=() if is_free else tuple(_parts(base, rule.layers)),
        factor=_factor(rule, facts),
        amount=0 if is_free else _amount(rule, facts.gross, facts),
    )


def _amount(rule: TaxRule, gross: int, facts: Facts) -> int:
    if rule.fixed:
        return rule.fixed
    exact = sum((part.rate * part.amount for part in _parts(gross * rule.share, rule.layers)), Fraction(0))
    return int(exact * _factor(rule, facts))


def _factor(rule: TaxRule, facts: Facts) -> Fraction:
    return Fraction(1) if facts.has_npwp else rule.without_npwp


def _parts(base: Fraction, layers: tuple[Layer, ...]) -> Iterator[Part]:
    below = Fraction(0)
    for layer in layers:
        top = base if layer.upto is None else min(base, Fraction(layer.upto))
        if top > below:
            yield Part(layer.rate, top - below)
            below = top
