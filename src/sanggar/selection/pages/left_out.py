"""Whom quotas leave without a chance, in words: of a lottery that stands, and of one that is only proposed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from sanggar.applications.models import Call
from sanggar.cores.lottery.errors import DrawRefused, QuotasClash
from sanggar.cores.lottery.lottery import Type
from sanggar.cores.lottery.quotas import types_without_chance
from sanggar.selection.actions.freezing import quotas_with_tracks
from sanggar.selection.actions.listing import NUMBERS, quota_people
from sanggar.selection.actions.recomputing import giving_way
from sanggar.selection.actions.terms import quotas_as_json, quotas_from_json
from sanggar.selection.features import Feature, features_of
from sanggar.selection.models import Draw, LotteryWork
from sanggar.selection.patience import PAGE, patient
from sanggar.selection.refusals import QuotasStillClash
from sanggar.selection.seen import mark_of_seen


@dataclass(frozen=True, slots=True)
class Unreachable:
    """People whom no panel of the lottery seats: the quotas leave no seat for them."""

    people: int
    features: str


def unreachable_rows(types: Iterable[tuple[Mapping[str, str], int]], call: Call) -> list[Unreachable]:
    """Those who are alike but for their household are told together."""
    features, found = features_of(call), Counter[str]()
    for values, people in types:
        found[_in_words(values, features)] += people
    return [Unreachable(people, words) for words, people in found.items()]


def _in_words(values: Mapping[str, str], features: Mapping[str, Feature]) -> str:
    told = ((features[name], value) for name, value in values.items() if name in features)  # households are none
    return ", ".join(f"{feature.title}: {feature.values.get(value, value)}" for feature, value in told)


def rows_of_types(types: Iterable[Type], call: Call) -> list[Unreachable]:
    return unreachable_rows(((kind.features, kind.count) for kind in types), call)


def as_given(draw: Draw, given: Mapping[str, Any]) -> Draw:
    """The draw as `recompute_lottery` would make it of what was given; not stored."""
    after, quotas, lift = copy(draw), given.get("quotas"), given.get("lift", "")
    if quotas:
        after.quotas = quotas_with_tracks(draw.call, quotas_as_json(quotas), apart=draw.is_by_type)
    after.seats = given.get("seats") or draw.seats
    after.one_per_household = draw.one_per_household and lift != "limit"
    after.numbered = draw.numbered and lift != "numbers"
    return after


def mark_of(draw: Draw) -> str:
    """Names what its lottery depends on, as far as it may be changed."""
    return mark_of_seen([draw.quotas, draw.seats, draw.one_per_household, draw.numbered])


def left_out_of(draw: Draw, work: LotteryWork) -> list[Unreachable]:
    """Whom the lottery of this draw, not stored, would leave without a chance; empty where that can not be found while
    somebody waits: the computation then tells. Raises why the quotas can not be taken.
    """
    quotas = quotas_from_json(draw.quotas)
    giving_way(Draw.objects.get(pk=draw.pk), work).require(quotas)
    entries = list(draw.entries.select_related("application__track", "application__village"))
    numbers = NUMBERS if draw.numbered else None
    try:
        types = types_without_chance(quota_people(draw, entries), draw.seats, quotas, patient(PAGE), numbers=numbers)
    except QuotasClash:
        raise QuotasStillClash from None
    except DrawRefused:
        return []
    return rows_of_types(types, draw.call)
