"""What can we afford? The largest whole number whose cost stays within a ceiling.

The cost must never fall as the number grows (with factors, prices and counts ≥ 0 it does not: `with_seats` and its kin
see to the counts), so that halving finds the exact answer in about forty evaluations.
"""

from collections.abc import Callable
from dataclasses import dataclass

BEYOND = 1_000_000
"""No training has more of anything; a cost that is still within the ceiling there is not driven by the number."""


@dataclass(frozen=True, slots=True)
class Affordable:
    """`most`: the largest number within the ceiling, with its cost; `following`: the next number that can be, with its
    cost. `most` is None: not even zero of it, or (`is_unbounded`) as many as anyone likes, because nothing in the plan
    depends on it. `following` is None where no larger number can be.
    """

    most: int | None
    cost: int = 0
    following: int | None = None
    cost_of_next: int = 0
    is_unbounded: bool = False


@dataclass(frozen=True, slots=True)
class Possible:
    """Which numbers can be: the nearest down from one, and the nearest up. 0 always can."""

    at_most: Callable[[int], int]
    at_least: Callable[[int], int | None]


ANY = Possible(lambda number: number, lambda number: number)


def affordable(cost: Callable[[int], int], ceiling: int, possible: Possible = ANY) -> Affordable:
    """`cost(n)` in rupiah, never falling as `n` grows from 0."""
    if (least := cost(0)) > ceiling:
        return Affordable(None, following=0, cost_of_next=least)
    if cost(BEYOND) <= ceiling:
        return Affordable(None, cost=cost(BEYOND), is_unbounded=True)
    within, above = 0, BEYOND
    while above - within > 1:
        middle = (within + above) // 2
        within, above = (middle, above) if cost(middle) <= ceiling else (within, middle)
    most, following = possible.at_most(within), possible.at_least(above)
    return Affordable(most, cost(most), following, cost(following) if following is not None else 0)
