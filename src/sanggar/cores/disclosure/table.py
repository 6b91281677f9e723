"""Two-way tables ready to publish together: counts, or None where a cell is hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanggar.cores.disclosure.suppression import TOTAL, Cell, hidden_cells

Person = Mapping[str, str]
Margin = tuple[str, str]  # (feature, value): the total that every table with that feature shows


@dataclass(frozen=True, slots=True)
class SafeTable:
    """`cells[row][column]` is a count, or None where it is hidden; the last row and the last column are the totals.

    `is_shown` is False where nothing of the table can be shown safely; then `cells` is empty.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    is_shown: bool = True

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(cell is None for row in self.cells for cell in row)


def safe_tables(
    people: Sequence[Person],
    values: Mapping[str, Sequence[str]],
    crossings: Sequence[tuple[str, str]],
    threshold: int = 5,
) -> list[SafeTable]:
    """Cross-count people by each pair of features and hide what could name someone, in all tables at once.

    `values` lists what a feature can be; anything else raises KeyError, for a table that drops people lies. A total
    that one table must hide is hidden in every table that has it, or the others would give it away.
    """
    counted = [_with_totals(people, rows, columns, values) for rows, columns in crossings]
    margins: set[Margin] = set()
    while True:
        hidden = [
            hidden_cells(counts, threshold, _forced(crossing, margins, values))
            for crossing, counts in zip(crossings, counted, strict=True)
        ]
        found = {m for crossing, cells in zip(crossings, hidden, strict=True) for m in _margins(crossing, cells or ())}
        if found <= margins:
            break
        margins |= found
    return [
        _shown(values[rows], values[columns], counts, cells)
        for (rows, columns), counts, cells in zip(crossings, counted, hidden, strict=True)
    ]


def _forced(crossing: tuple[str, str], margins: set[Margin], values: Mapping[str, Sequence[str]]) -> set[Cell]:
    rows, columns = crossing
    return {(value, TOTAL) for value in values[rows] if (rows, value) in margins} | {
        (TOTAL, value) for value in values[columns] if (columns, value) in margins
    }


def _margins(crossing: tuple[str, str], hidden: Iterable[Cell]) -> set[Margin]:
    rows, columns = crossing
    return {(rows, row) for row, column in hidden if column == TOTAL} | {
        (columns, column) for row, column in hidden if row == TOTAL
    }


def _shown(
    rows: Sequence[str], columns: Sequence[str], counts: Mapping[Cell, int], hidden: frozenset[Cell] | None
) -> SafeTable:
    all_rows, all_columns = (*rows, TOTAL), (*columns, TOTAL)
    if hidden is None:
        return SafeTable(all_rows, all_columns, (), is_shown=False)
    cells = tuple(
        tuple(None if (row, column) in hidden else counts[row, column] for column in all_columns) for row in all_rows
    )
    return SafeTable(all_rows, all_columns, cells)


def _with_totals(
    people: Sequence[Person], rows: str, columns: str, values: Mapping[str, Sequence[str]]
) -> dict[Cell, int]:
    counts = {(row, column): 0 for row in (*values[rows], TOTAL) for column in (*values[columns], TOTAL)}
    for (row, column), number in Counter((person[rows], person[columns]) for person in people).items():
        if (row, column) not in counts or TOTAL in (row, column):
            raise KeyError((row, column))
        for cell in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            counts[cell] += number
    return counts
