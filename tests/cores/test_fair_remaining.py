"""Reserves beside accepted seats: together they meet the quotas of the call."""

import numpy as np
from fair_samples import all_panels, pools
from hypothesis import assume, given
from hypothesis import strategies as st

from factories.examples import trying
from sanggar.cores.lottery.fair.explain import explain, is_feasible
from sanggar.cores.lottery.fair.lottery import fair_lottery
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.steps import remaining_quotas

QUOTAS = {"sex": {"P": (1, 2), "L": (1, 3)}}


@trying(48)
@given(pools(), st.data())
def test_accepted_and_reserves_together_meet_the_quotas(pool: Pool, data: st.DataObject) -> None:
    panels = all_panels(pool)
    assume(len(panels) > 0)
    panel = panels[data.draw(st.integers(0, len(panels) - 1))]
    seated = [kind for kind, seats in enumerate(panel.tolist()) for _ in range(int(seats))]
    stay = data.draw(st.integers(1, len(seated) - 1))
    gone, left = seated[stay:], pool.sizes.copy()
    for kind in seated[:stay]:
        left[kind] -= 1
    quotas: dict[str, dict[str, tuple[int, int]]] = {}
    for (name, value), least, most in zip(pool.values, pool.least.tolist(), pool.most.tolist(), strict=True):
        quotas.setdefault(name, {})[value] = (int(least), int(most))
    rest = remaining_quotas(quotas, [pool.features[kind] for kind in seated[:stay]])
    people = [pool.features[kind] for kind, number in enumerate(left.tolist()) for _ in range(int(number))]
    others, _ = pool_of({name: [person[name] for person in people] for name in quotas}, rest, len(gone))
    for drawn in fair_lottery(others).panels:
        together = np.zeros(len(pool.sizes))
        np.add.at(together, seated[:stay], 1)
        for features, count in zip(others.features, drawn.counts, strict=True):
            together[pool.features.index(features)] += count
        assert (panels == together).all(axis=1).any()


def test_what_can_not_be_filled_any_more_is_explained() -> None:
    rest = remaining_quotas(QUOTAS, [{"sex": "L"}, {"sex": "L"}])
    assert rest == {"sex": {"P": (1, 2), "L": (0, 1)}}
    pool, _ = pool_of({"sex": ["L", "L"]}, rest, 1)
    [clash] = explain(pool).clashes
    assert (is_feasible(pool), clash.value, clash.least, clash.new_least) == (False, "P", 1, 0)
