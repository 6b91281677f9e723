"""What became of a programme's people, beside what its budget planned for each: how many take part, how many completed.

Both are known in later rooms, which this one may not look into: they say it by `@tells_outcomes` (docs/decisions/0020).
For showing alone: nothing is decided by it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sanggar.funding.queries import totals
from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class Outcome:
    """`completed`: those with a valid certificate. What one costs is rounded down; None before anyone."""

    paid: int
    participants: int
    completed: int

    @property
    def per_participant(self) -> int | None:
        return self._shared_by(self.participants)

    @property
    def per_completed(self) -> int | None:
        return self._shared_by(self.completed)

    def _shared_by(self, people: int) -> int | None:
        return self.paid // people if people and self.paid else None


People = Callable[[Programme], tuple[int, int]]
ASKED: list[People] = []


def tells_outcomes(ask: People) -> People:
    """Register a function that tells (participants, those who completed) of a programme."""
    ASKED.append(ask)
    return ask


def outcome_of(programme: Programme) -> Outcome:
    told = [ask(programme) for ask in ASKED]
    return Outcome(totals(programme).paid, sum(each[0] for each in told), sum(each[1] for each in told))
