"""The matching: as many people as possible, as few changes as possible, at the least cost, evenly shared out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanggar.cores.matching.costs import Reason, bars, pair_costs, reasons
from sanggar.cores.matching.people import Mentor, Problem
from sanggar.cores.matching.transport import FORBIDDEN, Integers, assign


@dataclass(frozen=True, slots=True)
class Pair:
    participant: str
    mentor: str
    cost: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Who gets nobody, and why: `barred` says what forbids how many mentors; where some mentor would do, `rivals` are
    the participants (oneself among them) who between them can only go to `mentors`, whose places do not suffice.
    """

    participant: str
    barred: tuple[tuple[str, int], ...]
    mentors: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    places: int = 0


@dataclass(frozen=True, slots=True)
class Matching:
    """`cost` adds up what the pairs cost; `spread` is the balance term. `loads` count who was there before, too."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    cost: int
    spread: int
    loads: Mapping[str, int]
    moved: tuple[str, ...]


def match(problem: Problem) -> Matching:
    """The best matching of a problem. In order: most people matched (those with a fixed mentor first), fewest present
    pairs given up, least cost and spread together. Input order plays no part: of equal ones it is that which the
    method finds over people sorted by id. Raises ValueError on a repeated id, on a capacity below the load, and on
    weights below nought.
    """
    problem = in_order(problem)
    cost = pair_costs(problem)
    places = [place_costs(mentor, problem.weights.balance) for mentor in problem.mentors]
    disturbing = (_range(cost, places) + 1) * (len(cost) + 1)
    weighed = _weighed(problem, cost, disturbing)
    found = _fixed(problem, weighed, places)
    taken = Counter(column for column in found if column is not None)
    rest = [row for row, person in enumerate(problem.participants) if person.id not in problem.fixed]
    free = [steps[taken[column] :] for column, steps in enumerate(places)]
    left_out = np.full(len(rest), disturbing * (len(cost) + 2), dtype=np.int64)
    for row, column in zip(rest, assign(weighed[rest], free, left_out), strict=True):
        found[row] = column
    return _told(problem, cost, places, weighed, found)


def _range(cost: Integers, places: Sequence[Sequence[int]]) -> int:
    """By how much one person's share of the cost can differ between two matchings, at most."""
    real = cost[cost < FORBIDDEN]
    steepest = max((max(steps) for steps in places if steps), default=0)
    return int(real.max(initial=0)) - int(real.min(initial=0)) + steepest


def _weighed(problem: Problem, cost: Integers, disturbing: int) -> Integers:
    """The costs, with what it costs to give up a present pair; with whom an officer fixed to one there is no other."""
    weighed, columns = cost.copy(), _columns(problem)
    for row, person in enumerate(problem.participants):
        if (kept := problem.present.get(person.id)) is not None:
            _keep(weighed, row, columns.get(kept), disturbing)
        if (fixed := problem.fixed.get(person.id)) is not None:
            _fix(weighed, row, columns.get(fixed))
    return weighed


def _fixed(problem: Problem, weighed: Integers, places: Sequence[Sequence[int]]) -> list[int | None]:
    """Each with the mentor they were fixed to, as many as have a place there, before all others: fewest changes and
    least cost first, the rest of them nobody.
    """
    columns = _columns(problem)
    found: list[int | None] = [None] * len(weighed)
    wanted: dict[int, list[int]] = {}
    for row, person in enumerate(problem.participants):
        column = columns.get(problem.fixed.get(person.id, ""))
        if column is not None and weighed[row, column] < FORBIDDEN:
            wanted.setdefault(column, []).append(row)
    for column, rows in wanted.items():
        for row in sorted(rows, key=lambda each: (weighed[each, column], each))[: len(places[column])]:
            found[row] = column
    return found


def _columns(problem: Problem) -> dict[str, int]:
    return {mentor.id: column for column, mentor in enumerate(problem.mentors)}


