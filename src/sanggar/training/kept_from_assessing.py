"""Who must not assess somebody's works, as the room knows that arranges who is near them.

Who accompanies whom is kept in a later room, which this one may not look into: it says so by `@keeps_from_assessing`.
Asked anew whenever somebody is asked to assess; a list kept here would be a second truth (docs/decisions/0020).
"""

from collections.abc import Callable, Iterable

from sanggar.training.models import Enrolment

Tell = Callable[[Enrolment], Iterable[int]]
ASKED: list[Tell] = []


def keeps_from_assessing(tell: Tell) -> Tell:
    """Register a function that tells the keys of accounts which are kept from a participant's works."""
    ASKED.append(tell)
    return tell


def kept_from_assessing(enrolment: Enrolment) -> frozenset[int]:
    return frozenset(account for tell in ASKED for account in tell(enrolment))
