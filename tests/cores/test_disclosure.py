"""Published tables name nobody: no hidden cell can be computed from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.disclosure import TOTAL, SafeTable, safe_tables

VALUES = {"area": ("Klojen", "Sukun"), "sex": ("P", "L"), "age": ("18-24", "25+")}
people = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}), max_size=40
)


def counted(**cells: int) -> list[dict[str, str]]:
    """`Klojen_P=7`: seven women of Klojen."""
    return [dict(zip(("area", "sex"), key.split("_"), strict=True)) for key, n in cells.items() for _ in range(n)]


def by_area_and_sex(group: list[dict[str, str]], threshold: int = 5) -> SafeTable:
    return safe_tables(group, VALUES, [("area", "sex")], threshold)[0]


def tables_that_look_the_same(table: SafeTable, truth: SafeTable) -> list[list[int]]:
    """Ways to change hidden cells by at most one so that all still adds up and nothing is negative."""
    gaps = [(r, c) for r, row in enumerate(table.cells) for c, cell in enumerate(row) if cell is None]
    found = []
    for steps in product((-1, 0, 1), repeat=len(gaps)):
        filled = [[cell or 0 for cell in row] for row in truth.cells]
        for (r, c), step in zip(gaps, steps, strict=True):
            filled[r][c] += step
        if _adds_up(filled):
            found.append([filled[r][c] for r, c in gaps])
    return found


def _adds_up(filled: list[list[int]]) -> bool:
    lines = [*filled, *map(list, zip(*filled, strict=True))]
    return all(sum(line[:-1]) == line[-1] for line in lines) and all(cell >= 0 for line in lines for cell in line)


def test_a_table_without_small_cells_is_shown_whole() -> None:
    table = by_area_and_sex(counted(Klojen_P=7, Klojen_L=6, Sukun_P=9, Sukun_L=5))
    assert table.cells == ((7, 6, 13), (9, 5, 14), (16, 11, 27))


def test_a_small_cell_takes_three_others_with_it_so_that_totals_do_not_give_it_away() -> None:
    table = by_area_and_sex(counted(Klojen_P=2, Klojen_L=6, Sukun_P=9, Sukun_L=7))
    assert table.cells == ((None, None, 8), (None, None, 16), (11, 13, 24))


def test_an_empty_cell_is_shown() -> None:
    table = by_area_and_sex(counted(Klojen_P=8, Sukun_P=9, Sukun_L=7))
    assert table.cells[0] == (8, 0, 8)


def test_a_table_of_fewer_people_than_the_threshold_is_not_shown() -> None:
    table = by_area_and_sex(counted(Klojen_P=3))
    assert (table.is_shown, table.cells) == (False, ())


def test_a_total_hidden_in_one_table_is_hidden_in_all() -> None:
    group = [{"area": "Klojen", "sex": "P", "age": "18-24"}] * 3
    group += [{"area": "Sukun", "sex": s, "age": a} for s in "PL" for a in VALUES["age"] for _ in range(6)]
    first, second = safe_tables(group, VALUES, [("area", "sex"), ("area", "age")])
    assert (first.cells[0][-1], second.cells[0][-1]) == (None, None)


def test_a_value_that_is_not_listed_is_refused_rather_than_dropped() -> None:
    with pytest.raises(KeyError):
        by_area_and_sex([{"area": "Batu", "sex": "P"}])


@given(people)
def test_no_small_cell_is_shown(group: list[dict[str, str]]) -> None:
    tables = safe_tables(group, VALUES, [("area", "sex"), ("area", "age"), ("sex", "age")], threshold=3)
    assert all(cell not in (1, 2) for table in tables for row in table.cells for cell in row)


@given(people)
def test_no_hidden_cell_can_be_computed(group: list[dict[str, str]]) -> None:
    table = by_area_and_sex(group, threshold=3)
    lookalikes = tables_that_look_the_same(table, truth=by_area_and_sex(group, threshold=0)) if table.hidden else []
    for values in zip(*lookalikes, strict=True):
        assert len(set(values)) > 1


@given(people)
def test_tables_agree_on_which_totals_are_shown(group: list[dict[str, str]]) -> None:
    first, second = safe_tables(group, VALUES, [("area", "sex"), ("area", "age")], threshold=4)
    if first.is_shown and second.is_shown:
        assert [row[-1] for row in first.cells] == [row[-1] for row in second.cells]


def test_totals_stand_last() -> None:
    table = by_area_and_sex([])
    assert (table.rows[-1], table.columns[-1]) == (TOTAL, TOTAL)
