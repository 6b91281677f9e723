"""Which counts of tables that are published together to hide.

An attacker has all tables at once and knows that they count the same people: a table of counts over all features
together (a *population*) stands behind them, and every published count is a sum over it. Of a hidden count they know
at first only that it is 0 or more, for an empty cell may be hidden too, as cover for others. They may even have been
told that a certain hidden count is a small one, from 1 to threshold − 1.

What is promised: for every hidden count there is another population with the same shown counts in which it differs;
and where it is small, another in which it is small too and still differs. So no hidden count is known, and no small
one even to someone who knows that it is small. That makes two possible values at the least, not many.

How: hide every small count; then, for one hidden count after the other, look for another population that differs in
it and departs as little as possible from the counts that are shown (an integer programme: minimise the weighted sum
of departures). What it departs from is hidden as well, and then this population proves the promise for all counts in
which it differs; hiding more later never takes a proof back. Someone can always be moved into or out of a cell, so
there always is such a population. The idea of hiding along the cheapest departure: J. Kelly, B. Golden & A. Assad,
"Cell suppression: disclosure protection for sensitive tabular data", Networks 22 (1992).

Not covered: who runs this method over every population that fits, to rule out those for which it would have hidden
other counts; and who knows some of the people, as always with counts.
"""

from collections.abc import Iterable, Mapping

from sanggar.cores.disclosure.populations import Group, Populations

Counts = Mapping[Group, int]


def hidden_groups(counts: Counts, populations: Populations, threshold: int = 5) -> frozenset[Group] | None:
    """The groups whose count to hide; None where even the number of all people is small: then show nothing.

    `counts` holds every group of the tables, those of one feature (the totals of rows and columns) and that of none
    (all people, always shown) among them.
    """
    if 0 < counts[()] < threshold:
        return None
    hidden = {group for group, count in counts.items() if 0 < count < threshold}
    proven: set[Group] = set()
    while group := _next(counts, hidden - proven):
        other = _nearest_other(group, counts, hidden, populations, threshold)
        changed = {found for found in counts if other[found] != counts[found]}
        hidden |= changed
        proven |= {found for found in changed if _proves(counts[found], other[found], threshold)}
    return frozenset(hidden)


def is_small(count: int, threshold: int) -> bool:
    return 0 < count < threshold


def _proves(count: int, other: int, threshold: int) -> bool:
    return not _asks_for_small(count, threshold) or is_small(other, threshold)


def _asks_for_small(count: int, threshold: int) -> bool:
    """Under a threshold of 2 there is but one small number, so nothing more can be asked."""
    return threshold > 2 and is_small(count, threshold)  # noqa: PLR2004 - the threshold of the docstring


def _next(counts: Counts, unproven: Iterable[Group]) -> Group | None:
    """Small ones first: their proofs often serve the others."""
    return min(unproven, key=lambda group: (counts[group] or len(counts), group), default=None)


def _nearest_other(
    group: Group, counts: Counts, hidden: set[Group], populations: Populations, threshold: int
) -> Mapping[Group, int]:
    """The counts of the other population that costs the least: up, or down where that is cheaper."""
    count, everyone = counts[group], counts[()]
    low, high = (1, threshold - 1) if _asks_for_small(count, threshold) else (0, everyone)
    weights = {found: 0 if found in hidden else _weight(found, counts) for found in counts}
    ways = [(start, end) for start, end in ((count + 1, high), (low, count - 1)) if start <= end]
    found = [populations.nearest(counts, weights, group, start, end) for start, end in ways]
    return min(found, key=lambda pair: pair[0])[1]


def _weight(group: Group, counts: Counts) -> int:
    """Hiding costs the people who are no longer told of; a total always more than any cell."""
    return 1 + counts[group] + (counts[()] if len(group) == 1 else 0)
