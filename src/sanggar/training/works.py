"""How many works of a participant were accepted, which a material may wait for.

Works are judged elsewhere: whoever keeps them says so by `@counts_accepted_works`. While nobody does, an office is not
offered that condition.
"""

from collections.abc import Callable

from sanggar.training.models import Enrolment

Counts = Callable[[Enrolment], int]
COUNTING: list[Counts] = []


def counts_accepted_works(count: Counts) -> Counts:
    """Register the function that tells how many works of an enrolment were accepted."""
    COUNTING.append(count)
    return count


def are_counted() -> bool:
    return bool(COUNTING)


def accepted_works(enrolment: Enrolment) -> int:
    return sum(count(enrolment) for count in COUNTING)
