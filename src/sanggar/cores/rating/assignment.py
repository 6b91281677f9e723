"""Who reads what: every application by enough readers, loads even, everything connected.

Giving out one reading after the other along the shortest augmenting path to the least loaded reader is the successive
shortest path method for a minimum of the sum of squared loads: it is optimal after every step (Harvey, Ladner, Lovász,
Tamir, "Semi-matchings for bipartite graphs and load balancing", J. Algorithms 59 (2006)). Hence loads differ by at
most one wherever conflicts, capacities and what is kept allow it, and a reading that finds no path can not be given
out by anyone. Then readings change hands, without changing loads, until all is one connected graph.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanggar.cores.rating.connecting import connect
from sanggar.cores.rating.groups import Group, separate_groups
from sanggar.cores.rating.plan import Pair, Plan, Reader


@dataclass(frozen=True, slots=True)
class Assignment:
    """`pairs` are the new readings, sorted; `loads` count the kept ones too. In one group, all is comparable."""

    pairs: tuple[Pair, ...]
    loads: dict[int, int]
    groups: tuple[Group, ...]

    @property
    def is_connected(self) -> bool:
        return len(self.groups) <= 1


class AssignmentImpossible(ValueError):
    """`application` lacks a reader: whoever may read it, or could take readings over from them, has no room left.

    `blocking` are those readers; empty when everyone else has a conflict or reads it already.
    """

    def __init__(self, application: int, blocking: Iterable[int]) -> None:
        super().__init__(f"nobody is left to read {application}")
        self.application = application
        self.blocking = tuple(sorted(blocking))


def assign_readers(needs: Mapping[int, int], readers: Sequence[Reader], kept: Iterable[Pair] = ()) -> Assignment:
    """Give each application as many different readers as it needs, those in `kept` counted and never moved.

    Kept readings of applications or readers that are not given any more count for nothing. The same input in any
    order gives the same answer. Raises `AssignmentImpossible`.
    """
    plan = Plan(needs, readers, kept)
    for turn in range(1, max(needs.values(), default=0) + 1):
        for application in sorted(needs):
            if len(plan.readers_of[application]) < min(turn, needs[application]):
                blocking = plan.give(application)
                if blocking is not None:
                    raise AssignmentImpossible(application, blocking)
    connect(plan)
    return Assignment(tuple(sorted(plan.movable)), dict(plan.loads), separate_groups(plan.pairs))
