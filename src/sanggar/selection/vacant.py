"""Seats that nobody would be there to take, where no quotas or households tell it already (`feasibility`): seen while
people apply, when the list is frozen, and before the draw.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from sanggar.applications.models import NOT_LIVE, Application, ApplicationState, Call
from sanggar.applications.queries import eligible_applications
from sanggar.foundation.errors import DomainError
from sanggar.selection.alike import counted_by_track
from sanggar.selection.models import Draw, DrawState, Procedure, Rule
from sanggar.selection.queries import Readiness, who_reaches
from sanggar.selection.strata import SHARED, Seats, seats_again, seats_free_for, seats_of_call


@dataclass(frozen=True, slots=True)
class Vacant:
    """`number` of the `seats` stay empty though everyone who can have one of them does. `people` are everyone."""

    people: int
    seats: int
    number: int


def vacant_so_far(call: Call) -> Vacant | None:
    """Over everyone who could still be in the list: neither refused nor withdrawn."""
    try:
        seats = seats_of_call(call)
    except DomainError:  # no seats to speak of: the page says so elsewhere
        return None
    live = Application.objects.filter(call=call).exclude(state__in=[*NOT_LIVE, ApplicationState.REFUSED])
    return _vacant(counted_by_track(live), seats)


def vacant_at_freeze(readiness: Readiness, procedure: Procedure) -> Vacant | None:
    """Over those alone who would be in the list were it frozen now."""
    if procedure.rule != Rule.FLOOR:
        return _vacant(counted_by_track(eligible_applications(procedure.call)), readiness.seats)
    reached = who_reaches(procedure, readiness.marks)
    tracks = eligible_applications(procedure.call).order_by().values_list("pk", "track__code")
    return _vacant(Counter(code for pk, code in tracks if pk in reached), readiness.seats)


def vacant_in(draw: Draw) -> Vacant | None:
    """Over the frozen list, until the result is published: then the offers show what is free."""
    if draw.is_by_type or draw.state == DrawState.PUBLISHED:
        return None
    seats = seats_again(draw) if draw.call.seats_by_track else {SHARED: draw.seats}
    rows = draw.entries.order_by().values("stratum").annotate(people=Count("pk"))
    return _vacant(Counter({row["stratum"]: row["people"] for row in rows}), seats)


def seats_taken_away(draw: Draw) -> int:
    """How many seats the stage no longer has of those for which the list was frozen, until they are offered."""
    if draw.offers_opened_at:
        return 0
    return max(draw.seats - seats_free_for(draw.call_id, draw.call.stage), 0)


def _vacant(people: Counter[str], seats: Seats) -> Vacant | None:
    if SHARED in seats:
        people = Counter({SHARED: people.total()})
    number = sum(max(number - people[stratum], 0) for stratum, number in seats.items())
    return Vacant(people.total(), sum(seats.values()), number) if number else None
