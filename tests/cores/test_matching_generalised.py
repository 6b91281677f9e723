"""People who need different amounts of time: proven optima, published and by exhaustion."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sanggar.cores.matching import FORBIDDEN, NoAssignment, generalised

FILE = Path(__file__).parent / "instances" / "gap1.txt"
PUBLISHED = (336, 327, 339, 341, 326)


def problems() -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """(values, needs, capacities), each with people as rows."""
    words = iter(FILE.read_text().split())
    take = lambda count: np.array([int(next(words)) for _number in range(count)])  # noqa: E731 - said once, in place
    found = []
    for _problem in range(int(next(words))):
        agents, jobs = (int(number) for number in take(2))
        values, needs = (take(agents * jobs).reshape(agents, jobs).T for _table in range(2))
        found.append((values, needs, take(agents)))
    return found


@pytest.mark.parametrize("number", range(5))
def test_the_published_optimum_is_reached(number: int) -> None:
    values, needs, capacities = problems()[number]
    chosen = generalised(-values, needs, capacities)
    rows = np.arange(len(chosen))
    assert values[rows, chosen].sum() == PUBLISHED[number]
    used = np.bincount(chosen, weights=needs[rows, chosen], minlength=len(capacities))
    assert (used <= capacities).all()


def generated(kind: str, seed: int, people: int = 11, mentors: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """An instance as the OR-Library's were drawn (Chu & Beasley 1997): types A to D, the last the hardest."""
    draw = np.random.default_rng(seed)
    if kind == "D":
        needs = draw.integers(1, 101, (people, mentors))
        costs = 111 - needs + draw.integers(-10, 11, (people, mentors))
    else:
        needs, costs = draw.integers(5, 26, (people, mentors)), draw.integers(10, 51, (people, mentors))
    if kind in "CD":
        return costs, needs, (0.8 * needs.sum(axis=0) / mentors).astype(int)
    cheapest = costs.argmin(axis=1)
    most = max(needs[cheapest == mentor, mentor].sum() for mentor in range(mentors))
    room = 0.6 * (people / mentors) * 15 + 0.4 * most
    return costs, needs, np.full(mentors, int(room * (0.7 if kind == "B" else 1)))


def least_cost(costs: np.ndarray, needs: np.ndarray, capacities: np.ndarray) -> int | None:
    """By walking through the people and keeping the cheapest way to each state of what is left: no solver in it."""
    ways = {tuple(int(each) for each in capacities): 0}
    for cost, need in zip(costs.tolist(), needs.tolist(), strict=True):
        following: dict[tuple[int, ...], int] = {}
        for left, spent in ways.items():
            for mentor, asked in enumerate(need):
                if asked <= left[mentor]:
                    state = (*left[:mentor], left[mentor] - asked, *left[mentor + 1 :])
                    following[state] = min(following.get(state, spent + cost[mentor]), spent + cost[mentor])
        ways = following
    return min(ways.values(), default=None)


@pytest.mark.parametrize("kind", "ABCD")
@pytest.mark.parametrize("seed", range(3))
def test_instances_drawn_as_the_library_draws_its_own_are_solved_to_the_optimum(kind: str, seed: int) -> None:
    costs, needs, capacities = generated(kind, seed)
    best = least_cost(costs, needs, capacities)
    if best is None:
        with pytest.raises(NoAssignment):
            generalised(costs, needs, capacities)
        return
    chosen = generalised(costs, needs, capacities)
    rows = np.arange(len(chosen))
    assert int(costs[rows, chosen].sum()) == best
    assert (np.bincount(chosen, weights=needs[rows, chosen], minlength=len(capacities)) <= capacities).all()


@given(
    costs=arrays(np.int64, (4, 2), elements=st.integers(0, 9)),
    needs=arrays(np.int64, (4, 2), elements=st.integers(1, 4)),
    capacities=arrays(np.int64, 2, elements=st.integers(0, 9)),
)
def test_nothing_is_cheaper_among_all_there_is(costs: np.ndarray, needs: np.ndarray, capacities: np.ndarray) -> None:
    rows = np.arange(4)
    fitting = [
        choice
        for choice in product(range(2), repeat=4)
        if (np.bincount(choice, weights=needs[rows, list(choice)], minlength=2) <= capacities).all()
    ]
    if not fitting:
        with pytest.raises(NoAssignment):
            generalised(costs, needs, capacities)
        return
    best = min(int(costs[rows, list(choice)].sum()) for choice in fitting)
    assert int(costs[rows, generalised(costs, needs, capacities)].sum()) == best


def test_a_barred_pair_is_never_chosen() -> None:
    costs = np.array([[0, FORBIDDEN], [0, 9]])
    assert generalised(costs, np.ones((2, 2), dtype=np.int64), np.array([1, 1])) == [0, 1]
    with pytest.raises(NoAssignment):
        generalised(np.full((1, 1), FORBIDDEN), np.ones((1, 1), dtype=np.int64), np.array([1]))
