"""Quotas that no panel can meet: what clashes, and the smallest change that mends it."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from fair_samples import all_panels, pools
from hypothesis import assume, given

from factories.examples import trying
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.fair.explain import Explanation, explain, is_feasible
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.quotas import quota_lottery


def mended(pool: Pool, found: Explanation) -> Pool:
    """The pool under the proposed quotas."""
    least, most = pool.least.copy(), pool.most.copy()
    for clash in found.clashes:
        row = pool.values.index((clash.feature, clash.value))
        least[row], most[row] = clash.new_least, clash.new_most
    return pool.with_bounds(least, most)


@trying(60)
@given(pools())
def test_the_proposal_can_be_met_and_is_needed(pool: Pool) -> None:
    found = explain(pool)
    assert bool(found.clashes) == (not is_feasible(pool)) == (len(all_panels(pool)) == 0)
    assert len(all_panels(mended(pool, found))) > 0
    assert found.people == sum(c.least - c.new_least + c.new_most - c.most for c in found.clashes)


@trying(16)
@given(pools())
def test_no_smaller_change_would_do(pool: Pool) -> None:
    found = explain(pool)
    assume(found.people <= 3)  # the ways to change quotas grow too many to try all
    for fewer in range(found.people):
        for changed in changes(pool, fewer):
            assert len(all_panels(changed)) == 0


def changes(pool: Pool, people: int) -> Iterator[Pool]:
    """All ways to let the quotas give way by so many people in all; a step is one quota's least or most."""
    rows = len(pool.values)
    for steps in product(range(2 * rows), repeat=people):
        given_way = np.bincount(steps, minlength=2 * rows) if people else np.zeros(2 * rows)
        yield pool.with_bounds(pool.least - given_way[:rows], pool.most + given_way[rows:])


def test_fewer_people_than_seats_are_told_as_such() -> None:
    pool, _ = pool_of({"sex": ["P", "L"]}, {"sex": {"P": (1, 2), "L": (1, 2)}}, 3)
    assert explain(pool) == Explanation((), 0, seats_short=1)
    people = [Person("a", {"sex": "P"}), Person("b", {"sex": "L"})]
    with pytest.raises(DocumentRefused) as refused:
        quota_lottery(people, 3, {"sex": {"P": (1, 2), "L": (1, 2)}})
    assert [(fault.path, fault.sentence) for fault in refused.value.faults] == [
        ("$.k", "there are 2 people for 3 seats"),
        ("$.k", "a way out: 2 seats, with the changes named here if there are any"),
    ]
    assert len(quota_lottery(people, 2, {"sex": {"P": (1, 2), "L": (1, 2)}}).panels) == 1
