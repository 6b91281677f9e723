"""How much presence the programme asks for to be completed, as the room that judges completion tells it.

The rule is kept in a later room, which this one may not look into: it says so by `@tells_attendance_asked`
(docs/decisions/0020). For showing alone: it colours a rate and narrows a list, and nothing is decided by it.
"""

from collections.abc import Callable

from sanggar.planning.models import Programme

Tell = Callable[[Programme], int]
ASKED: list[Tell] = []


def tells_attendance_asked(tell: Tell) -> Tell:
    ASKED.append(tell)
    return tell


def attendance_asked(programme: Programme) -> int:
    """The whole percent that is asked for; nought where none is."""
    return max((tell(programme) for tell in ASKED), default=0)
