"""Who reads what: everyone often enough, loads even, nothing begun moved, all connected."""

from typing import Any

import highspy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.rating import AssignmentImpossible, Reader, assign_readers

PLENTY = 1000


@st.composite
def tasks(draw: Any) -> tuple[dict[int, int], list[Reader], list[tuple[int, int]]]:
    applications = draw(st.integers(1, 12))
    needs = {a: draw(st.integers(1, 3)) for a in range(1, applications + 1)}
    readers = [
        Reader(100 + r, draw(st.integers(0, 15)), frozenset(draw(st.sets(st.sampled_from(sorted(needs)), max_size=4))))
        for r in range(draw(st.integers(1, 6)))
    ]
    pairs = [(a, r.key) for a in needs for r in readers if a not in r.conflicts]
    kept = draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else []
    return needs, readers, kept


def free_readers(count: int) -> list[Reader]:
    return [Reader(key, PLENTY) for key in range(1, count + 1)]


def refused_or_assigned(needs: dict[int, int], readers: list[Reader], kept: Any) -> Any:
    try:
        return assign_readers(needs, readers, kept)
    except AssignmentImpossible as error:
        return error.application, error.blocking


@given(tasks())
def test_everyone_is_read_often_enough_by_who_may(given_task: Any) -> None:
    needs, readers, kept = given_task
    found = refused_or_assigned(needs, readers, kept)
    if isinstance(found, tuple):
        return
    all_pairs = [*set(kept), *found.pairs]
    assert len(all_pairs) == len(set(all_pairs))
    for application, need in needs.items():
        before = len({r for a, r in kept if a == application})
        assert len([r for a, r in all_pairs if a == application]) == max(need, before)
    for reader in readers:
        mine = [a for a, r in all_pairs if r == reader.key]
        own_new = [a for a, r in found.pairs if r == reader.key]
        assert len(mine) == found.loads[reader.key]
        assert not own_new or len(mine) <= reader.capacity
        assert reader.conflicts.isdisjoint(own_new)


@given(tasks(), st.randoms())
def test_the_order_of_the_input_changes_nothing(given_task: Any, chance: Any) -> None:
    needs, readers, kept = given_task
    first = refused_or_assigned(needs, readers, kept)
    shuffled = list(needs.items())
    chance.shuffle(shuffled)
    assert refused_or_assigned(dict(shuffled), chance.sample(readers, len(readers)), kept[::-1]) == first


@given(tasks())
def test_a_refusal_is_no_mistake(given_task: Any) -> None:
    """A linear programme that knows nothing of loads finds no way to give out all that is missing either."""
    needs, readers, kept = given_task
    fixed = {pair for pair in kept if pair[0] in needs}
    missing = {a: max(0, need - len([1 for b, _ in fixed if b == a])) for a, need in needs.items()}
    is_refused = isinstance(refused_or_assigned(needs, readers, kept), tuple)
    assert is_refused == (most_that_can_be_given(missing, readers, fixed) < sum(missing.values()))


def most_that_can_be_given(missing: dict[int, int], readers: list[Reader], fixed: set[tuple[int, int]]) -> int:
    solver = highspy.Highs()
    solver.silent()
    edges = {
        (a, r.key): solver.addVariable(lb=0, ub=1, obj=-1)
        for a in missing
        for r in readers
        if a not in r.conflicts and (a, r.key) not in fixed
    }
    room = {r.key: max(0, r.capacity - len([1 for _, key in fixed if key == r.key])) for r in readers}
    for place, limits in ((0, missing), (1, room)):
        for key, limit in limits.items():
            own = [variable for pair, variable in edges.items() if pair[place] == key]
            if own:
                solver.addConstr(sum(own) <= limit)
    solver.run()
    return round(-solver.getInfo().objective_function_value)


@given(st.integers(1, 40), st.integers(2, 9))
def test_without_conflicts_loads_differ_by_one_at_most_and_all_is_connected(applications: int, readers: int) -> None:
    found = assign_readers(dict.fromkeys(range(applications), 2), free_readers(readers))
    assert max(found.loads.values()) - min(found.loads.values()) <= 1
    used = sum(load > 0 for load in found.loads.values())
    assert found.is_connected or 2 * applications < applications + used - 1


@given(tasks())
def test_loads_can_not_be_made_more_even(given_task: Any) -> None:
    """No reading can be handed from a reader to one who has two less, not even over several hands."""
    needs, readers, kept = given_task
    found = refused_or_assigned(needs, readers, kept)
    if isinstance(found, tuple):
        return
    known = {reader.key: reader for reader in readers}
    held = set(kept) | set(found.pairs)
    for start in known:
        reach = hands(start, found.pairs, held, known)
        assert all(
            found.loads[start] - found.loads[end] < 2 or found.loads[end] >= known[end].capacity for end in reach
        )


def hands(start: int, movable: Any, held: set[tuple[int, int]], known: dict[int, Reader]) -> set[int]:
    reach, stack = {start}, [start]
    while stack:
        giver = stack.pop()
        for end, reader in known.items():
            moves = (a for a, r in movable if r == giver and (a, end) not in held and a not in reader.conflicts)
            if end not in reach and any(True for _ in moves):
                reach.add(end)
                stack.append(end)
    return reach


def test_an_assignment_that_would_fall_apart_is_joined() -> None:
    """Two circles of kept readings, with one application left over to join them."""
    kept = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (3, 4), (4, 3), (4, 4)]
    found = assign_readers(dict.fromkeys(range(1, 6), 2), free_readers(4), kept)
    assert (found.is_connected, len(found.pairs)) == (True, 2)


def test_what_is_begun_stays_and_counts() -> None:
    found = assign_readers({1: 2, 2: 2}, free_readers(2), kept=[(1, 1), (1, 2), (2, 2)])
    assert (found.pairs, found.loads) == (((2, 1),), {1: 2, 2: 2})


def test_a_third_reader_is_the_least_busy_who_may() -> None:
    kept = [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (3, 4)]
    readers = [*free_readers(3), Reader(4, PLENTY, frozenset({1}))]
    assert assign_readers({1: 3, 2: 2, 3: 2}, readers, kept).pairs == ((1, 3),)


def test_an_application_that_nobody_may_read_is_named() -> None:
    readers = [Reader(1, PLENTY), Reader(2, PLENTY, frozenset({7}))]
    with pytest.raises(AssignmentImpossible) as refused:
        assign_readers({7: 2}, readers)
    assert (refused.value.application, refused.value.blocking) == (7, ())


def test_readers_without_room_are_named() -> None:
    with pytest.raises(AssignmentImpossible) as refused:
        assign_readers({1: 2, 2: 2}, [Reader(1, 2), Reader(2, 1)])
    assert (refused.value.application, refused.value.blocking) == (2, (2,))


def test_thousands_of_applications_are_shared_out_in_a_moment() -> None:
    readers = [Reader(key, PLENTY, frozenset(range(key, 3000, 97))) for key in range(20)]
    found = assign_readers(dict.fromkeys(range(3000), 2), readers)
    assert (set(found.loads.values()), found.is_connected) == ({300}, True)
