"""What somebody would still lack for the certificate if their mentoring ended now, as the room that judges it tells.

Completion is judged in a later room, which this one may not look into: it says so by `@tells_what_is_missing`
(docs/decisions/0020). For showing alone, to who is about to close a pair: it forbids no end.
"""

from collections.abc import Callable, Iterable

from sanggar.training.models import Enrolment

Tell = Callable[[Enrolment], Iterable[str]]
ASKED: list[Tell] = []


def tells_what_is_missing(tell: Tell) -> Tell:
    ASKED.append(tell)
    return tell


def missing_for_certificate(enrolment: Enrolment) -> list[str]:
    """Each as part of a sentence; nothing where nothing is missing, or nothing is asked for."""
    return [words for tell in ASKED for words in tell(enrolment)]
