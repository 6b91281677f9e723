"""Severity taken out of marks, and how far raters agree."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sanggar.cores.rating import (
    Group,
    Mark,
    NotConnected,
    agreement,
    correct,
    disagreement,
    needs_third_reader,
)

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""Shrout & Fleiss (1979), table 2: six people, four judges."""

values = st.integers(0, 100)


@st.composite
def designs(draw: Any) -> dict[tuple[int, int], int]:
    """Marks on an unbalanced design that hangs together by a chain: person i was read by raters i and i + 1."""
    raters = draw(st.integers(1, 5))
    chain = {(person, person + step) for person in range(1, raters) for step in (0, 1)}
    more = draw(st.sets(st.tuples(st.integers(1, 9), st.integers(1, raters)), min_size=1, max_size=20))
    return {cell: draw(values) for cell in sorted(chain | more)}


def marks_of(cells: dict[tuple[int, int], int]) -> list[Mark]:
    return [Mark(person, rater, value) for (person, rater), value in cells.items()]


def table_marks(table: Sequence[Sequence[float]]) -> list[Mark]:
    return [Mark(person, rater, value) for person, row in enumerate(table) for rater, value in enumerate(row)]


def by_dummies(marks: list[Mark]) -> dict[str, Any]:
    """The same model as one big regression: a column a person, one a rater, and a row that holds the sum at zero."""
    people, raters = sorted({m.person for m in marks}), sorted({m.rater for m in marks})
    design = np.zeros((len(marks), len(people) + len(raters)))
    for row, mark in enumerate(marks):
        design[row, people.index(mark.person)] = design[row, len(people) + raters.index(mark.rater)] = 1
    held = np.vstack([design, [0.0] * len(people) + [1.0] * len(raters)])
    given_marks = np.array([m.value for m in marks], dtype=float)
    solution, *_ = np.linalg.lstsq(held, np.append(given_marks, 0.0), rcond=None)
    rest = float(((given_marks - design @ solution) ** 2).sum())
    freedom = len(marks) - np.linalg.matrix_rank(design)
    covariance = np.linalg.inv(held.T @ held)
    ones = np.append(np.zeros(len(people)), np.ones(len(raters)))
    covariance -= np.outer(covariance @ ones, covariance @ ones)  # the held row is no observation
    return {
        "people": dict(zip(people, solution[: len(people)], strict=True)),
        "raters": dict(zip(raters, solution[len(people) :], strict=True)),
        "variances": dict(
            zip([("p", p) for p in people] + [("r", r) for r in raters], covariance.diagonal(), strict=True)
        ),
        "rest": rest,
        "freedom": freedom,
    }


# --- severity
def test_a_severe_rater_does_not_cost_those_they_read() -> None:
    """Person 1 was read by the mild pair, person 2 by the severe pair; both are equally good."""
    found = correct([Mark(1, 1, 80), Mark(1, 2, 80), Mark(2, 3, 60), Mark(2, 4, 60), Mark(3, 1, 50), Mark(3, 3, 30)])
    assert {key: (each.raw, round(each.corrected, 9)) for key, each in found.people.items()} == {
        1: (80.0, 70.0), 2: (60.0, 70.0), 3: (40.0, 40.0),
    }  # fmt: skip
    assert {key: round(each.corrected, 9) for key, each in found.raters.items()} == {1: 10, 2: 10, 3: -10, 4: -10}


def test_severities_of_a_complete_design_are_the_published_judge_effects() -> None:
    found = correct(table_marks(SHROUT_FLEISS))
    assert [round(found.raters[judge].corrected, 6) for judge in range(4)] == [2.375, -2.791667, -0.958333, 1.375]
    assert (round(found.residual_sum / found.freedom, 6), found.freedom) == (1.019444, 15)
    assert all(each.raw == pytest.approx(each.corrected) for each in found.people.values())


@given(designs())
def test_people_and_raters_are_those_of_the_big_regression(cells: dict[tuple[int, int], int]) -> None:
    marks = marks_of(cells)
    found, wanted = correct(marks), by_dummies(marks)
    assert {key: each.corrected for key, each in found.people.items()} == pytest.approx(wanted["people"], abs=1e-7)
    assert {key: each.corrected for key, each in found.raters.items()} == pytest.approx(wanted["raters"], abs=1e-7)
    assert (found.residual_sum, found.freedom) == (pytest.approx(wanted["rest"], abs=1e-6), wanted["freedom"])


