"""How severe each assessor of an assignment is, for a page that shows one person's marks.

Severity needs every mark of the assignment, a page of one person shows a few of them: so it is kept by the number of
the marks and the last of them, which are given once and never change, and reckoned again only after another was given.
"""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, Max

from sanggar.cores.rating import Mark, NotConnected, correct
from sanggar.training.models import AssessmentState, Assignment, WorkAssessment
from sanggar.training.queries.marks import given_marks

Severities = dict[int, float]
"""Assessor → how many points of 100 milder (above 0) or stricter than the average one; empty where unknown."""
KEPT = 24 * 60 * 60


def severities_of(assignments: Iterable[Assignment]) -> dict[int, Severities]:
    """By the key of the assignment."""
    asked = {each.pk: each for each in assignments}
    done = WorkAssessment.objects.filter(state=AssessmentState.DONE, submission__assignment__in=asked).order_by()
    stamps = done.values_list("submission__assignment").annotate(Count("pk"), Max("finished_at"))
    keys = {pk: f"training.severities.{pk}.{number}.{last.timestamp()}" for pk, number, last in stamps}
    kept = cache.get_many(keys.values())
    found: dict[int, Severities] = {pk: kept.get(keys.get(pk), {}) for pk in asked}
    if unknown := [asked[pk] for pk, key in keys.items() if key not in kept]:
        reckoned = _reckoned(unknown)
        cache.set_many({keys[pk]: some for pk, some in reckoned.items()}, KEPT)
        found |= reckoned
    return found


def _reckoned(assignments: list[Assignment]) -> dict[int, Severities]:
    """Each within itself, in the same few queries as one."""
    tables: dict[int, list[Mark]] = {each.pk: [] for each in assignments}
    for each in given_marks(assignments):
        tables[each.assignment].append(Mark(each.submission, each.account, each.mark))
    return {pk: _severities(table) for pk, table in tables.items()}


def _severities(table: list[Mark]) -> Severities:
    try:
        return {account: found.corrected for account, found in correct(table).raters.items()} if table else {}
    except NotConnected:
        return {}
