"""The lottery under quotas: as fair as any can be, over panels that all meet the quotas."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fair_samples import all_panels, fairest_levels, pools
from hypothesis import assume, given

from factories.examples import trying
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.fair.columns import leximin_by_columns
from sanggar.cores.lottery.fair.leximin import relaxed_chances
from sanggar.cores.lottery.fair.lottery import MAXIMIN, FairLottery, fair_lottery
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.fair.programme import NoSolution, Programme
from sanggar.cores.lottery.lottery import chances
from sanggar.cores.lottery.progress import silent
from sanggar.cores.lottery.table import read_people

INSTANCES = Path(__file__).parent.parent.parent / "bench" / "instances"


def instance(number: int) -> Pool:
    quotas = json.loads((INSTANCES / "quotas.json").read_text())
    people = read_people((INSTANCES / f"people_{number}.csv").read_bytes())
    columns = {name: [person.features[name] for person in people] for name in quotas["quotas"]}
    bounds = {name: {value: tuple(pair) for value, pair in values.items()} for name, values in quotas["quotas"].items()}
    return pool_of(columns, bounds, quotas["k"])[0]


def levels_of(pool: Pool, lottery: FairLottery) -> list[float]:
    pairs = zip(lottery.chances, pool.sizes, strict=True)
    return sorted(float(chance) for chance, size in pairs for _ in range(int(size)))


def assert_it_keeps_the_quotas(pool: Pool, lottery: FairLottery) -> None:
    for panel in lottery.panels:
        counts = np.array(panel.counts)
        reached = pool.rows @ counts
        assert counts.sum() == pool.seats
        assert (counts <= pool.sizes).all()
        assert ((reached >= pool.least) & (reached <= pool.most)).all()


@pytest.mark.parametrize("number", [200, 1000])
def test_the_chances_are_the_published_optimum(number: int) -> None:
    pool = instance(number)
    lottery = fair_lottery(pool)
    expected = json.loads((INSTANCES / "expected.json").read_text())[f"people_{number}.csv"]["leximin_levels"]
    levels = [level for level, people in expected for _ in range(people)]
    assert levels_of(pool, lottery) == pytest.approx(levels, abs=1e-6)
    assert float(lottery.gap) < 1e-6
    assert_it_keeps_the_quotas(pool, lottery)


def test_of_twenty_thousand_people_everybody_has_a_chance_and_every_panel_keeps_the_quotas() -> None:
    pool = instance(20000)
    lottery = fair_lottery(pool)
    assert_it_keeps_the_quotas(pool, lottery)
    assert (float(lottery.gap) < 1e-6, lottery.unreachable) == (True, ())
    assert sum(chance * int(size) for chance, size in zip(lottery.chances, pool.sizes, strict=True)) == 50


@trying(60)
@given(pools())
def test_no_lottery_over_all_panels_there_are_is_fairer(pool: Pool) -> None:
    panels = all_panels(pool)
    assume(len(panels) > 0)
    lottery = fair_lottery(pool)
    assert levels_of(pool, lottery) == pytest.approx(fairest_levels(pool, panels), abs=1e-6)
    assert_it_keeps_the_quotas(pool, lottery)
    assert {index for index, reached in enumerate(panels.any(axis=0)) if not reached} == set(lottery.unreachable)


@trying(40)
@given(pools())
def test_nor_is_one_found_panel_by_panel(pool: Pool) -> None:
    panels = all_panels(pool)
    assume(len(panels) > 0)
    found = leximin_by_columns(pool, panels[:1], silent)
    exact = found.mixture.weights @ found.mixture.panels / pool.sizes
    levels = sorted(chance for chance, size in zip(exact, pool.sizes, strict=True) for _ in range(int(size)))
    assert levels == pytest.approx(fairest_levels(pool, panels), abs=1e-6)
    assert found.gap < 1e-6


@pytest.fixture
def noisy_duals(monkeypatch: pytest.MonkeyPatch) -> None:
    """As from a solver at the edge of its tolerance: types that nothing holds down seem to be held by a little."""
    exact = Programme.duals.fget
    assert exact is not None
    monkeypatch.setattr(Programme, "duals", property(lambda programme: exact(programme) + 9e-8))


@pytest.mark.usefixtures("noisy_duals")
def test_a_small_dual_that_is_but_noise_fixes_nobody() -> None:
    columns = {"sex": ["P"] * 3 + ["L"] * 3 + ["X"] * 2}
    pool, _ = pool_of(columns, {"sex": {"P": (1, 1), "L": (1, 3), "X": (0, 3)}}, 4)
    chances, gap = relaxed_chances(pool, silent)
    assert sorted(chances) == pytest.approx([1 / 3, 3 / 5, 3 / 5], abs=gap + 1e-9)
    found = leximin_by_columns(pool, all_panels(pool)[:1], silent)
    exact = found.mixture.weights @ found.mixture.panels / pool.sizes
    assert sorted(exact) == pytest.approx([1 / 3, 3 / 5, 3 / 5], abs=found.gap + 1e-9)
    assert max(gap, found.gap) < 1e-6


@trying(24)
@given(pools())
def test_where_no_panel_meets_the_quotas_there_is_no_lottery(pool: Pool) -> None:
    assume(len(all_panels(pool)) == 0)
    with pytest.raises(NoSolution):
        fair_lottery(pool)


def test_maximin_raises_the_lowest_chance_as_high_and_no_other() -> None:
    pool = instance(200)
    assert min(fair_lottery(pool, levels=MAXIMIN).chances) == pytest.approx(min(fair_lottery(pool).chances), abs=1e-6)


def test_the_published_chances_follow_exactly_from_the_panels() -> None:
    pool = instance(200)
    lottery = fair_lottery(pool)
    assert list(lottery.chances) == chances([int(size) for size in pool.sizes], lottery.panels)
    assert abs(sum(panel.weight for panel in lottery.panels) - 1) < Fraction(1, 10**9)


def test_the_order_of_the_people_changes_nothing() -> None:
    quotas = json.loads((INSTANCES / "quotas.json").read_text())
    people = read_people((INSTANCES / "people_200.csv").read_bytes())
    bounds = {name: {value: tuple(pair) for value, pair in values.items()} for name, values in quotas["quotas"].items()}
    made = []
    for order in (people, people[::-1]):
        columns = {name: [person.features[name] for person in order] for name in reversed(list(bounds))}
        pool, kinds = pool_of(columns, dict(reversed(bounds.items())), 50)
        made.append((fair_lottery(pool), {person.id: kind for person, kind in zip(order, kinds, strict=True)}))
    assert made[0] == made[1]


def test_another_process_with_another_hash_seed_finds_the_same_lottery() -> None:
    program = (
        "from hashlib import sha256; from test_fair_lottery import fair_lottery, instance;"
        "from sanggar.cores.lottery.fair.numbered import numbered_lottery;"
        "pool = instance(200); found = fair_lottery(pool);"
        "print(sha256(repr((found, numbered_lottery(pool, found))).encode()).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", program]
        found.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 1


def test_more_combinations_than_a_table_holds_are_counted_as_well() -> None:
    values = [str(number) for number in range(300)]
    quotas = {name: dict.fromkeys(values, (0, 3)) for name in ("a", "b", "c")}
    columns = {
        name: [values[number * step % 300] for number in range(40)]
        for name, step in zip("abc", (1, 7, 20), strict=True)
    }
    pool, kinds = pool_of(columns, quotas, 3)
    people = [{name: columns[name][person] for name in "abc"} for person in range(40)]
    assert [dict(pool.features[kind]) for kind in kinds] == people
    assert (int(pool.sizes.sum()), len(pool.sizes)) == (40, len({tuple(person.values()) for person in people}))


def test_a_type_of_whom_hardly_anyone_can_be_seated_has_its_chance_too() -> None:
    columns = {"sex": ["P"] * 3 + ["L"] * 99_997, "track": ["tiktok", "youtube"] * 50_000}
    quotas = {"sex": {"P": (0, 9), "L": (0, 9)}, "track": {"tiktok": (4, 5), "youtube": (4, 5)}}
    pool, _ = pool_of(columns, quotas, 9)
    lottery = fair_lottery(pool)
    assert [float(chance) for chance in lottery.chances] == pytest.approx([9e-5] * 4, abs=1e-9)
    assert (lottery.unreachable, float(lottery.gap) < 1e-9) == ((), True)


def test_progress_is_told_and_the_work_can_be_stopped() -> None:
    told: list[tuple[str, int, int]] = []
    fair_lottery(instance(200), tell=lambda *news: told.append(news))
    assert {doing for doing, _, _ in told} >= {"chances", "panels"}
    assert all(0 <= done <= of for _, done, of in told)

    class Stopped(Exception):
        pass

    def stop(*_news: Any) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        fair_lottery(instance(200), tell=stop)


REFUSED = [
    ({"sex": ["P"]}, {"age": {"18-24": (0, 1)}}, "there is no column age"),
    ({"sex": []}, {"sex": {"P": (0, 1)}}, "holds nobody"),
]


@pytest.mark.parametrize(("columns", "quotas", "reason"), REFUSED)
def test_a_pool_that_does_not_fit_its_quotas_is_refused(
    columns: dict[str, list[str]], quotas: dict[str, dict[str, tuple[int, int]]], reason: str
) -> None:
    with pytest.raises(DrawRefused, match=reason):
        pool_of(columns, quotas, 1)


def test_columns_that_differ_in_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        pool_of({"sex": ["P"], "age": ["18-24", "35+"]}, {"sex": {"P": (0, 1)}, "age": {"35+": (0, 1)}}, 1)


def test_every_value_without_a_quota_is_named() -> None:
    with pytest.raises(DocumentRefused) as refused:
        pool_of({"sex": ["P", "?", "L", ""]}, {"sex": {"P": (0, 1), "L": (0, 1)}}, 1)
    assert [(fault.path, fault.sentence) for fault in refused.value.faults] == [
        ("1", "there is no quota for sex = ?"),
        ("3", "there is no quota for sex = "),
    ]