@given(designs())
def test_standard_errors_are_those_of_the_big_regression(cells: dict[tuple[int, int], int]) -> None:
    marks = marks_of(cells)
    found, wanted = correct(marks), by_dummies(marks)
    assume(found.freedom > 0)
    errors = {("p", key): each.error for key, each in found.people.items()}
    errors |= {("r", key): each.error for key, each in found.raters.items()}
    scale = found.residual_sum / found.freedom
    expected = {key: (scale * max(variance, 0)) ** 0.5 for key, variance in wanted["variances"].items()}
    assert errors == pytest.approx(expected, abs=1e-5)


@given(designs())
def test_severities_sum_to_zero_and_the_rest_is_nobody_s(cells: dict[tuple[int, int], int]) -> None:
    marks = marks_of(cells)
    found = correct(marks)
    rests = [m.value - found.people[m.person].corrected - found.raters[m.rater].corrected for m in marks]
    assert sum(each.corrected for each in found.raters.values()) == pytest.approx(0, abs=1e-7)
    for rater in found.raters:
        assert sum(r for r, m in zip(rests, marks, strict=True) if m.rater == rater) == pytest.approx(0, abs=1e-6)


@given(designs(), st.randoms())
def test_the_order_of_the_marks_changes_not_even_the_last_digit(cells: dict[tuple[int, int], int], chance: Any) -> None:
    marks = marks_of(cells)
    first = correct(marks)
    chance.shuffle(marks)
    assert correct(marks) == first


def test_without_a_degree_of_freedom_there_is_no_standard_error() -> None:
    found = correct([Mark(1, 1, 60), Mark(1, 2, 70), Mark(2, 2, 40)])
    assert (found.freedom, found.spread) == (0, None)
    assert {each.error for each in [*found.people.values(), *found.raters.values()]} == {None}


def test_what_can_not_be_compared_is_refused_and_says_what_is_apart() -> None:
    with pytest.raises(NotConnected) as refused:
        correct([Mark(1, 1, 60), Mark(1, 2, 70), Mark(2, 3, 40), Mark(2, 4, 50), Mark(3, 3, 50)])
    assert refused.value.groups == (Group((2, 3), (3, 4)), Group((1,), (1, 2)))


def test_no_marks_at_all_are_no_marks() -> None:
    with pytest.raises(ValueError, match="no marks"):
        correct([])


def test_a_thousand_people_are_corrected_in_a_moment() -> None:
    """Twenty raters in a ring: person i by rater i and the next."""
    marks = [Mark(i, (i + step) % 20, 50 + i % 7 + (i + step) % 20) for i in range(1000) for step in (0, 1)]
    assert len(correct(marks).people) == 1000


# --- third readers
@pytest.mark.parametrize(
    ("given_marks", "difference", "is_needed"),
    [([], 0, False), ([50], 0, False), ([50, 69], 19, False), ([50, 70], 20, True), ([50, 70, 90], 40, False)],
)
def test_two_readers_far_apart_need_a_third(given_marks: list[int], difference: int, is_needed: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (disagreement(given_marks), needs_third_reader(given_marks, 20)) == (difference, is_needed)


# --- agreement
def test_agreement_is_that_of_shrout_and_fleiss() -> None:
    found = agreement(SHROUT_FLEISS)
    assert [round(each, 6) for each in (found.bms, found.wms, found.jms, found.ems)] == [
        11.241667, 6.263889, 32.486111, 1.019444,
    ]  # fmt: skip
    single = (found.icc1, found.icc2, found.icc3)
    together = (found.icc1_k, found.icc2_k, found.icc3_k)
    assert [round(each or 0, 4) for each in single] == [0.1657, 0.2898, 0.7148]
    assert [round(each or 0, 4) for each in together] == [0.4428, 0.6201, 0.9093]
    assert [round(each or 0, 2) for each in (*single, *together)] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert [round(each, 6) for each in (found.person, found.judge, found.rest)] == [2.555556, 5.244444, 1.019444]
    assert [round(each or 0, 4) for each in (found.relative, found.absolute)] == [0.9093, 0.6201]
    assert [round(each, 6) for each in found.effects] == [2.375, -2.791667, -0.958333, 1.375]


def test_agreement_where_nobody_differs_is_unknown_not_wrong() -> None:
    found = agreement([[5, 5], [5, 5]])
    assert (found.icc1, found.icc2, found.icc3) == (None, None, None)


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2]], [[1, 2], [3]]])
def test_agreement_needs_everyone_s_mark_for_everyone(table: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="at least two people"):
        agreement(table)
