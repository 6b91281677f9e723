"""Who accompanies whom: the best matching there is, told with its reasons, the same whatever the order."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.matching import (
    FORBIDDEN,
    Matching,
    Mentor,
    Participant,
    Problem,
    Reason,
    Weights,
    assign,
    match,
)
from sanggar.cores.matching.costs import pair_costs
from sanggar.cores.matching.matching import place_costs

SITI = Participant("siti", track="youtube", languages=frozenset({"id", "jv"}), times=frozenset({"sat"}))
BIMA = Mentor("bima", capacity=2, tracks=frozenset({"youtube"}), languages=frozenset({"jv"}), times=frozenset({"sat"}))


def paired(found: Matching) -> dict[str, str]:
    return {pair.participant: pair.mentor for pair in found.pairs}


def test_the_textbook_example() -> None:
    costs = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    assert assign(costs, [[0]] * 3, np.full(3, 100)) == [1, 0, 2]


def test_a_pair_is_told_with_its_reasons() -> None:
    found = match(Problem((SITI,), (BIMA,)))
    assert found.pairs[0].reasons == (
        Reason("track", ("youtube",)),
        Reason("languages", ("jv",)),
        Reason("times", ("sat",)),
    )
    assert (found.cost, found.loads, found.unmatched, found.moved) == (0, {"bima": 1}, (), ())


def test_who_lacks_something_is_told_so_and_costs_it() -> None:
    far = replace(SITI, times=frozenset({"sun"}), needs=frozenset({"editing"}), district="35.73.01", wishes=("ratna",))
    near = replace(BIMA, districts=frozenset({"35.73.02"}), wishes=("siti",))
    (pair,) = match(Problem((far,), (near, Mentor("ratna", capacity=0)))).pairs
    assert [reason.code for reason in pair.reasons[2:]] == [
        "no_time",
        "no_skills",
        "other_district",
        "other_wish_of_participant",
        "wished_by_mentor",
    ]
    weights = Weights()
    missed, granted = 3 * weights.wish, 3 * weights.wish
    assert pair.cost == weights.time + weights.need + weights.district + missed - granted


def test_a_mentor_who_hopes_for_one_person_gets_them_and_others_too() -> None:
    people = tuple(Participant(f"p{number:02}") for number in range(10))
    hoping, silent = Mentor("a", capacity=10, wishes=("p00",)), Mentor("b", capacity=10)
    found = match(Problem(people, (hoping, silent)))
    assert (found.loads, paired(found)["p00"]) == ({"a": 5, "b": 5}, "a")


def test_to_be_hoped_for_is_no_reason_to_be_left_out() -> None:
    far = Mentor("a", capacity=1, load=1, wishes=("p1",))
    found = match(Problem((Participant("p1"), Participant("p2")), (far, Mentor("b", capacity=1))))
    assert paired(found) == {"p1": "b"}


def test_what_sort_of_mentor_and_which_track_are_wishes_that_weigh_and_are_said() -> None:
    hoping = replace(SITI, kinds=frozenset({"woman"}))
    woman = Mentor("wati", capacity=1, kinds=frozenset({"woman", "peer"}), liked_tracks=frozenset({"youtube"}))
    man = Mentor("bima", capacity=1, kinds=frozenset({"man"}), liked_tracks=frozenset({"tiktok"}))
    unsaid = Mentor("ani", capacity=1)
    (pair,) = match(Problem((hoping,), (man, woman))).pairs
    assert (pair.mentor, pair.cost) == ("wati", 0)
    assert pair.reasons == (Reason("kind", ("woman",)), Reason("liked_track", ("youtube",)))
    (other,) = match(Problem((hoping,), (man,))).pairs
    assert [reason.code for reason in other.reasons] == ["other_kind", "other_liked_track"]
    assert other.cost == 2 * Weights().kind
    assert match(Problem((hoping,), (unsaid,))).pairs[0].reasons == ()


@pytest.mark.parametrize(
    ("mentor", "forbidden", "why"),
    [
        (replace(BIMA, tracks=frozenset({"tiktok"})), {}, "other_track"),
        (replace(BIMA, languages=frozenset({"mad"})), {}, "no_language"),
        (BIMA, {("siti", "bima"): "kin"}, "kin"),
    ],
)
def test_what_may_not_be_is_not_whatever_it_costs(
    mentor: Mentor, forbidden: dict[tuple[str, str], str], why: str
) -> None:
    found = match(Problem((SITI,), (mentor,), forbidden=forbidden))
    assert (found.pairs, found.unmatched[0].barred, found.unmatched[0].rivals) == ((), ((why, 1),), ())


def test_too_few_places_are_told_with_all_who_compete_for_them() -> None:
    people = tuple(Participant(name, track="youtube") for name in ("ani", "budi", "cici"))
    mentors = (replace(BIMA, capacity=2), Mentor("tita", capacity=5, tracks=frozenset({"tiktok"})))
    found = match(Problem(people, mentors))
    assert len(found.pairs) == 2
    (left,) = found.unmatched
    assert (left.mentors, left.rivals, left.places) == (("bima",), ("ani", "budi", "cici"), 2)
    assert left.barred == (("other_track", 1),)


def test_loads_follow_capacities() -> None:
    people = tuple(Participant(f"p{number:02}") for number in range(12))
    found = match(
        Problem(people, (Mentor("small", capacity=4), Mentor("large", capacity=8), Mentor("full", 4, load=4)))
    )
    assert found.loads == {"small": 4, "large": 8, "full": 4}
    half = match(Problem(people[:6], (Mentor("small", capacity=4), Mentor("large", capacity=8))))
    assert half.loads == {"small": 2, "large": 4}


def test_what_an_officer_fixed_stays_and_takes_the_place_of_others() -> None:
    people = (SITI, replace(SITI, id="ani", wishes=("bima",)))
    found = match(Problem(people, (replace(BIMA, capacity=1), Mentor("tono", capacity=1)), fixed={"siti": "bima"}))
    assert paired(found) == {"siti": "bima", "ani": "tono"}
    assert found.pairs[1].reasons[0] == Reason("fixed")
    alone = match(Problem(people, (replace(BIMA, capacity=1),), fixed={"siti": "bima"}))
    assert (paired(alone), [each.participant for each in alone.unmatched]) == ({"siti": "bima"}, ["ani"])


def test_too_many_are_fixed_to_one_mentor() -> None:
    """Who can use the place best has it; the others are not given to somebody else instead."""
    people = (replace(SITI, id="ani", times=frozenset({"sun"})), SITI)
    fixed = {"ani": "bima", "siti": "bima"}
    found = match(Problem(people, (replace(BIMA, capacity=1), Mentor("tono", capacity=1)), fixed=fixed))
    assert paired(found) == {"siti": "bima"}
    (left,) = found.unmatched
    assert (left.participant, left.rivals, left.places) == ("ani", ("ani", "siti"), 1)


def test_somebody_fixed_makes_no_problem_too_large() -> None:
    """Costs are added up exactly, which has an end; who is fixed does not bring it nearer."""
    people = tuple(Participant(f"p{number}") for number in range(50))
    mentors = (Mentor("a", capacity=25), Mentor("b", capacity=25))
    found = match(Problem(people, mentors, Weights(balance=10**11), fixed={"p0": "b"}))
    assert found.loads == {"a": 25, "b": 25}


def test_when_a_mentor_falls_ill_as_few_as_possible_change() -> None:
    people = tuple(Participant(f"p{number}", wishes=("m1",)) for number in range(6))
    mentors = tuple(Mentor(f"m{number}", capacity=4) for number in range(3))
    before = paired(match(Problem(people, mentors)))
    after = match(Problem(people, (replace(mentors[0], capacity=0), *mentors[1:]), present=before))
    assert set(after.moved) == {person for person, mentor in before.items() if mentor == "m0"}
    kept = {pair.participant for pair in after.pairs if pair.reasons[0] == Reason("kept")}
    assert kept == {person for person, mentor in before.items() if mentor != "m0"}


@pytest.mark.parametrize(
    "problem",
    [
        Problem((SITI, SITI), (BIMA,)),
        Problem((SITI,), (BIMA, BIMA)),
        Problem((SITI,), (replace(BIMA, load=3),)),
        Problem((SITI,), (BIMA,), weights=Weights(time=-1)),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(problem: Problem) -> None:
    with pytest.raises(ValueError, match=r"repeated ids|more people|below nought"):
        match(problem)


TRACKS, TONGUES, DAYS, KINDS = ("a", "b"), ("id", "jv"), ("mon", "sat"), ("woman", "peer")
names = st.sampled_from


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """At most five participants and three mentors, with everything that can make a difference."""
    people = [f"p{number}" for number in range(draw(st.integers(1, 5)))]
    mentors = [f"m{number}" for number in range(draw(st.integers(1, 3)))]
    sets = lambda words: st.frozensets(names(words), max_size=2)  # noqa: E731 - said once, used five times
    orders = lambda of: st.lists(names(of), max_size=2, unique=True).map(tuple)  # noqa: E731 - said once, in place
    pairs = st.dictionaries(st.tuples(names(people), names(mentors)), st.just("kin"), max_size=3)
    return Problem(
        tuple(
            Participant(
                each,
                draw(names(("", *TRACKS))),
                draw(sets(TONGUES)),
                draw(sets(DAYS)),
                kinds=draw(sets(KINDS)),
                wishes=draw(orders(mentors)),
            )
            for each in people
        ),
        tuple(
            Mentor(
                each,
                draw(st.integers(0, 3)),
                tracks=draw(sets(TRACKS)),
                languages=draw(sets(TONGUES)),
                times=draw(sets(DAYS)),
                kinds=draw(sets(KINDS)),
                liked_tracks=draw(sets(TRACKS)),
                wishes=draw(orders(people)),
            )
            for each in mentors
        ),
        forbidden=draw(pairs),
        fixed=draw(st.dictionaries(names(people), names(mentors), max_size=3)),
        present=draw(st.dictionaries(names(people), names(mentors), max_size=3)),
    )


def worth(problem: Problem, choice: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """(fixed left out, left out, moved, cost with spread), each the less the better; None where it may not be."""
    costs, size, total = pair_costs(problem), len(problem.mentors), 0
    for row, column in enumerate(choice):
        if column < size:
            fixed = problem.fixed.get(problem.participants[row].id, problem.mentors[column].id)
            if costs[row, column] >= FORBIDDEN or fixed != problem.mentors[column].id:
                return None
            total += int(costs[row, column])
    loads = Counter(choice)
    for column, mentor in enumerate(problem.mentors):
        if loads[column] > mentor.capacity:
            return None
        total += sum(place_costs(mentor, problem.weights.balance)[: loads[column]])
    out = [problem.participants[row].id for row, column in enumerate(choice) if column == size]
    moved = sum(
        problem.mentors[column].id != problem.present.get(problem.participants[row].id, problem.mentors[column].id)
        for row, column in enumerate(choice)
        if column < size
    )
    return sum(name in problem.fixed for name in out), len(out), moved, total


def as_choice(problem: Problem, found: Matching) -> tuple[int, ...]:
    column = {mentor.id: place for place, mentor in enumerate(problem.mentors)}
    mentors = paired(found)
    return tuple(column[mentors[p.id]] if p.id in mentors else len(column) for p in problem.participants)


@given(small_problems())
def test_nothing_is_better_among_all_there_is(problem: Problem) -> None:
    found = match(problem)
    every = product(range(len(problem.mentors) + 1), repeat=len(problem.participants))
    best = min(value for choice in every if (value := worth(problem, choice)) is not None)
    assert worth(problem, as_choice(problem, found)) == best
    assert found.cost + found.spread == best[3]
    assert len(found.pairs) + len(found.unmatched) == len(problem.participants)


@given(small_problems(), st.randoms())
def test_the_order_of_the_input_plays_no_part(problem: Problem, chance: random.Random) -> None:
    people, mentors = list(problem.participants), list(problem.mentors)
    chance.shuffle(people)
    chance.shuffle(mentors)
    assert match(replace(problem, participants=tuple(people), mentors=tuple(mentors))) == match(problem)


@given(small_problems())
def test_whoever_is_left_out_is_shut_out_by_too_few_places(problem: Problem) -> None:
    for left in match(replace(problem, fixed={}, present={})).unmatched:
        capacity = {mentor.id: mentor.capacity for mentor in problem.mentors}
        assert (not left.mentors) or len(left.rivals) > sum(capacity[name] for name in left.mentors) == left.places


def town(people: int, mentors: int, seed: int = 1) -> Problem:
    chance = random.Random(seed)
    some = lambda words, most: frozenset(chance.sample(words, chance.randint(1, most)))  # noqa: E731 - said once, in place
    days, tongues = [f"day{number}" for number in range(10)], ["id", "jv", "mad"]
    ids = [f"m{number:04}" for number in range(mentors)]
    return Problem(
        tuple(
            Participant(
                f"p{number:05}",
                chance.choice(TRACKS),
                some(tongues, 2) | {"id"},
                some(days, 3),
                wishes=tuple(chance.sample(ids, chance.randint(0, 3))),
            )
            for number in range(people)
        ),
        tuple(
            Mentor(
                each,
                chance.randint(4, 8),
                tracks=some(list(TRACKS), 2),
                languages=some(tongues, 2) | {"id"},
                times=some(days, 4),
            )
            for each in ids
        ),
    )


def test_a_larger_one_is_as_cheap_as_linear_programming_makes_it() -> None:
    problem = town(60, 15)
    found, costs = match(problem), pair_costs(problem)
    places = [place_costs(mentor, problem.weights.balance) for mentor in problem.mentors]
    assert found.unmatched == ()
    assert found.cost + found.spread == least_by_linear_programming(costs, places)


def least_by_linear_programming(costs: np.ndarray, places: list[list[int]]) -> int:
    """The same optimum by HiGHS: a transportation problem's linear relaxation has an integral optimum."""
    import highspy

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    people, mentors = costs.shape
    cells = {
        (i, j): model.addVariable(lb=0, ub=1, obj=float(costs[i, j]))
        for i in range(people)
        for j in range(mentors)
        if costs[i, j] < FORBIDDEN
    }
    slots = [[model.addVariable(lb=0, ub=1, obj=float(step)) for step in steps] for steps in places]
    for i in range(people):
        model.addConstr(sum(cells[i, j] for j in range(mentors) if (i, j) in cells) == 1)
    for j in range(mentors):
        model.addConstr(sum(cells[i, j] for i in range(people) if (i, j) in cells) == sum(slots[j]))
    model.run()
    return round(model.getInfo().objective_function_value)


PRINT = """
import random, sys
from sanggar.cores.matching import Mentor, Participant, Problem, match
chance, days = random.Random(3), [f"day{number}" for number in range(6)]
some = lambda: frozenset(chance.sample(days, 2))
people = tuple(Participant(f"p{number}", times=some()) for number in range(30))
print(match(Problem(people, tuple(Mentor(f"m{number}", capacity=5, times=some()) for number in range(8)))).pairs)
"""


def test_another_process_with_other_hashes_finds_the_same() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1
