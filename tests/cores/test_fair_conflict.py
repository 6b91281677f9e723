"""Which quotas clash: none of those that are named can be spared, and together no panel meets them."""

import numpy as np
from fair_samples import all_panels, pools
from hypothesis import given

from factories.examples import trying
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.fair.conflict import Demand, conflict, conflicts, with_demands
from sanggar.cores.lottery.fair.explain import is_feasible
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.progress import TooLong


def with_only(pool: Pool, demands: list[Demand]) -> Pool:
    """The pool under no bounds but these."""
    least, most = np.zeros(len(pool.values)), np.full(len(pool.values), float(pool.seats))
    for each in demands:
        row = pool.values.index((each.feature, each.value))
        least[row] = 0 if each.least is None else each.least
        most[row] = pool.seats if each.most is None else each.most
    return pool.with_bounds(least, most)


@trying(48)
@given(pools())
def test_what_is_named_clashes_and_nothing_of_it_can_be_spared(pool: Pool) -> None:
    found = conflict(pool)
    assert bool(found) == (not is_feasible(pool))
    if not found:
        return
    assert len(all_panels(with_only(pool, found))) == 0
    for index, each in enumerate(found):
        rest = [other for place, other in enumerate(found) if place != index]
        for spared in (Demand(each.feature, each.value, 0, each.least), Demand(each.feature, each.value, 0, None)):
            if spared.least != each.least or each.most is not None:
                assert len(all_panels(with_only(pool, [*rest, spared]))) > 0


def test_the_one_person_of_a_value_who_is_of_a_value_that_is_full() -> None:
    columns = {"category": ["asn", "umum", "umum"], "district": ["sukun", "klojen", "klojen"]}
    quotas = {"category": {"asn": (1, 3), "umum": (0, 3)}, "district": {"sukun": (0, 0), "klojen": (0, 1)}}
    pool, _kinds = pool_of(columns, quotas, 1)
    assert conflict(pool) == [Demand("category", "asn", 1, least=1), Demand("district", "sukun", 1, most=0)]


@trying(24)
@given(pools())
def test_without_all_that_is_named_the_other_quotas_can_be_met(pool: Pool) -> None:
    least, most = pool.least.copy(), pool.most.copy()
    for each in (demand for demands in conflicts(pool) for demand in demands):
        row = pool.values.index((each.feature, each.value))
        assert (each.least in (None, least[row]), each.most in (None, most[row])) == (True, True)  # each once
        least[row] = least[row] if each.least is None else 0
        most[row] = most[row] if each.most is None else pool.seats
    assert is_feasible(pool.with_bounds(least, most))


def test_where_the_time_is_over_the_smallest_change_is_told_alone() -> None:
    def hurried(_doing: str, _done: int, _of: int) -> None:
        raise TooLong(1)

    pool, _kinds = pool_of({"sex": ["P", "L"]}, {"sex": {"P": (2, 2), "L": (0, 2)}}, 2)
    faults = [Fault("$.quotas.sex.P", "quota_clash")]
    assert with_demands(faults, pool, hurried) == faults
    assert [fault.code for fault in with_demands(faults, pool)] == ["demand_least", "quota_clash"]
