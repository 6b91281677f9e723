"""The worked examples of withholding taxes, and a small table of rules that has them right."""

from dataclasses import dataclass, replace
from fractions import Fraction

from sanggar.cores.costing import Effect, Facts, Layer, Payee, Spending, Tax, TaxRule, TaxTable

MILLION = 1_000_000
INCOME = (
    Layer(Fraction(5, 100), 60 * MILLION),
    Layer(Fraction(15, 100), 250 * MILLION),
    Layer(Fraction(25, 100), 500 * MILLION),
    Layer(Fraction(30, 100), 5_000 * MILLION),
    Layer(Fraction(35, 100)),
)


@dataclass(frozen=True)
class Example:
    """What is withheld from a payment by one tax; `base` where the example tells it."""

    title: str
    facts: Facts
    tax: Tax
    amount: int
    base: int | None = None


def civil(gross: int, rank: str) -> Facts:
    return Facts(gross, Payee.CIVIL_SERVANT, Spending.HONORARIUM, rank=rank)


def creator(gross: int, *, has_npwp: bool = True) -> Facts:
    return Facts(gross, Payee.NON_EMPLOYEE, Spending.HONORARIUM, has_npwp=has_npwp)


def shop(gross: int, spending: Spending, *, has_npwp: bool = True, is_pkp: bool = False) -> Facts:
    return Facts(gross, Payee.BUSINESS, spending, has_npwp=has_npwp, is_pkp=is_pkp)


EXAMPLES = (
    Example("creator 3,6 jt", creator(3_600_000), Tax.PPH21, 90_000, 1_800_000),
    Example("creator 14,4 jt", creator(14_400_000), Tax.PPH21, 360_000),
    Example("creator 150 jt", creator(150 * MILLION), Tax.PPH21, 5_250_000, 75 * MILLION),
    Example("creator 200 jt", creator(200 * MILLION), Tax.PPH21, 9_000_000),
    Example("creator without NPWP", creator(3_600_000, has_npwp=False), Tax.PPH21, 108_000),
    Example("rank III", civil(900_000, "III"), Tax.PPH21, 45_000),
    Example("rank IV", civil(900_000, "IV"), Tax.PPH21, 135_000),
    Example("rank II", civil(900_000, "II"), Tax.PPH21, 0),
    Example("own people, rank III", civil(450_000, "III"), Tax.PPH21, 22_500),
    Example("prize", Facts(5 * MILLION, Payee.PARTICIPANT, Spending.PRIZE), Tax.PPH21, 250_000),
    Example("stationery below", shop(1_950_000, Spending.GOODS), Tax.PPH22, 0),
    Example("stationery at the limit", shop(2_000_000, Spending.GOODS), Tax.PPH22, 0),
    Example("stationery above", shop(3_000_000, Spending.GOODS), Tax.PPH22, 45_000),
    Example("catering", shop(7_800_000, Spending.CATERING), Tax.PPH23, 156_000),
    Example("catering without NPWP", shop(7_800_000, Spending.CATERING, has_npwp=False), Tax.PPH23, 312_000),
    Example("venue", shop(15 * MILLION, Spending.VENUE), Tax.PPH4_2, 1_500_000),
    Example("lucky draw", Facts(MILLION, Payee.PARTICIPANT, Spending.LUCKY_DRAW), Tax.PPH4_2, 250_000),
    Example("VAT", shop(10 * MILLION, Spending.GOODS, is_pkp=True), Tax.PPN, 1_100_000, 9_166_666),
    Example("catering pays PBJT", shop(7_800_000, Spending.CATERING), Tax.PBJT, 780_000),
    Example("stamp", creator(5_000_001), Tax.STAMP, 10_000),
    Example("no stamp", creator(5_000_000), Tax.STAMP, 0),
)


def small_table(practice: str = "") -> TaxTable:
    """PPh 21 of civil servants and others, and VAT."""
    fees = frozenset({Spending.HONORARIUM})
    civil_servants, others = frozenset({Payee.CIVIL_SERVANT}), frozenset({Payee.NON_EMPLOYEE})
    flat = (Layer(Fraction(5, 100)),)
    other = TaxRule(
        key="others",
        tax=Tax.PPH21,
        name="others",
        effect=Effect.WITHHELD,
        payees=others,
        spendings=fees,
        without_npwp=Fraction(6, 5),
    )
    rules = (
        TaxRule(
            key="iii",
            tax=Tax.PPH21,
            name="iii",
            effect=Effect.WITHHELD,
            payees=civil_servants,
            ranks=frozenset({"III"}),
            spendings=fees,
            layers=flat,
        ),
        replace(other, share=Fraction(1, 2), layers=INCOME),
        replace(other, key="others-flat", layers=flat, practice="flat"),
        TaxRule(
            key="vat",
            tax=Tax.PPN,
            name="vat",
            effect=Effect.COLLECTED,
            payees=frozenset({Payee.BUSINESS}),
            share=Fraction(11, 12),
            layers=(Layer(Fraction(12, 100)),),
            free_upto=2 * MILLION,
            only_from_pkp=True,
        ),
    )
    return TaxTable(
        rules, {"5.1.02": Spending.GOODS, "5.1.02.02.01.0003": Spending.HONORARIUM}, Fraction(1, 2), practice
    )
