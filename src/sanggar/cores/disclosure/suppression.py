"""Which cells of a two-way table with totals to hide.

A table with its totals (negated) is an array in which every row and every column sums to zero. Draw a graph with a
node for each row and each column and an edge for each hidden cell: then a hidden cell can be computed from the
shown ones exactly when its edge is a bridge (lies on no cycle). On a cycle whose cells are all at least 1, adding
and taking away 1 in turn gives another table with the same shown numbers, so no cell on it is known.

So: hide every cell from 1 to threshold − 1 (primary), then, as long as there is a bridge, hide the path of non-
empty cells that closes a cycle through it and costs the fewest people (complementary). Source: the graph view of
complementary suppression is D. Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput.
17 (1988).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence

TOTAL = "\0total"
"""The row and the column of the totals; their crossing, the number of all people, is public and never hidden."""

Cell = tuple[str, str]
Counts = Mapping[Cell, int]
Node = tuple[int, str]  # (0, row) or (1, column)


def hidden_cells(counts: Counts, threshold: int = 5, already: Iterable[Cell] = ()) -> frozenset[Cell] | None:
    """The cells to hide, `already` among them; None where nothing protects the table: then show none of it.

    `counts` maps (row, column) to a count and holds the totals as a row and a column of their own. Empty cells are
    shown.
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < threshold} | set(already)
    if (TOTAL, TOTAL) in hidden:
        return None
    while bridge := _first_bridge(hidden):
        path = _cheapest_path(counts, hidden, bridge)
        if path is None:
            return None
        hidden.update(path)
    return frozenset(hidden)


def _first_bridge(hidden: set[Cell]) -> Cell | None:
    for cell in sorted(hidden):
        if not _connected(_neighbours(hidden - {cell}), (0, cell[0]), (1, cell[1])):
            return cell
    return None


def _neighbours(cells: Iterable[Cell]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {}
    for row, column in cells:
        found.setdefault((0, row), []).append((1, column))
        found.setdefault((1, column), []).append((0, row))
    return found


def _connected(neighbours: Mapping[Node, Sequence[Node]], start: Node, goal: Node) -> bool:
    seen, stack = {start}, [start]
    while stack:
        for node in neighbours.get(stack.pop(), ()):
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return goal in seen


def _cheapest_path(counts: Counts, hidden: set[Cell], bridge: Cell) -> list[Cell] | None:
    """Dijkstra from the bridge's row to its column over the other non-empty cells; hidden ones cost nothing."""
    usable = [cell for cell, count in counts.items() if count > 0 and cell not in (bridge, (TOTAL, TOTAL))]
    neighbours = _neighbours(usable)
    start, goal = (0, bridge[0]), (1, bridge[1])
    queue: list[tuple[int, Node, list[Cell]]] = [(0, start, [])]
    done: set[Node] = set()
    while queue:
        cost, node, path = heapq.heappop(queue)
        if node == goal:
            return path
        if node in done:
            continue
        done.add(node)
        for other in neighbours.get(node, ()):
            cell = (node[1], other[1]) if node[0] == 0 else (other[1], node[1])
            heapq.heappush(queue, (cost + (0 if cell in hidden else counts[cell]), other, [*path, cell]))
    return None