def in_order(problem: Problem) -> Problem:
    """The same problem with people in the order of their ids; refuses what makes no sense."""
    people = sorted(problem.participants, key=lambda each: each.id)
    mentors = sorted(problem.mentors, key=lambda each: each.id)
    for sort in (people, mentors):
        twice = [name for name, times in Counter(each.id for each in sort).items() if times > 1]
        if twice:
            raise ValueError(f"repeated ids: {', '.join(twice)}")
    short = [mentor.id for mentor in mentors if not 0 <= mentor.load <= mentor.capacity]
    if short:
        raise ValueError(f"more people than capacity: {', '.join(short)}")
    weights = problem.weights
    if min(weights.time, weights.need, weights.district, weights.wish, weights.kind, weights.balance) < 0:
        raise ValueError("a weight is below nought")
    return replace(problem, participants=tuple(people), mentors=tuple(mentors))


def place_costs(mentor: Mentor, balance: int) -> list[int]:
    """What each free place costs: balance · (2s - 1) / capacity for the s-th, so that a load of l comes to balance ·
    l² / capacity, in whole points.
    """
    return [balance * (2 * place + 1) // mentor.capacity for place in range(mentor.load, mentor.capacity)]


def _keep(weighed: Integers, row: int, column: int | None, disturbing: int) -> None:
    others = weighed[row] < FORBIDDEN
    if column is not None:
        others[column] = False
    weighed[row, others] += disturbing


def _fix(weighed: Integers, row: int, column: int | None) -> None:
    others = np.ones(weighed.shape[1], dtype=bool)
    if column is not None:
        others[column] = False
    weighed[row, others] = FORBIDDEN


def _told(
    problem: Problem, cost: Integers, places: list[list[int]], weighed: Integers, found: Sequence[int | None]
) -> Matching:
    people, mentors = problem.participants, problem.mentors
    pairs = [
        Pair(person.id, mentors[column].id, int(cost[row, column]), reasons(problem, person, mentors[column]))
        for row, (person, column) in enumerate(zip(people, found, strict=True))
        if column is not None
    ]
    taken = Counter(column for column in found if column is not None)
    return Matching(
        pairs=tuple(pairs),
        unmatched=tuple(_why_not(problem, weighed, found, row) for row, column in enumerate(found) if column is None),
        cost=sum(pair.cost for pair in pairs),
        spread=sum(sum(steps[: taken[column]]) for column, steps in enumerate(places)),
        loads={mentor.id: mentor.load + taken[column] for column, mentor in enumerate(mentors)},
        moved=tuple(p.participant for p in pairs if problem.present.get(p.participant, p.mentor) != p.mentor),
    )


def _why_not(problem: Problem, weighed: Integers, found: Sequence[int | None], row: int) -> Unmatched:
    person = problem.participants[row]
    barred = Counter(why.code for mentor in problem.mentors for why in bars(problem, person, mentor))
    mentors, rivals = _rivals(weighed, found, row)
    return Unmatched(
        participant=person.id,
        barred=tuple(sorted(barred.items())),
        mentors=tuple(problem.mentors[column].id for column in mentors),
        rivals=tuple(problem.participants[other].id for other in rivals),
        places=sum(problem.mentors[c].capacity - problem.mentors[c].load for c in mentors),
    )


def _rivals(weighed: Integers, found: Sequence[int | None], row: int) -> tuple[list[int], list[int]]:
    """What shuts someone out (Hall's condition): all who are reached by "would do" and "holds a place of"."""
    holders: dict[int, list[int]] = {}
    for person, column in enumerate(found):
        if column is not None:
            holders.setdefault(column, []).append(person)
    people, mentors, waiting = {row}, set[int](), [row]
    while waiting:
        for column in np.flatnonzero(weighed[waiting.pop()] < FORBIDDEN).tolist():
            if column not in mentors:
                mentors.add(column)
                more = [person for person in holders.get(column, []) if person not in people]
                people.update(more)
                waiting.extend(more)
    return (sorted(mentors), sorted(people)) if mentors else ([], [])
