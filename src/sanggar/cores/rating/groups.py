"""People and raters as the two sides of a graph, with an edge for each reading: what hangs together can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """People and raters who are connected with each other and with nobody else; both sorted."""

    people: tuple[int, ...]
    raters: tuple[int, ...]


def separate_groups(pairs: Iterable[tuple[int, int]]) -> tuple[Group, ...]:
    """The connected components of (person, rater) pairs, the largest first."""
    root = _roots(sorted(set(pairs)))
    members: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for node in sorted(root):
        members.setdefault(_find(root, node), ([], []))[node[0]].append(node[1])
    groups = [Group(tuple(people), tuple(raters)) for people, raters in members.values()]
    return tuple(sorted(groups, key=lambda group: (-len(group.people), group.people)))


Node = tuple[int, int]  # (0, person) or (1, rater)


def _roots(pairs: list[tuple[int, int]]) -> dict[Node, Node]:
    root: dict[Node, Node] = {}
    for person, rater in pairs:
        one, other = (0, person), (1, rater)
        root.setdefault(one, one)
        root.setdefault(other, other)
        root[_find(root, one)] = _find(root, other)
    return root


def _find(root: dict[Node, Node], node: Node) -> Node:
    while root[node] != node:
        root[node] = root[root[node]]  # halve the path for who comes next
        node = root[node]
    return node
