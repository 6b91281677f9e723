"""Published tables name nobody: whoever has them all can work out no hidden cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.auditing import Published, weak_points
from factories.examples import trying
from sanggar.cores.disclosure import TOTAL, SafeTable, safe_tables

VALUES = {"area": ("Klojen", "Sukun"), "sex": ("P", "L"), "age": ("18-24", "25+"), "kind": ("public", "staff")}
CROSSINGS = [("area", "sex"), ("area", "age"), ("sex", "age"), ("area", "kind")]
people = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}), max_size=40
)


def counted(**cells: int) -> list[dict[str, str]]:
    """`Klojen_P=7`: seven women of Klojen."""
    return [dict(zip(("area", "sex"), key.split("_"), strict=True)) for key, n in cells.items() for _ in range(n)]


def by_area_and_sex(group: list[dict[str, str]], threshold: int = 5) -> SafeTable:
    return safe_tables(group, VALUES, [("area", "sex")], threshold)[0]


def published(group: list[dict[str, str]], threshold: int) -> list[Published]:
    """The tables as an attacker reads them; none where there are too few people for any."""
    tables = safe_tables(group, VALUES, CROSSINGS, threshold)
    return [
        Published(pair, table.rows, table.columns, table.cells)
        for pair, table in zip(CROSSINGS, tables, strict=True)
        if table.is_shown
    ]


def test_a_table_without_small_cells_is_shown_whole() -> None:
    table = by_area_and_sex(counted(Klojen_P=7, Klojen_L=6, Sukun_P=9, Sukun_L=5))
    assert table.cells == ((7, 6, 13), (9, 5, 14), (16, 11, 27))


def test_a_small_cell_takes_three_others_with_it_so_that_totals_do_not_give_it_away() -> None:
    table = by_area_and_sex(counted(Klojen_P=2, Klojen_L=6, Sukun_P=9, Sukun_L=7))
    assert table.cells == ((None, None, 8), (None, None, 16), (11, 13, 24))


def by_area_and_kind(a: tuple[int, int, int], b: tuple[int, int, int]) -> SafeTable:
    """Two areas, each with so many people of three kinds."""
    values = {"area": ("A", "B"), "kind": ("public", "staff", "group")}
    counts = zip([(area, kind) for area in values["area"] for kind in values["kind"]], (*a, *b), strict=True)
    group = [{"area": area, "kind": kind} for (area, kind), n in counts for _ in range(n)]
    return safe_tables(group, values, [("area", "kind")])[0]


def test_two_hidden_cells_of_one_each_are_not_given_away_by_their_sum() -> None:
    """`5 . . 7` says that both are 1 wherever a hidden cell is known to hold someone: so it may hold nobody."""
    shown = ((5, None, None, 7), (9, None, None, 22), (14, 7, 8, 29))
    assert by_area_and_kind((5, 1, 1), (9, 6, 7)).cells == shown
    assert by_area_and_kind((5, 2, 0), (9, 5, 8)).cells == shown


def test_an_empty_cell_is_shown_where_it_need_not_cover_others() -> None:
    table = by_area_and_sex(counted(Klojen_P=8, Sukun_P=9, Sukun_L=7))
    assert table.cells[0] == (8, 0, 8)


def test_an_empty_cell_is_hidden_as_cover_before_anybody_is() -> None:
    table = by_area_and_sex(counted(Klojen_P=2, Sukun_P=9, Sukun_L=7))
    assert None in (table.cells[0][1], table.cells[1][1])


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
    tables = safe_tables(group, VALUES, CROSSINGS, threshold=3)
    assert all(cell not in (1, 2) for table in tables for row in table.cells for cell in row)


@trying(24)
@given(people, st.sampled_from([2, 3, 5]))
def test_no_hidden_cell_is_known_from_all_tables_together(group: list[dict[str, str]], threshold: int) -> None:
    assert weak_points(published(group, threshold), published(group, threshold=0), threshold) == []


def test_the_attacker_of_these_tests_finds_what_the_totals_give_away() -> None:
    rows, columns = ("A", "B", TOTAL), ("public", "staff", "group", TOTAL)
    truth = ((5, 1, 1, 7), (9, 6, 7, 22), (14, 7, 8, 29))
    leaky = ((5, None, 1, 7), (9, 6, 7, 22), (14, 7, 8, 29))
    shown, true = (Published(("area", "kind"), rows, columns, cells) for cells in (leaky, truth))
    assert weak_points([shown], [true])[0] == "[('area', 'A'), ('kind', 'staff')] is 1"


@given(people)
def test_tables_agree_on_which_totals_are_shown(group: list[dict[str, str]]) -> None:
    first, second = safe_tables(group, VALUES, [("area", "sex"), ("area", "age")], threshold=4)
    assert [row[-1:] for row in first.cells] == [row[-1:] for row in second.cells]


@given(people)
def test_the_order_of_people_changes_nothing(group: list[dict[str, str]]) -> None:
    turned = list(reversed(group))
    assert safe_tables(turned, VALUES, CROSSINGS, 3) == safe_tables(group, VALUES, CROSSINGS, 3)


def test_totals_stand_last() -> None:
    table = by_area_and_sex([])
    assert (table.rows[-1], table.columns[-1]) == (TOTAL, TOTAL)
