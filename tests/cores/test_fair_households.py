"""At most one person per household: proven against all groups of people, not of types."""

from typing import Any

import numpy as np
import pytest
from fair_samples import fairest_of_people, groups_of_people, shared_homes
from hypothesis import assume, given
from hypothesis import strategies as st

from factories.examples import trying
from sanggar.cores.lottery.digest import canonical_json
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.fair.explain import Explanation, explain, is_feasible
from sanggar.cores.lottery.fair.lottery import fair_lottery
from sanggar.cores.lottery.fair.numbered import numbered_lottery
from sanggar.cores.lottery.fair.pool import pool_of
from sanggar.cores.lottery.households import homes_of, seat_residents, without_households
from sanggar.cores.lottery.lottery import Entry, Person
from sanggar.cores.lottery.quotas import quota_lottery

Sample = tuple[dict[str, list[str]], list[str], dict[str, Any], int]
FREE = {"sex": {"P": (0, 9), "L": (0, 9)}}


@trying(60)
@given(shared_homes())
def test_no_lottery_over_groups_with_distinct_households_is_fairer(sample: Sample) -> None:
    columns, homes, quotas, seats = sample
    groups = groups_of_people(columns, homes, quotas, seats)
    assume(len(groups) > 0)
    pool, kinds = pool_of(columns, quotas, seats, homes)
    lottery = fair_lottery(pool)
    levels = sorted(float(lottery.chances[kind]) for kind in kinds)
    assert levels == pytest.approx(fairest_of_people(groups), abs=1e-6)
    unreachable = {person for person, kind in enumerate(kinds) if kind in lottery.unreachable}
    assert unreachable == {person for person, seated in enumerate(groups.any(axis=0)) if not seated}


@trying(60)
@given(shared_homes(), st.randoms(use_true_random=False))
def test_every_panel_can_be_seated_in_any_order_of_tickets(sample: Sample, chance: Any) -> None:
    columns, homes, quotas, seats = sample
    assume(len(groups_of_people(columns, homes, quotas, seats)) > 0)
    pool, kinds = pool_of(columns, quotas, seats, homes)
    people = [Entry(str(number), kind, home) for number, (kind, home) in enumerate(zip(kinds, homes, strict=True))]
    by_id = {person.id: person for person in people}
    numbered = numbered_lottery(pool, fair_lottery(pool), 60)
    for panel in numbered.panels:
        chance.shuffle(people)
        seated = [by_id[each] for each in seat_residents(panel.counts, people)]
        used = [person.household for person in seated if person.household]
        assert len(used) == len(set(used))
        assert tuple(np.bincount([person.type for person in seated], minlength=len(pool.sizes))) == panel.counts


@trying(40)
@given(shared_homes())
def test_quotas_that_clash_because_of_households_are_explained(sample: Sample) -> None:
    columns, homes, quotas, seats = sample
    pool, _ = pool_of(columns, quotas, seats, homes)
    found = explain(pool)
    possible = len(groups_of_people(columns, homes, quotas, seats)) > 0
    assert is_feasible(pool) == possible == found.holds
    alone = [str(person) for person in range(len(homes))]
    assert found.limit_alone == (not possible and len(groups_of_people(columns, alone, quotas, seats)) > 0)
    for clash in found.clashes:
        quotas[clash.feature][clash.value] = (clash.new_least, clash.new_most)
    assert len(groups_of_people(columns, homes, quotas, seats - found.seats_short)) > 0


def test_people_count_once_per_household_for_quotas_and_for_the_seats() -> None:
    pool, _ = pool_of({"sex": ["P", "P", "P", "L"]}, {"sex": {"P": (3, 3), "L": (0, 1)}}, 3, ["a", "a", "", ""])
    assert explain(pool).people == 1
    pool, _ = pool_of({"sex": ["P", "L"]}, FREE, 2, ["a", "a"])
    assert explain(pool) == Explanation((), 0, seats_short=1, limit_alone=True)


