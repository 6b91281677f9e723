"""What later rooms tell of a participant on the desk's page about them: their mentor, works, certificate.

They are kept in rooms that this one may not look into, so these, or a face that shows them, say it by
`@tells_of_participants` (docs/decisions/0020). For showing alone: nothing is decided by it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sanggar.training.models import Enrolment


@dataclass(frozen=True, slots=True)
class Line:
    """What it is about, how it stands, and the page where more is."""

    title: str
    text: str
    url: str


Tell = Callable[[Enrolment], Iterable[Line]]
ASKED: list[Tell] = []


def tells_of_participants(tell: Tell) -> Tell:
    ASKED.append(tell)
    return tell


def lines_of(enrolment: Enrolment) -> list[Line]:
    return [line for tell in ASKED for line in tell(enrolment)]
