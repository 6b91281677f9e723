"""How severe each assessor of an assignment is, for pages that show one person's marks, or who assessed.

Severity needs every mark of the assignment, a page of one person shows a few of them: so it is kept by the number of
the marks and the last of them, which are given once and never change, and reckoned again only after another was given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max

from sanggar.cores.rating import Mark, NotConnected, correct
from sanggar.foundation.errors import DomainError
from sanggar.training.models import AssessmentState, Assignment, WorkAssessment
from sanggar.training.queries.marks import DECIMALS, Given, as_shown, given_marks, names_of, not_connected

Severities = dict[int, float]
"""Assessor → how many points of 100 milder (above 0) or stricter than the average one; empty where unknown."""
KEPT = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Severity:
    """How many points milder (above 0) or stricter an assessor is than the average one; None where unknown."""

    name: str
    works: int
    mean: float
    severity: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class Strictness:
    """Who assessed an assignment, by name. `fault`: why nothing could be corrected, if so."""

    assessors: tuple[Severity, ...]
    fault: DomainError | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`assessors`: account → works, mean, severity and its error; `groups` of accounts between which nothing can be
    compared, if so.
    """

    assessors: Mapping[int, tuple[int, float, float | None, float | None]]
    groups: tuple[tuple[int, ...], ...] = ()


def severities_of(assignments: Iterable[Assignment]) -> dict[int, Severities]:
    """By the key of the assignment."""
    return {
        pk: {account: known[2] for account, known in found.assessors.items() if known[2] is not None}
        for pk, found in _found(assignments).items()
    }


def strictness_of(assignment: Assignment) -> Strictness:
    """How strict each assessor of an assignment is beside the others."""
    found = _found([assignment])[assignment.pk]
    names = names_of(found.assessors)
    people = [
        Severity(names[pk], works, round(mean, DECIMALS), as_shown(severity), as_shown(error))
        for pk, (works, mean, severity, error) in found.assessors.items()
    ]
    fault = not_connected(found.groups) if found.groups else None
    return Strictness(tuple(sorted(people, key=lambda each: each.name)), fault)


def _found(assignments: Iterable[Assignment]) -> dict[int, Reckoned]:
    asked = {each.pk: each for each in assignments}
    done = WorkAssessment.objects.filter(state=AssessmentState.DONE, submission__assignment__in=asked).order_by()
    stamps = done.values_list("submission__assignment").annotate(Count("pk"), Max("finished_at"))
    keys = {pk: f"training.strictness.{pk}.{number}.{last.timestamp()}" for pk, number, last in stamps}
    kept = cache.get_many(keys.values())
    found: dict[int, Reckoned] = {pk: kept.get(keys.get(pk), Reckoned({})) for pk in asked}
    if unknown := [asked[pk] for pk, key in keys.items() if key not in kept]:
        reckoned = _reckoned(unknown)
        cache.set_many({keys[pk]: some for pk, some in reckoned.items()}, KEPT)
        found |= reckoned
    return found


def _reckoned(assignments: list[Assignment]) -> dict[int, Reckoned]:
    """Each within itself, in the same few queries as one."""
    tables: dict[int, list[Given]] = {each.pk: [] for each in assignments}
    for each in given_marks(assignments):
        tables[each.assignment].append(each)
    return {pk: _of_one(table) for pk, table in tables.items()}


def _of_one(table: list[Given]) -> Reckoned:
    marks: dict[int, list[float]] = defaultdict(list)
    for each in table:
        marks[each.account].append(each.mark)
    means = {pk: (len(some), sum(some) / len(some)) for pk, some in marks.items()}
    try:
        raters = correct([Mark(each.submission, each.account, each.mark) for each in table]).raters if table else {}
    except NotConnected as error:
        alone = {pk: (*mean, None, None) for pk, mean in means.items()}
        return Reckoned(alone, tuple(group.raters for group in error.groups))
    return Reckoned({pk: (*mean, raters[pk].corrected, raters[pk].error) for pk, mean in means.items()})
