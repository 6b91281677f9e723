"""Taxes of a payment: exact, rounded down once, never guessed. The official examples are asked of the shipped list."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.taxes import MILLION, civil, creator, shop, small_table
from sanggar.cores.costing import (
    Effect,
    Facts,
    Payee,
    RuleMissing,
    RulesOverlap,
    Spending,
    TaxTable,
    due_to_own_people,
    net_of,
    price_without_vat,
    withholdings,
)

TABLE = small_table()
rupiah = st.integers(0, 10**15)


def amount(facts: Facts, table: TaxTable = TABLE) -> int:
    return sum(each.amount for each in withholdings(facts, table))


def test_layers_are_told_part_by_part() -> None:
    (found,) = withholdings(creator(150 * MILLION), TABLE)
    told = [(part.rate, part.amount) for part in found.parts]
    assert told == [(Fraction(5, 100), 60 * MILLION), (Fraction(15, 100), 15 * MILLION)]
    assert (found.rule, found.base, found.amount, found.factor) == ("others", 75 * MILLION, 5_250_000, 1)


@given(rupiah)
def test_progressive_tax_is_that_of_a_reckoning_by_hand(gross: int) -> None:
    base, owed, below = Fraction(gross, 2), Fraction(0), 0
    for upto, percent in ((60, 5), (250, 15), (500, 25), (5000, 30), (10**12, 35)):
        owed += max(Fraction(0), min(base, upto * MILLION) - below) * percent / 100
        below = upto * MILLION
    assert amount(creator(gross)) == int(owed)
    assert amount(creator(gross, has_npwp=False)) == int(owed * 6 / 5)


@given(rupiah, rupiah)
def test_more_is_never_taxed_less_and_what_is_left_never_shrinks(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert amount(creator(low)) <= amount(creator(high))
    left = [net_of(gross, withholdings(creator(gross), TABLE)) for gross in (low, high)]
    assert 0 <= left[0] <= left[1]


@given(st.integers(2 * MILLION + 1, 10**15))
def test_vat_is_eleven_percent_to_the_rupiah(price: int) -> None:
    (vat,) = withholdings(shop(price, Spending.GOODS, is_pkp=True), TABLE)
    assert (vat.amount, vat.effect) == (price * 11 // 100, Effect.COLLECTED)
    assert net_of(price, [vat]) == price


@given(rupiah)
def test_a_price_is_split_from_its_vat_without_losing_a_rupiah(total: int) -> None:
    facts = replace(shop(0, Spending.GOODS, is_pkp=True), undivided=total)
    price = price_without_vat(total, facts, TABLE)
    assert total - 1 <= price + amount(replace(facts, gross=price)) <= total


def test_what_was_divided_is_asked_as_the_whole() -> None:
    part = shop(1_500_000, Spending.GOODS, is_pkp=True)
    assert (amount(part), amount(replace(part, undivided=3 * MILLION))) == (0, 165_000)


def test_a_seller_who_is_no_pkp_adds_no_vat() -> None:
    assert withholdings(shop(10 * MILLION, Spending.GOODS), TABLE) == ()
    assert price_without_vat(10 * MILLION, shop(0, Spending.GOODS), TABLE) == 10 * MILLION


@pytest.mark.parametrize("rank", ["", "IX", "PPPK"])
def test_a_rank_that_the_table_does_not_know_is_asked_back_and_not_free(rank: str) -> None:
    with pytest.raises(RuleMissing) as told:
        withholdings(civil(900_000, rank), TABLE)
    assert told.value.rules == ("iii",)


def test_a_chosen_practice_replaces_the_rules_of_its_tax_alone() -> None:
    local = small_table("flat")
    assert amount(creator(3_600_000), local) == 180_000
    assert amount(creator(3_600_000, has_npwp=False), local) == 216_000
    assert amount(civil(900_000, "III"), local) == 45_000


def test_two_rules_for_one_payment_make_no_table() -> None:
    (rule, *_rest) = TABLE.rules
    with pytest.raises(RulesOverlap):
        TaxTable((rule, replace(rule, key="again", ranks=frozenset({"III", "IV"}))))
    TaxTable((rule, replace(rule, key="other", ranks=frozenset({"IV"}))))


def test_own_people_are_due_half_before_tax() -> None:
    due = due_to_own_people(900_000, TABLE)
    assert (due, amount(civil(due, "III"))) == (450_000, 22_500)


def test_the_longest_beginning_of_an_account_code_says_what_is_paid_for() -> None:
    asked = ("5.1.02.02.01.0003", "5.1.02.01.01.0024", "5.2.02.01.01.0001")
    assert [TABLE.kind_of(code) for code in asked] == [Spending.HONORARIUM, Spending.GOODS, None]


def test_nothing_below_zero_is_paid() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Facts(-1, Payee.BUSINESS, Spending.GOODS)
    with pytest.raises(ValueError, match="below zero"):
        price_without_vat(-1, shop(0, Spending.GOODS), TABLE)
