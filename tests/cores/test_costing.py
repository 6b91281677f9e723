"""What a plan costs and what a ceiling buys: exact, and never less for more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.costing.affordability import BEYOND, Affordable, Possible, affordable
from sanggar.cores.costing.plan import PlanLine, completing, per_head, total
from sanggar.cores.costing.shape import (
    CohortShape,
    Driver,
    Shape,
    StageShape,
    even_stage,
    seats_at_least,
    seats_at_most,
    with_contacts,
    with_meetings,
    with_seats,
    without_cohort,
)

counts = st.integers(0, 40)
cohorts = st.builds(CohortShape, st.integers(1, 40), st.integers(0, 12), st.integers(0, 40))
stages = st.builds(StageShape, st.just("Tahap"), counts, st.lists(cohorts, max_size=4).map(tuple), st.integers(0, 9))
shapes = st.builds(Shape, st.lists(stages, max_size=3).map(tuple))
lines = st.lists(
    st.builds(
        PlanLine,
        st.lists(st.integers(1, 60), min_size=1, max_size=3).map(tuple),
        st.integers(1, 10**7),
        st.sampled_from(Driver),
    ),
    max_size=8,
)
GROWN = (with_seats, with_meetings, with_contacts)
ONE_STAGE = (  # the published example of one stage: Rp75.000.000 without what can not be a product
    PlanLine((4, 4), 900_000, Driver.STAGE),
    PlanLine((2,), 700_000, Driver.STAGE),
    PlanLine((5, 8), 300_000, Driver.STAGE),
    PlanLine((60, 2), 65_000, Driver.STAGE),
    PlanLine((2,), 7_500_000, Driver.STAGE),
    PlanLine((2,), 2_500_000, Driver.STAGE),
    PlanLine((1,), 100_000, Driver.SEAT),
    PlanLine((1,), 60_000, Driver.SEAT),
    PlanLine((1,), 1_000_000, Driver.STAGE),
    PlanLine((1,), 100_000, Driver.SEAT),
    PlanLine((2,), 50_000, Driver.SEAT),
    PlanLine((1,), 400_000, Driver.STAGE),
)


def example(stage_count: int, seats: int = 50) -> Shape:
    stage = even_stage("Tahap", seats=seats, cohorts=1, meetings=4, hours=3, contacts=6)
    return Shape((stage,) * stage_count)


@pytest.mark.parametrize(("stage_count", "rupiah"), [(1, 75_000_000), (2, 150_000_000)])
def test_the_example_of_two_stages_sums_exactly(stage_count: int, rupiah: int) -> None:
    assert total(ONE_STAGE, example(stage_count)) == rupiah


def test_every_driver_counts_what_it_says() -> None:
    stage = StageShape("Tahap 1", 50, (CohortShape(30, 4, 12), CohortShape(20, 3, 9)), contacts=6)
    shape = Shape((stage, replace(stage, cohorts=())))
    assert {driver.value: shape.count(driver) for driver in Driver} == {
        "programme": 1,
        "stage": 2,
        "cohort": 2,
        "meeting": 7,
        "hour": 21,
        "seat": 100,
        "seat_meeting": 30 * 4 + 20 * 3,
        "contact": 600,
    }


def test_the_largest_number_of_seats_is_exact() -> None:
    """One more seat in each of the two stages costs twice Rp360.000."""
    found = affordable(lambda seats: total(ONE_STAGE, with_seats(example(2), seats)), 150_000_000)
    assert found == Affordable(50, 150_000_000, 51, 150_720_000)


def test_a_further_seat_may_need_a_further_cohort() -> None:
    line = (PlanLine((1,), 1_000_000, Driver.COHORT),)
    found = affordable(lambda seats: total(line, with_seats(example(1), seats)), 3_999_999)
    assert found == Affordable(150, 3_000_000, 151, 4_000_000)


def test_what_nothing_depends_on_is_told_apart_from_what_can_not_be_paid() -> None:
    assert affordable(lambda _: 5, 5) == Affordable(None, cost=5, is_unbounded=True)
    assert affordable(lambda n: 6 + n, 5) == Affordable(None, following=0, cost_of_next=6)


def test_a_group_too_small_is_not_bought_and_the_next_that_can_be_is_told() -> None:
    """Classes of 20 and of 10: from 21 to 27 people, the second would have fewer than eight."""
    shape = Shape((StageShape("Tahap", 30, (CohortShape(20), CohortShape(10))),))
    lines = (PlanLine((1,), 1_000, Driver.SEAT), PlanLine((1,), 500, Driver.COHORT))

    def cost(seats: int) -> int:
        return total(lines, with_seats(shape, seats))

    possible = Possible(lambda seats: seats_at_most(shape, seats, 8), lambda seats: seats_at_least(shape, seats, 8, 99))
    assert affordable(cost, 26_000, possible) == Affordable(20, 20_500, 28, 29_000)
    assert affordable(cost, 29_000, possible) == Affordable(28, 29_000, 29, 30_000)
    assert seats_at_least(shape, 25, 11, 99) is None  # the second class could never have as many


@given(shapes, st.integers(0, 60), st.integers(1, 12))
def test_the_nearest_numbers_without_a_small_group_are_found(shape: Shape, seats: int, least: int) -> None:
    """Against trying every number."""

    def can_be(number: int) -> bool:
        filled = zip(shape.stages, with_seats(shape, number).stages, strict=True)
        return all(cohort.seats >= least for before, stage in filled if before.cohorts for cohort in stage.cohorts)

    beyond = 200
    assert seats_at_most(shape, seats, least) == max(number for number in range(seats + 1) if can_be(number))
    above = (number for number in range(seats, beyond + 1) if can_be(number))
    assert seats_at_least(shape, seats, least, beyond) == next(above, None)


def test_seats_that_no_cohort_has_are_counted() -> None:
    assert without_cohort(StageShape("Tahap", 50, (CohortShape(20), CohortShape(10)))) == 20
    assert without_cohort(StageShape("Tahap", 50)) == 0


@given(shapes, lines, st.integers(0, 60), st.sampled_from(GROWN))
def test_more_of_it_never_costs_less(shape: Shape, plan: list[PlanLine], number: int, grown: object) -> None:
    assert callable(grown)
    assert total(plan, grown(shape, number)) <= total(plan, grown(shape, number + 1))


@given(shapes, lines, st.integers(0, 10**12), st.sampled_from(GROWN))
def test_one_more_than_the_answer_is_too_dear(shape: Shape, plan: list[PlanLine], ceiling: int, grown: object) -> None:
    assert callable(grown)
    found = affordable(lambda number: total(plan, grown(shape, number)), ceiling)
    if found.most is not None:
        assert total(plan, grown(shape, found.most)) == found.cost <= ceiling
        assert total(plan, grown(shape, found.most + 1)) == found.cost_of_next > ceiling
    elif found.is_unbounded:
        assert total(plan, grown(shape, BEYOND)) <= ceiling
    else:
        assert total(plan, grown(shape, 0)) > ceiling


@given(st.lists(cohorts, min_size=1, max_size=4), st.integers(0, 9))
def test_as_many_seats_as_the_cohorts_have_leave_a_stage_as_it_is(made: list[CohortShape], contacts: int) -> None:
    seats = sum(cohort.seats for cohort in made)
    shape = Shape((StageShape("Tahap", seats, tuple(made), contacts),))
    assert with_seats(shape, seats) == shape


@given(counts, st.integers(1, 9))
def test_seats_are_spread_as_evenly_as_they_go(seats: int, number: int) -> None:
    stage = even_stage("Tahap", seats=seats, cohorts=number, meetings=1, hours=1, contacts=0)
    held = [cohort.seats for cohort in stage.cohorts]
    assert (sum(held), len(held)) == (seats, number)
    assert max(held) - min(held) <= 1


def test_what_each_costs_is_rounded_so_that_it_is_enough() -> None:
    assert (per_head(150_000_000, 100), per_head(100, 3), per_head(5, 0)) == (1_500_000, 34, None)
    assert (completing(100, 80), completing(3, 50)) == (80, 1)


def test_sums_are_exact_far_beyond_any_budget() -> None:
    line = PlanLine((10**6, 10**6), 10**15, Driver.SEAT)
    assert line.amount(example(1, seats=7)) == 7 * 10**27
