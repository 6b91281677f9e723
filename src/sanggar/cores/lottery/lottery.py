"""The published lottery: who can be drawn, in which groups, with which chance.

People with the same features are interchangeable and form a *type*. A *panel* says how many people of each type are
seated; a lottery is a list of panels with weights. One panel is chosen with a probability in proportion to its weight,
then within each type the seats go to the lowest tickets. So a person of type t is seated with the probability

    p_t = (sum over panels of weight * counts_t / n_t) / (sum of weights),    n_t people of type t.

Without quotas there is one type and one panel; with fixed seats per track, one type per track and one panel. Under
quotas there are many panels, each of which fills all seats and meets every quota; `fair` finds them. `gap` bounds
how far the chances may be from the fairest ones (0: proven fairest). In a *numbered* lottery the weights are whole and
come to a power of ten: panel after panel takes as many numbers from 0 upwards as its weight, so that dice rolled on a
stage choose the panel in front of everyone.

Not for: eligibility, merit, or anything that is not public. Features that decide nothing are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from sanggar.cores.lottery.decimals import UNIT
from sanggar.cores.lottery.digest import canonical_json
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.shape import is_draw_id, is_text

BY_POOL, BY_LIST = VERSIONS = (1, 2)
"""Of a lottery document: what the seeds of later steps follow from, as `steps` says."""

Quotas = Mapping[str, Mapping[str, tuple[int, int]]]
"""Least and most to be seated per value, per feature."""


class Person(NamedTuple):
    """One entry of the frozen list: a random draw id, made for this draw, and public features.

    Where at most one person per household is seated, `household` is the same for those who live together, whatever
    names it, and empty for who lives alone; None where nothing depends on it.
    """

    id: str
    features: Mapping[str, str] = MappingProxyType({})
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """People who share these features; `probability` is exact."""

    features: Mapping[str, str]
    count: int
    probability: Fraction


@dataclass(frozen=True, slots=True)
class Panel:
    """`counts[t]` people of type t are seated, with a chance in proportion to `weight` (at most twelve decimals)."""

    weight: Fraction
    counts: tuple[int, ...]


class Entry(NamedTuple):
    """A person of the lottery, the index of the type, and the code of a household that others in the list share."""

    id: str
    type: int
    household: str = ""


@dataclass(frozen=True, slots=True)
class Lottery:
    """Types in the order of their features, people in the order of their ids' bytes: one lottery, one text.

    Where at most one person per household is seated, `households` says how many households are of each kind.
    `version` is that of the document; lotteries that were published in an earlier one keep it.
    """

    seats: int
    types: tuple[Type, ...]
    panels: tuple[Panel, ...]
    people: tuple[Entry, ...]
    gap: Fraction = Fraction(0)
    quotas: Quotas = field(default_factory=dict)
    numbered: int | None = None
    households: Mapping[str, int] | None = None
    version: int = BY_LIST


def plain_lottery(people: Iterable[Person], seats: int) -> Lottery:
    """The same chance for everyone, whatever their features; everyone is seated when there are seats enough."""
    return _fixed_lottery([(person.id, "") for person in people], {"": {}}, {"": seats})


def stratified_lottery(people: Iterable[Person], feature: str, seats_per_value: Mapping[str, int]) -> Lottery:
    """Fixed seats for each value of one feature, such as a track.

    A value with fewer people than seats has all of them seated; the seats left over stay free, they do not pass to
    another value. Raises `DrawRefused` when a person's value is missing or has no published number of seats.
    """
    features = {value: {feature: value} for value in seats_per_value}
    members = [(person.id, _published_value(person, feature, features)) for person in people]
    return _fixed_lottery(members, features, seats_per_value)


def chances(counts: Sequence[int], panels: Sequence[Panel]) -> list[Fraction]:
    """The exact probability of a person of each type (0 for a type without people)."""
    weights = [int(panel.weight * UNIT) for panel in panels]
    total = sum(weights)
    seated = [0] * len(counts)
    for weight, panel in zip(weights, panels, strict=True):
        for index, seats in enumerate(panel.counts):
            if seats:
                seated[index] += weight * seats
    shares = zip(seated, counts, strict=True)
    return [Fraction(seats, total * count) if count else Fraction(0) for seats, count in shares]


def type_order(features: Mapping[str, str]) -> str:
    """Types stand in the order of the canonical JSON of their features."""
    return canonical_json(features)


def _fixed_lottery(
    members: Sequence[tuple[str, str]], features: Mapping[str, Mapping[str, str]], seats: Mapping[str, int]
) -> Lottery:
    """One panel; `members` are (draw id, stratum), `features` and `seats` are per stratum."""
    _check_members(members)
    _check_seats(seats.values())
    strata = sorted(features, key=lambda stratum: type_order(features[stratum]))
    index = {stratum: position for position, stratum in enumerate(strata)}
    sizes = dict.fromkeys(strata, 0)
    for _, stratum in members:
        sizes[stratum] += 1
    counts = [sizes[stratum] for stratum in strata]
    panel = Panel(Fraction(1), tuple(min(seats[stratum], sizes[stratum]) for stratum in strata))
    return Lottery(
        seats=sum(seats.values()),
        types=tuple(map(Type, (features[stratum] for stratum in strata), counts, chances(counts, [panel]))),
        panels=(panel,),
        people=tuple(Entry(person_id, index[stratum]) for person_id, stratum in sorted(members)),
    )


def _published_value(person: Person, feature: str, published: Mapping[str, object]) -> str:
    value = person.features.get(feature)
    if value is None:
        raise DrawRefused("feature_missing", feature=feature)
    if value not in published:
        raise DrawRefused("value_unpublished", person=person.id, feature=feature, value=value)
    return value


def _check_members(members: Sequence[tuple[str, str]]) -> None:
    if not members:
        raise DrawRefused("no_people")
    seen: set[str] = set()
    for person_id, stratum in members:
        if not is_draw_id(person_id) or not is_text(stratum):
            raise DrawRefused("not_id" if is_text(stratum) else "not_text")
        if person_id in seen:
            raise DrawRefused("duplicate_id", person=person_id)
        seen.add(person_id)


def _check_seats(seats: Iterable[int]) -> None:
    numbers = list(seats)
    if min(numbers, default=0) < 0 or sum(numbers) < 1:
        raise DrawRefused("seats_invalid")
