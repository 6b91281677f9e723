"""The lottery as numbered panels: whole weights, the quotas kept, nobody's chance moved by more than one number."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from fair_samples import all_panels, pools
from hypothesis import assume, given
from hypothesis import strategies as st
from test_fair_lottery import assert_it_keeps_the_quotas, instance

from factories.examples import trying
from sanggar.cores.lottery.fair import numbered
from sanggar.cores.lottery.fair.lottery import FairLottery, fair_lottery
from sanggar.cores.lottery.fair.numbered import NoNumbers, NumberedLottery, numbered_lottery
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.lottery import Panel, chances


def assert_nobody_moves_too_far(pool: Pool, exact: FairLottery, found: NumberedLottery, numbers: int) -> None:
    assert sum(panel.weight for panel in found.panels) == numbers
    assert all(panel.weight.denominator == 1 and panel.weight > 0 for panel in found.panels)
    assert list(found.chances) == chances([int(size) for size in pool.sizes], found.panels)
    moves = [abs(new - old) for new, old in zip(found.chances, exact.chances, strict=True)]
    assert max(moves) == found.moved <= Fraction(1, numbers)
    assert_it_keeps_the_quotas(pool, FairLottery(found.panels, found.chances, Fraction(0), ()))


@pytest.mark.parametrize("number", [200, 1000, 20000])
def test_a_thousand_numbers_move_no_chance_by_more_than_one(number: int) -> None:
    pool = instance(number)
    exact = fair_lottery(pool)
    assert_nobody_moves_too_far(pool, exact, numbered_lottery(pool, exact), 1000)


@trying(40)
@given(pools(), st.sampled_from([10, 60, 1000]))
def test_so_it_is_for_all_pools_and_numbers(pool: Pool, numbers: int) -> None:
    assume(len(all_panels(pool)) > 0)
    exact = fair_lottery(pool)
    assert_nobody_moves_too_far(pool, exact, numbered_lottery(pool, exact, numbers), numbers)


def test_the_numbers_are_the_same_each_time_and_stand_in_the_order_of_panels() -> None:
    pool = instance(200)
    found = numbered_lottery(pool, fair_lottery(pool))
    assert found == numbered_lottery(pool, fair_lottery(pool))
    assert [panel.counts for panel in found.panels] == sorted({panel.counts for panel in found.panels})


def test_the_integer_programme_finds_what_exchanges_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "EXCHANGES", 0)
    monkeypatch.setattr(numbered._Search, "furthest", 2.0)
    pool, _ = pool_of({"sex": ["P", "P", "L", "L", "L"]}, {"sex": {"P": (0, 2), "L": (0, 2)}}, 2)
    exact = fair_lottery(pool)
    assert_nobody_moves_too_far(pool, exact, numbered_lottery(pool, exact, 10), 10)


@pytest.mark.parametrize("provable", [0, numbered.PROVABLE])
def test_where_there_are_no_such_numbers_it_is_said(monkeypatch: pytest.MonkeyPatch, provable: int) -> None:
    monkeypatch.setattr(numbered, "EXCHANGES", 0)
    monkeypatch.setattr(numbered, "PROVABLE", provable)
    monkeypatch.setattr(numbered, "MORE_PANELS", 0)
    pool, _ = pool_of({"id": list("abcdef")}, {"id": dict.fromkeys("abcdef", (0, 1))}, 3)
    halves = [Panel(Fraction(1, 4), tuple(int(each) for each in bits)) for bits in ("111000", "000111")]
    torn = FairLottery(tuple(halves), (Fraction(1, 2),) * 5 + (Fraction(0),), Fraction(0), ())
    with pytest.raises(NoNumbers):
        numbered_lottery(pool, torn, 10)


def test_it_can_be_stopped() -> None:
    class Stopped(Exception):
        pass

    def stop(*_news: object) -> None:
        raise Stopped

    pool = instance(200)
    with pytest.raises(Stopped):
        numbered_lottery(pool, fair_lottery(pool), tell=stop)


def test_thousands_of_types_take_no_table_of_all_their_pairs() -> None:
    columns = {"a": [str(person % 50) for person in range(2000)], "b": [str(person // 50) for person in range(2000)]}
    pool, _ = pool_of(columns, {name: dict.fromkeys(set(values), (0, 9)) for name, values in columns.items()}, 101)
    exact = fair_lottery(pool)
    tracemalloc.start()
    found = numbered_lottery(pool, exact, 50)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert_nobody_moves_too_far(pool, exact, found, 50)
    assert (len(pool.sizes), most < 8 * len(pool.sizes) ** 2 * 3.5) == (2000, True)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=200), st.lists(st.integers(0, 5), min_size=1, max_size=200))
def test_the_pairs_of_least_sum_are_those_among_all_pairs(less: list[int], more: list[int]) -> None:
    one, other = np.array(less, dtype=float), np.array(more, dtype=float)
    every = np.argsort(one[:, None] + other, axis=None, kind="stable")[: numbered.PAIRS]
    assert numbered._best_pairs(one, other) == [divmod(index, len(more)) for index in every.tolist()]
