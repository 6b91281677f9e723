"""Whether a list can be frozen, what stands in the way, and who would be in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sanggar.applications.actions import CallStillOpen, NotScreened
from sanggar.applications.models import Application, Call
from sanggar.applications.participants import seated_in
from sanggar.applications.queries import contested_applications, eligible_applications, unsettled_applications
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.selection.models import (
    MARKED,
    Draw,
    Procedure,
    ProposedChange,
    Rule,
)
from sanggar.selection.procedure_refusals import ChangeAwaitsConfirmation, ProcedureMissing, StageSeatsChanged
from sanggar.selection.queries.merit import CallScores, merit_ready, scores_of
from sanggar.selection.refusals import AlreadyFrozen, NobodyToDraw, SeatedInList
from sanggar.selection.strata import Seats, seats_of_call

AT_ONCE = 2000  # applications in memory, of which many may be left out

Marks = Mapping[int, Decimal]
"""The corrected mark (of 100) by application."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What must be true before a list can be frozen. `entrants` is how many the list would hold: who is eligible and,
    where there is a floor, reaches it; `contested` are left out of it; `seated`, by registration number, are those who
    have a seat in the stage already. `seats` are per stratum; none are left where `seats_fault` is. `marks` are those
    that decide, once nothing stands in their way.
    """

    is_closed: bool
    is_frozen: bool
    entrants: int
    unsettled: int
    contested: int
    seated: list[str]
    seats: Seats
    seats_fault: DomainError | None
    procedure: Procedure | None = None
    marks_fault: DomainError | None = None
    change_waits: bool = False
    resized: DomainError | None = None
    marks: Marks = field(default_factory=dict)

    @property
    def fault(self) -> DomainError | None:
        """The first thing that stands in the way."""
        if self.is_frozen:
            return AlreadyFrozen()
        if not self.is_closed:
            return CallStillOpen()
        if self.unsettled or self.seated:
            return NotScreened(count=self.unsettled) if self.unsettled else SeatedInList(count=len(self.seated))
        if self.procedure is None:
            return ProcedureMissing()
        if self.change_waits:
            return ChangeAwaitsConfirmation()
        return self.resized or self.marks_fault or (self.seats_fault if self.entrants else NobodyToDraw())

    @property
    def seat_count(self) -> int:
        return sum(self.seats.values())

    def require(self) -> Seats:
        """The seats to draw; raises what stands in the way."""
        if self.fault:
            raise self.fault
        return self.seats


def readiness_of(call: Call, at: datetime | None = None) -> Readiness:
    try:
        seats, fault = seats_of_call(call), None
    except DomainError as error:
        seats, fault = {}, error
    procedure = Procedure.objects.filter(call=call, published_at__isnull=False).select_related("call__stage").first()
    merit = merit_ready(call) if procedure and procedure.rule in MARKED else None
    marks = corrected_marks(merit.scores) if merit and merit.scores and merit.is_ready else {}
    return Readiness(
        is_closed=call.published_at is not None and (at or clock.now()) >= call.ends_at,
        is_frozen=(is_frozen := Draw.objects.filter(call=call).exists()),
        entrants=_entrants(call, None if merit and merit.faults else procedure, marks),
        unsettled=unsettled_applications(call).count(),
        contested=contested_applications(call).count(),
        seated=[] if is_frozen else _seated(call),
        seats=seats,
        seats_fault=fault,
        procedure=procedure,
        marks_fault=next(iter(merit.faults), None) if merit else None,
        change_waits=change_waits(call),
        resized=_resized(procedure),
        marks=marks,
    )


def _seated(call: Call) -> list[str]:
    """Who was accepted, and has come into the stage by another list since."""
    found = eligible_applications(call).filter(nik_lookup__in=seated_in(call.stage))
    return list(found.order_by("receipt").values_list("receipt", flat=True))


def _resized(procedure: Procedure | None) -> DomainError | None:
    """The stage has other seats than were published: everyone reads why before a list is frozen for them."""
    if procedure is None or procedure.stage_seats == (now := procedure.call.stage.seats):
        return None
    return StageSeatsChanged(now=now, told=procedure.stage_seats)


def _entrants(call: Call, procedure: Procedure | None, marks: Marks) -> int:
    """Everyone who is eligible counts until marks can tell who reaches the floor."""
    if procedure is None or procedure.rule != Rule.FLOOR:
        return eligible_applications(call).count()
    return len(who_reaches(procedure, marks))


def who_reaches(procedure: Procedure, marks: Marks) -> set[int]:
    """The applications that were marked so high as the floor asks."""
    floor = procedure.floor or Decimal(0)
    return {pk for pk, mark in marks.items() if mark >= floor}


def who_takes_part(procedure: Procedure, marks: Marks) -> list[Application]:
    """Everyone in the list that is frozen: who is eligible and, where there is a floor, reaches it by these marks."""
    people = eligible_applications(procedure.call).select_related("track", "village").order_by("pk")
    if procedure.rule != Rule.FLOOR:
        return list(people)
    reached = who_reaches(procedure, marks)
    return [each for each in people.iterator(AT_ONCE) if each.pk in reached]


def change_waits(call: Call) -> bool:
    """Whether a change of the procedure waits for a second person."""
    return ProposedChange.objects.filter(procedure__call=call, settled_at=None).exists()


def has_procedure(call: Call) -> bool:
    """Whether how the call selects is published."""
    return Procedure.objects.filter(call=call, published_at__isnull=False).exists()


def marks_of(call: Call) -> dict[int, Decimal]:
    """The corrected mark (of 100) of each application that has one."""
    return corrected_marks(scores_of(call))


def corrected_marks(scores: CallScores) -> dict[int, Decimal]:
    rows = scores.applications
    return {pk: Decimal(str(row.corrected)) for pk, row in rows.items() if row.corrected is not None}
