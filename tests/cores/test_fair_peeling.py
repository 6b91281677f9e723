"""Thousands of types: the fairest chances are taken apart panel by panel, as exactly as those of a few hundred."""

import random

import numpy as np
import pytest
from fair_samples import all_panels, pools
from hypothesis import assume, example, given

from factories.examples import trying
from sanggar.cores.lottery.fair.leximin import relaxed_chances
from sanggar.cores.lottery.fair.lottery import MANY, exact_chances, fair_lottery
from sanggar.cores.lottery.fair.peeling import equal_chances, peeled
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.progress import silent

PARTS = {"sex": 2, "age": 4, "education": 4, "district": 5, "track": 3, "category": 3, "kelurahan": 19}


def columns_of(people: int) -> dict[str, list[str]]:
    chance = random.Random(people)
    return {name: [f"{chance.randrange(number):02}" for _ in range(people)] for name, number in PARTS.items()}


def quotas_of(seats: int) -> dict[str, dict[str, tuple[int, int]]]:
    return {
        name: {f"{value:02}": (int(seats / number * 0.7), int(seats / number * 1.3) + 1) for value in range(number)}
        for name, number in PARTS.items()
    }


def assert_it_keeps_the_quotas(pool: Pool, panels: np.ndarray) -> None:
    reached = panels @ pool.rows.T
    assert (panels.sum(axis=1) == pool.seats).all()
    assert ((panels >= 0) & (panels <= pool.sizes)).all()
    assert ((reached >= pool.least) & (reached <= pool.most)).all()


@pytest.mark.parametrize("people", [3000, 2741])
def test_of_thousands_of_types_all_have_the_same_chance_with_few_panels(people: int) -> None:
    columns = columns_of(people)
    pool, _ = pool_of(columns, quotas_of(200), 200)
    assert len(pool.sizes) > MANY
    lottery = fair_lottery(pool)
    assert_it_keeps_the_quotas(pool, np.array([panel.counts for panel in lottery.panels]))
    assert [float(chance) for chance in lottery.chances] == pytest.approx([200 / people] * len(pool.sizes), abs=1e-7)
    assert (float(lottery.gap) < 1e-7, len(lottery.panels) < 100) == (True, True)
    backwards = {name: values[::-1] for name, values in reversed(columns.items())}
    assert fair_lottery(pool_of(backwards, quotas_of(200), 200)[0]) == lottery


@pytest.mark.parametrize(
    ("binding", "levels"),
    [
        ({"sex": {"00": (0, 60), "01": (140, 200)}}, 2),
        ({"sex": {"00": (0, 60), "01": (140, 200)}, "track": {"00": (90, 110), "01": (0, 200), "02": (0, 200)}}, 3),
    ],
)
def test_where_quotas_bind_thousands_of_types_have_the_fairest_chances(
    binding: dict[str, dict[str, tuple[int, int]]], levels: int
) -> None:
    pool, _ = pool_of(columns_of(3000), quotas_of(200) | binding, 200)
    lottery = fair_lottery(pool)
    assert (len(pool.sizes) > MANY, equal_chances(pool)) == (True, None)
    assert_it_keeps_the_quotas(pool, np.array([panel.counts for panel in lottery.panels]))
    bound = relaxed_chances(pool, silent).chances
    assert [float(chance) for chance in lottery.chances] == pytest.approx(list(bound), abs=1e-6)
    assert (float(lottery.gap) < 1e-6, len(np.unique(bound.round(7))), len(lottery.panels) < 1000) == (
        True,
        levels,
        True,
    )


def test_there_too_the_order_of_the_people_changes_nothing() -> None:
    columns, quotas = columns_of(900), quotas_of(100) | {"sex": {"00": (0, 30), "01": (70, 100)}}
    pool, _ = pool_of(columns, quotas, 100)
    backwards = {name: values[::-1] for name, values in reversed(columns.items())}
    assert (len(pool.sizes) > MANY, equal_chances(pool)) == (True, None)
    assert fair_lottery(pool_of(backwards, quotas, 100)[0]) == fair_lottery(pool)


def pool_where_nobody_can_be_exchanged() -> Pool:
    """In its last step every type is given out whole."""
    kinds = [("L", "tiktok", 2), ("L", "youtube", 3), ("P", "tiktok", 1), ("P", "youtube", 3)]
    people = [(sex, track) for sex, track, count in kinds for _each in range(count)]
    columns = {"sex": [sex for sex, _track in people], "track": [track for _sex, track in people]}
    bounds = {"sex": {"L": (0, 1), "P": (0, 1)}, "track": {"tiktok": (0, 1), "youtube": (0, 1)}}
    return pool_of(columns, bounds, 4)[0]


@trying(24)
@given(pools())
@example(pool_where_nobody_can_be_exchanged())
def test_what_is_taken_off_is_exact_wherever_it_can_be_taken_off(pool: Pool) -> None:
    reached = pool.rows @ (pool.sizes * (pool.seats / pool.sizes.sum()))
    least, most = np.minimum(pool.least, np.floor(reached)), np.maximum(pool.most, np.ceil(reached))
    pool = pool.with_bounds(least, most)
    equal = equal_chances(pool)
    assert equal is not None
    found = peeled(pool, equal, silent)
    assume(found is not None)
    assert found is not None
    assert_it_keeps_the_quotas(pool, found.panels)
    weights = np.round(found.weights * 10**12).astype(np.int64)
    chances = exact_chances(pool, weights, found.panels.astype(np.int64))
    assert [float(chance) for chance in chances] == pytest.approx(list(equal), abs=1e-6)


@trying(24)
@given(pools())
def test_so_it_is_where_quotas_bind(pool: Pool) -> None:
    assume(len(all_panels(pool)) > 0)
    chances = relaxed_chances(pool, silent).chances
    found = peeled(pool, chances, silent)
    assume(found is not None)
    assert found is not None
    assert_it_keeps_the_quotas(pool, found.panels)
    assert found.weights @ found.panels / pool.sizes == pytest.approx(chances, abs=1e-6)


def test_where_the_quotas_allow_no_equal_chances_there_are_none() -> None:
    columns = {"sex": ["L"] * 8 + ["P"] * 2}
    assert equal_chances(pool_of(columns, {"sex": {"L": (2, 2), "P": (2, 2)}}, 4)[0]) is None


def test_it_can_be_stopped() -> None:
    def stop(*_news: object) -> None:
        raise KeyboardInterrupt

    pool, _ = pool_of(columns_of(3000), quotas_of(200), 200)
    with pytest.raises(KeyboardInterrupt):
        fair_lottery(pool, tell=stop)
