"""A table of tax rules as data. It holds for some dates and under some law; neither is this module's business."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations


class Tax(StrEnum):
    PPH21 = "pph21"
    PPH22 = "pph22"
    PPH23 = "pph23"
    PPH4_2 = "pph4_2"
    PPN = "ppn"
    PBJT = "pbjt"
    STAMP = "meterai"


class Effect(StrEnum):
    """What a tax does to the money: taken from the payee's, put on top of the price, or a duty on the receipt alone.

    What is COLLECTED the office pays over; what is CHARGED the seller does.
    """

    WITHHELD = "potong"
    COLLECTED = "pungut"
    CHARGED = "penjual"
    STAMPED = "bea"


class Payee(StrEnum):
    CIVIL_SERVANT = "pns"
    """Civil servants, armed forces, police and officials of state, told apart by `rank`."""
    NON_EMPLOYEE = "bukan_pegawai"
    PARTICIPANT = "peserta"
    BUSINESS = "usaha"


class Spending(StrEnum):
    """What is paid for, as far as taxes tell it apart."""

    HONORARIUM = "honorarium"
    SERVICES = "jasa"
    GOODS = "barang"
    CATERING = "katering"
    VENUE = "sewa_gedung"
    EQUIPMENT = "sewa_alat"
    PRIZE = "hadiah"
    LUCKY_DRAW = "undian"
    ALLOWANCE = "uang_saku"
    EXEMPT = "bebas"
    """Fuel, power, water, post."""


class RulesOverlap(Exception):
    """Two rules of one tax hold for the same payment, so that there would be two answers."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")
        self.one, self.other = one, other


@dataclass(frozen=True, slots=True)
class Layer:
    """`rate` on what lies above the layer before, up to `upto` rupiah; None: without end."""

    rate: Fraction
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class TaxRule:
    """`share` of the gross amount is the base (dasar pengenaan), on which the `layers` are reckoned.

    An empty set of payees, ranks or spendings means any. `without_npwp` multiplies the amount for who has no tax
    number; up to and with `free_upto` rupiah nothing is due; `fixed` rupiah stand in place of rates. A rule with a
    `practice` holds only where that practice was chosen, and then instead of the rules without one.
    """

    key: str
    tax: Tax
    name: str
    effect: Effect
    basis: str = ""
    payees: frozenset[Payee] = frozenset()
    ranks: frozenset[str] = frozenset()
    spendings: frozenset[Spending] = frozenset()
    share: Fraction = Fraction(1)
    layers: tuple[Layer, ...] = ()
    without_npwp: Fraction = Fraction(1)
    free_upto: int = 0
    only_from_pkp: bool = False
    fixed: int = 0
    practice: str = ""

    def holds_for(self, payee: Payee, spending: Spending, *, is_pkp: bool) -> bool:
        """Whether the rule is about such a payment, whatever the rank."""
        return (
            (not self.payees or payee in self.payees)
            and (not self.spendings or spending in self.spendings)
            and (is_pkp or not self.only_from_pkp)
        )

    def meets(self, other: "TaxRule") -> bool:
        """Whether some payment falls under both rules."""
        pairs = ((self.payees, other.payees), (self.ranks, other.ranks), (self.spendings, other.spendings))
        same = self.tax == other.tax and self.practice == other.practice
        return same and all(not mine or not theirs or mine & theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class TaxTable:
    """Rules of one time. `kinds` tells by the beginning of an account code what is paid for, the longest one first.

    `own_people` is the share of a fee that is due to people of the organising office. Raises `RulesOverlap`.
    """

    rules: tuple[TaxRule, ...]
    kinds: Mapping[str, Spending] = field(default_factory=dict)
    own_people: Fraction = Fraction(1)
    practice: str = ""

    def __post_init__(self) -> None:
        for one, other in combinations(self.rules, 2):
            if one.meets(other):
                raise RulesOverlap(one.key, other.key)

    def kind_of(self, account_code: str) -> Spending | None:
        """What an account code pays for; None where the table does not say."""
        beginnings = [each for each in self.kinds if account_code.startswith(each)]
        return self.kinds[max(beginnings, key=len)] if beginnings else None

    def rules_in_use(self, payee: Payee, spending: Spending, *, is_pkp: bool) -> Iterator[TaxRule]:
        """The rules about such a payment, those of the chosen practice in place of the others of their tax."""
        about = [rule for rule in self.rules if rule.holds_for(payee, spending, is_pkp=is_pkp)]
        replaced = {rule.tax for rule in about if rule.practice and rule.practice == self.practice}
        for rule in about:
            if rule.practice == (self.practice if rule.tax in replaced else ""):
                yield rule
