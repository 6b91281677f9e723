"""How long matching participants with mentors takes, beside the same transportation problem as a linear programme."""

import random
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import highspy
import numpy as np

from sanggar.cores.matching import Matching, Mentor, Participant, Problem, match
from sanggar.cores.matching.costs import pair_costs
from sanggar.cores.matching.matching import place_costs

T = TypeVar("T")
SIZES = ((100, 20), (1_000, 200), (5_000, 500))
ROUNDS = 3
LARGEST_FOR_HIGHS = 1_000


def main(sizes: Iterable[tuple[int, int]] = SIZES) -> None:
    print("seconds of the processor")
    print("participants  mentors   costs s   match s   HiGHS s   ratio   same optimum   cost   moved when one leaves")
    for people, mentors in sizes:
        problem = town(people, mentors)
        built = statistics.median(_timed(lambda p=problem: pair_costs(p))[1] for _round in range(ROUNDS))
        runs = [_timed(lambda p=problem: match(p)) for _round in range(ROUNDS if people <= LARGEST_FOR_HIGHS else 1)]
        found, took = runs[0][0], statistics.median(seconds for _found, seconds in runs)
        peer = _timed(lambda p=problem: by_linear_programming(p)) if people <= LARGEST_FOR_HIGHS else None
        moved = len(_without_one(problem, found).moved)
        optimum = found.cost + found.spread
        beside = (
            f"{peer[1]:9.3f} {peer[1] / took:7.1f} {'yes' if peer[0] == optimum else 'NO':>14}"
            if peer
            else f"{'-':>9} {'-':>7} {'-':>14}"
        )
        print(f"{people:12} {mentors:8} {built:9.3f} {took:9.3f} {beside} {optimum:6} {moved:7}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def town(people: int, mentors: int) -> Problem:
    """Made-up people: two tracks, three languages, ten times of the week, five districts, wishes on both sides."""
    chance = random.Random(people)
    days = [f"t{number}" for number in range(10)]
    ids = [f"m{number:04}" for number in range(mentors)]
    some = lambda words, most: frozenset(chance.sample(words, chance.randint(1, most)))  # noqa: E731 - said once, in place
    return Problem(
        tuple(
            Participant(
                f"p{number:05}",
                track=chance.choice("ab"),
                languages=some(["id", "jv", "mad"], 2) | {"id"},
                times=some(days, 3),
                district=f"35.73.0{chance.randint(1, 5)}",
                wishes=tuple(chance.sample(ids, chance.randint(0, 3))),
            )
            for number in range(people)
        ),
        tuple(
            Mentor(
                each,
                capacity=-(-people * 6 // (5 * mentors)) + chance.randint(0, 2),
                tracks=some(["a", "b"], 2),
                languages=some(["id", "jv", "mad"], 2) | {"id"},
                times=some(days, 4),
                districts=frozenset({f"35.73.0{chance.randint(1, 5)}"}),
            )
            for each in ids
        ),
    )


def _without_one(problem: Problem, found: Matching) -> Matching:
    present = {pair.participant: pair.mentor for pair in found.pairs}
    gone = replace(problem.mentors[0], capacity=0)
    return match(replace(problem, mentors=(gone, *problem.mentors[1:]), present=present))


def by_linear_programming(problem: Problem) -> int:
    """The optimum of the linear relaxation, which is integral; HiGHS, one thread."""
    costs = pair_costs(problem)
    places = [place_costs(mentor, problem.weights.balance) for mentor in problem.mentors]
    people, mentors = costs.shape
    slot = np.repeat(np.arange(mentors), [len(steps) for steps in places])
    row, column = np.nonzero(costs < 2**59)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(row) + len(slot), people + mentors
    model.col_cost_ = np.concatenate([costs[row, column], np.concatenate(places)]).astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(model.num_col_), np.ones(model.num_col_)
    model.row_lower_ = np.concatenate([np.ones(people), np.zeros(mentors)])
    model.row_upper_ = model.row_lower_
    pairs = np.column_stack([row, people + column]).ravel()
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate(
        [np.arange(0, len(pairs), 2), len(pairs) + np.arange(len(slot) + 1)]
    ).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([pairs, people + slot]).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate([np.ones(len(pairs)), -np.ones(len(slot))])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    return round(solver.getInfo().objective_function_value)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    """Seconds of the processor, which other work on the machine does not lengthen."""
    start = time.process_time()
    return act(), time.process_time() - start


if __name__ == "__main__":
    main()
