"""Whether quotas can still be met, seen while people still apply; and by which change they could, once they clash."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sanggar.applications.models import NOT_LIVE, Application, ApplicationState, Call
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault
from sanggar.cores.lottery.lottery import Person, Quotas
from sanggar.cores.lottery.quotas import check_feasible
from sanggar.selection.actions.freezing import quotas_with_tracks
from sanggar.selection.actions.procedures import quotas_from_json
from sanggar.selection.features import features_of, household_of, people_features
from sanggar.selection.models import Procedure
from sanggar.selection.queries import who_takes_part


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
    """`clashes` are quotas that would have to give way were the list frozen now, with the smallest change that does."""

    people: int
    groups: tuple[Group, ...]
    clashes: tuple[Fault, ...]
    homes: Homes | None = None

    @property
    def holds(self) -> bool:
        return not self.clashes


def feasibility_of(procedure: Procedure) -> Feasibility:
    """Over everyone who could still be in the list: neither refused nor withdrawn."""
    call = procedure.call
    quotas = quotas_from_json(quotas_with_tracks(call, procedure.quotas, apart=procedure.one_per_household))
    people = _people(call, quotas, apart=procedure.one_per_household)
    counted = Counter((name, value) for person in people for name, value in person.features.items())
    groups = tuple(
        Group(name, value, counted[name, value], least, most)
        for name, values in quotas.items()
        for value, (least, most) in values.items()
    )
    homes = _homes(people) if procedure.one_per_household else None
    return Feasibility(len(people), groups, _clashes(people, quotas, call.stage.seats_free), homes)


def clashes_at_freeze(procedure: Procedure) -> tuple[Fault, ...]:
    """The same over those alone who would be in the list were it frozen now."""
    quotas = quotas_from_json(procedure.quotas)
    people = _as_people(who_takes_part(procedure), procedure.call, quotas, apart=procedure.one_per_household)
    return _clashes(people, quotas, procedure.call.stage.seats_free) if people else ()


def _homes(people: list[Person]) -> Homes:
    cards = Counter(person.household for person in people if person.household)
    several = [number for number in cards.values() if number > 1]
    return Homes(cards.total(), len(people) - cards.total(), len(several), sum(several))


def _people(call: Call, quotas: Quotas, *, apart: bool) -> list[Person]:
    live = Application.objects.filter(call=call).exclude(state__in=[*NOT_LIVE, ApplicationState.REFUSED])
    return _as_people(list(live.select_related("track", "village")), call, quotas, apart=apart)


def _as_people(applications: list[Application], call: Call, quotas: Quotas, *, apart: bool) -> list[Person]:
    features = features_of(call)
    found = people_features(applications, (features[name] for name in quotas))
    return [Person(str(each.pk), found[each.pk], household_of(each, apart=apart)) for each in applications]


def _clashes(people: list[Person], quotas: Any, seats: int) -> tuple[Fault, ...]:
    try:
        check_feasible(people, seats, quotas)
    except DocumentRefused as refused:
        return tuple(refused.faults)
    except DrawRefused as refused:
        return (Fault("", refused.code, refused.params),)
    return ()
