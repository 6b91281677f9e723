"""Whether quotas can still be met, seen while people still apply; and by which change they could, once they clash."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sanggar.applications.models import NOT_LIVE, Application, ApplicationState, Call
from sanggar.applications.queries import eligible_applications
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault, QuotasClash
from sanggar.cores.lottery.fair.conflict import with_demands
from sanggar.cores.lottery.lottery import Person, Quotas, Type
from sanggar.cores.lottery.progress import Tell
from sanggar.cores.lottery.quotas import check_feasible, types_without_chance
from sanggar.foundation import clock
from sanggar.selection.actions.freezing import quotas_with_tracks
from sanggar.selection.actions.listing import NUMBERS
from sanggar.selection.actions.terms import quotas_from_json
from sanggar.selection.alike import counted_by_track, people_of, read_people
from sanggar.selection.features import TRACK
from sanggar.selection.models import Procedure, Rule
from sanggar.selection.patience import ASIDE, PAGE, patient
from sanggar.selection.queries import Marks, corrected_marks, merit_ready, who_reaches
from sanggar.selection.queries.classes import ClassShort, classes_short, published_seats, track_limits
from sanggar.selection.queries.ways_out import within_limits
from sanggar.selection.strata import seats_free_for

UNCOVERED = "value_without_quota"


@dataclass(frozen=True, slots=True)
class Group:
    """A value of a feature: how many such people there are, and how many there must be at least."""

    feature: str
    value: str
    people: int
    least: int
    most: int

    @property
    def is_short(self) -> bool:
        return self.people < self.least


@dataclass(frozen=True, slots=True)
class Homes:
    """How many gave a family card and how many did not; how many cards several gave, and how many people those are."""

    given: int
    none: int
    shared: int
    together: int


@dataclass(frozen=True, slots=True)
class Feasibility:
    """`clashes` are quotas that would have to give way were the list frozen now, with the smallest change that does.
    `is_marked`: the marks are known, so that only who reaches the floor is counted.
    """

    people: int
    counted_at: datetime
    groups: tuple[Group, ...]
    clashes: tuple[Fault, ...]
    homes: Homes | None = None
    is_marked: bool = False

    @property
    def holds(self) -> bool:
        return not self.clashes


class Counted(NamedTuple):
    """Everyone who could still be in the list, with what `quotas` count: neither refused nor withdrawn, and not below
    the floor once that is known (`is_marked`).
    """

    people: list[Person]
    at: datetime
    quotas: Quotas
    is_marked: bool


def counted_for(procedure: Procedure) -> Counted:
    """Also for a procedure that is not stored, as a change would make it."""
    call, apart = procedure.call, procedure.one_per_household
    merit = merit_ready(call) if procedure.rule == Rule.FLOOR else None
    quotas = quotas_from_json(quotas_with_tracks(call, procedure.quotas, apart=apart))
    if merit and merit.is_ready and merit.scores:
        marks = corrected_marks(merit.scores)
        return Counted(_takes_part(procedure, quotas, marks), clock.now(), quotas, is_marked=True)
    return Counted(*people_of(_live(call), call, quotas, apart=apart), quotas, is_marked=False)


def feasibility_of(procedure: Procedure, known: Counted | None = None) -> Feasibility:
    """Also of a procedure that is not stored; `known` spares reading everyone once more."""
    people, counted_at, quotas, is_marked = known or counted_for(procedure)
    counted = Counter((name, value) for person in people for name, value in person.features.items())
    groups = tuple(
        Group(name, value, counted[name, value], least, most)
        for name, values in quotas.items()
        for value, (least, most) in values.items()
    )
    homes = _homes(people) if procedure.one_per_household else None
    clashes = _clashes(people, quotas, procedure.call) if people or not is_marked else ()
    return Feasibility(len(people), counted_at, groups, clashes, homes, is_marked)


def types_left_out(procedure: Procedure, counted: Counted) -> list[Type]:
    """Whom these quotas would leave no seat were the list frozen now. Where they can not be met, or that takes too long
    to tell, `feasibility_of` says so.
    """
    people, _at, quotas, _is_marked = counted
    seats, numbers = seats_free_for(procedure.call_id, procedure.call.stage), NUMBERS if procedure.numbered else None
    try:
        return types_without_chance(people, seats, quotas, patient(ASIDE), numbers=numbers) if seats else []
    except DrawRefused:
        return []


def clashes_at_freeze(procedure: Procedure, marks: Marks) -> tuple[Fault, ...]:
    """The same over those alone who would be in the list were it frozen now, by these marks."""
    quotas = quotas_from_json(procedure.quotas)
    people = _takes_part(procedure, quotas, marks)
    return _clashes(people, quotas, procedure.call) if people else ()


def tracks_beyond_classes(procedure: Procedure) -> list[ClassShort]:
    """The tracks of which more may get a seat than their classes hold: by the quota, or for want of one by the people
    who could still be in the list, or the seats.
    """
    call, seats = procedure.call, procedure.call.stage.seats_free
    people = counted_by_track(_live(call))
    published = published_seats(call)
    bounds = procedure.quotas.get(TRACK, {})
    return classes_short(
        call.stage,
        {
            code: min(number, published.get(code, seats), bounds[code][1] if code in bounds else seats)
            for code, number in people.items()
        },
    )


def _homes(people: list[Person]) -> Homes:
    cards = Counter(person.household for person in people if person.household)
    several = [number for number in cards.values() if number > 1]
    return Homes(cards.total(), len(people) - cards.total(), len(several), sum(several))


def _live(call: Call) -> QuerySet[Application]:
    return Application.objects.filter(call=call).exclude(state__in=[*NOT_LIVE, ApplicationState.REFUSED])


def _takes_part(procedure: Procedure, quotas: Quotas, marks: Marks) -> list[Person]:
    """Those in the list were it frozen now; where a floor keeps some out, they are read one by one."""
    call, apart = procedure.call, procedure.one_per_household
    if procedure.rule == Rule.FLOOR:
        return read_people(
            eligible_applications(call), call, tuple(quotas), apart=apart, among=who_reaches(procedure, marks)
        )
    return people_of(eligible_applications(call), call, quotas, apart=apart).people


def _clashes(people: list[Person], quotas: Any, call: Call) -> tuple[Fault, ...]:
    seats = seats_free_for(call.pk, call.stage)
    if not seats:  # what is frozen elsewhere in the stage has them all: the pages say so
        return ()
    tell = patient(PAGE)
    try:
        return tuple(_in_the_way(people, seats, quotas, call, tell))
    except DrawRefused as refused:
        return (Fault("", refused.code, refused.params),)


def _in_the_way(people: list[Person], seats: int, quotas: Quotas, call: Call, tell: Tell) -> list[Fault]:
    try:
        check_feasible(people, seats, quotas, tell)
    except QuotasClash as clash:
        faults = within_limits(clash.faults, people, seats, quotas, track_limits(call), tell)
        return with_demands(faults, clash.pool, patient(ASIDE))
    except DocumentRefused as refused:
        return _each_value_once(refused.faults)
    return []


def _each_value_once(faults: Iterable[Fault]) -> list[Fault]:
    """A value for which there is no quota is told with the number of people who have it, not once for each."""
    found = list(faults)
    missing = Counter((str(each.params["feature"]), str(each.params["value"])) for each in found if _is_uncovered(each))
    uncovered = [
        Fault("", UNCOVERED, {"feature": name, "value": value, "people": people})
        for (name, value), people in sorted(missing.items())
    ]
    return [*uncovered, *(each for each in found if not _is_uncovered(each))]


def _is_uncovered(fault: Fault) -> bool:
    return fault.code == UNCOVERED