def test_fewer_households_than_seats_are_explained_with_both_ways_out() -> None:
    people = [Person("a", {"sex": "P"}, "x"), Person("b", {"sex": "L"}, "x"), Person("c", {"sex": "L"}, "")]
    quotas: dict[str, dict[str, tuple[int, int]]] = {"sex": {"P": (1, 1), "L": (2, 2)}}
    with pytest.raises(DocumentRefused) as refused:
        quota_lottery(people, 3, quotas)
    assert [(fault.path, fault.sentence) for fault in refused.value.faults] == [
        ("$.k", "there are 2 households for 3 seats"),
        ("$.k", "a way out: 2 seats, with the changes named here if there are any"),
        ("$.quotas.sex.L", "the smallest change: 1 to 2, not 2 to 2 (2 such people)"),
        ("$", "a way out: more than one person per household; then 3 seats and the quotas can stay"),
    ]
    quotas["sex"]["L"] = (1, 2)
    assert quota_lottery(people, 2, quotas).seats == 2
    assert quota_lottery([Person(each.id, each.features) for each in people], 3, {"sex": {"P": (1, 1), "L": (2, 2)}})


def test_only_those_who_share_a_household_are_told_apart() -> None:
    columns = {"sex": ["P", "L", "P", "L", "P", "P"]}
    pool, kinds = pool_of(columns, FREE, 2, ["b", "b", "a", "a", "alone", ""])
    assert pool.households == (("1", 2),)
    assert [dict(kind) for kind in pool.features] == [
        {"household": "1", "sex": "L"},
        {"household": "1", "sex": "P"},
        {"sex": "P"},
    ]
    assert kinds == [1, 0, 1, 0, 2, 2]


def test_neither_the_names_nor_the_order_of_households_matter() -> None:
    columns, homes = {"sex": ["P", "L", "P", "P", "L"]}, ["x", "x", "y", "y", ""]
    pool, kinds = pool_of(columns, FREE, 2, homes)
    turned, other = pool_of({"sex": columns["sex"][::-1]}, FREE, 2, ["", "1", "1", "2", "2"])
    assert (pool.features, pool.households, kinds) == (turned.features, turned.households, other[::-1])
    assert fair_lottery(pool) == fair_lottery(turned)


def test_a_feature_named_as_the_kinds_of_household_is_refused() -> None:
    with pytest.raises(ValueError, match="can not be named household"):
        pool_of({"household": ["x"]}, {"household": {"x": (0, 1)}}, 1, [""])


def test_a_panel_of_other_people_is_refused() -> None:
    with pytest.raises(ValueError, match="does not belong"):
        seat_residents([2], [Entry("a", 0, "h"), Entry("b", 0, "h")])


def test_who_lives_with_someone_seated_is_not_drawn_again() -> None:
    people = [Entry("a", 0, "h"), Entry("b", 0, "h"), Entry("c", 0, ""), Entry("d", 0, "")]
    assert without_households(people, [people[0], people[2]]) == [people[3]]


@trying(60)
@given(shared_homes())
def test_kinds_are_told_as_the_engine_numbers_them(sample: Sample) -> None:
    columns, homes, quotas, seats = sample
    pool, kinds = pool_of(columns, quotas, seats, homes)
    plain = [canonical_json({name: columns[name][person] for name in columns}) for person in range(len(homes))]
    told = homes_of([(f"p{person}", plain[person], homes[person]) for person in range(len(homes))])
    assert told.kinds == [pool.features[kind].get("household", "") for kind in kinds]
    assert tuple(told.numbers.items()) == pool.households
    assert told.seatable == pool.seatable


def test_the_code_of_a_household_is_its_first_draw_id_whatever_named_it() -> None:
    people = [("c", "x", "3573010101010001"), ("a", "y", ""), ("b", "x", "3573010101010001"), ("d", "x", "alone")]
    assert homes_of(people) == (["1", "", "1", ""], ["b", "", "b", ""], {"1": 1})
