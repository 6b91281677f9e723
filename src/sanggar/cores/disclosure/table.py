"""Two-way tables ready to publish together: counts, or None where a cell is hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sanggar.cores.disclosure.populations import Group, Populations
from sanggar.cores.disclosure.suppression import hidden_groups

TOTAL = "\0total"
"""The row and the column of the totals."""

Person = Mapping[str, str]
Values = Mapping[str, Sequence[str]]
Kinds = frozenset[tuple[Group, int]]  # how many people share all values


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
    people: Sequence[Person], values: Values, crossings: Sequence[tuple[str, str]], threshold: int = 5
) -> list[SafeTable]:
    """Cross-count people by each pair of features and hide what could name someone, in all tables at once.

    `values` lists what a feature can be; anything else raises KeyError, for a table that drops people lies. A total
    is one count, whichever tables show it: hidden in one, it is hidden in all.
    """
    crossed = {feature: tuple(values[feature]) for pair in crossings for feature in pair}
    for person in people:
        if strange := [name for name in crossed if person[name] not in crossed[name]]:
            raise KeyError(strange[0], person[strange[0]])
    kinds = Counter(tuple((name, person[name]) for name in crossed) for person in people)
    counts, hidden = _judged(frozenset(kinds.items()), tuple(crossed.items()), tuple(crossings), threshold)
    return [_shown(pair, values, counts, hidden) for pair in crossings]


@lru_cache(maxsize=64)
def _judged(
    kinds: Kinds,
    listed: tuple[tuple[str, tuple[str, ...]], ...],
    crossings: tuple[tuple[str, str], ...],
    threshold: int,
) -> tuple[Mapping[Group, int], frozenset[Group] | None]:
    """Counts and what to hide of them; remembered, for the same people are asked after on every visit of a page."""
    values = dict(listed)
    groups = sorted({group for pair in crossings for row in group_table(pair, values) for group in row})
    counts = {group: sum(n for kind, n in kinds if set(group) <= set(kind)) for group in groups}
    return counts, hidden_groups(counts, Populations(values, groups), threshold)


def group_table(crossing: tuple[str, str], values: Values) -> list[list[Group]]:
    """The group that each cell of a table counts, totals last; a group names its features in the order of names."""
    rows, columns = ([((name, value),) for value in values[name]] + [()] for name in crossing)
    return [[tuple(sorted((*row, *column))) for column in columns] for row in rows]


def _shown(
    crossing: tuple[str, str], values: Values, counts: Mapping[Group, int], hidden: frozenset[Group] | None
) -> SafeTable:
    rows, columns = ((*values[name], TOTAL) for name in crossing)
    if hidden is None:
        return SafeTable(rows, columns, (), is_shown=False)
    cells = tuple(
        tuple(None if group in hidden else counts[group] for group in row) for row in group_table(crossing, values)
    )
    return SafeTable(rows, columns, cells)
