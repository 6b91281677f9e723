"""How severe each assessor of an assignment is, for a page that shows one person's marks.

Severity needs every mark of the assignment, a page of one person shows a few of them: so it is kept by the number of
the marks and the last of them, which are given once and never change, and reckoned again only after another was given.
"""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, Max

from sanggar.cores.rating import Mark, NotConnected, correct
from sanggar.training.models import AssessmentState, Assignment, WorkAssessment
from sanggar.training.queries.marks import assessment_marks

Severities = dict[int, float]
"""Assessor → how many points of 100 milder (above 0) or stricter than the average one; empty where unknown."""
KEPT = 24 * 60 * 60


def severities_of(assignments: Iterable[Assignment]) -> dict[int, Severities]:
    """By the key of the assignment."""
    asked = {each.pk: each for each in assignments}
    done = WorkAssessment.objects.filter(state=AssessmentState.DONE, submission__assignment__in=asked).order_by()
    stamps = done.values_list("submission__assignment").annotate(Count("pk"), Max("finished_at"))
    found: dict[int, Severities] = {pk: {} for pk in asked}
    for pk, number, last in stamps:
        key = f"training.severities.{pk}.{number}.{last.timestamp()}"
        kept = cache.get(key)
        if kept is None:
            kept = _reckoned(asked[pk])
            cache.set(key, kept, KEPT)
        found[pk] = kept
    return found


def _reckoned(assignment: Assignment) -> Severities:
    marks = assessment_marks([assignment])
    given = WorkAssessment.objects.filter(pk__in=marks).order_by("pk").values_list("pk", "submission", "account")
    table = [Mark(submission, account, marks[pk]) for pk, submission, account in given]
    try:
        return {account: found.corrected for account, found in correct(table).raters.items()}
    except NotConnected:
        return {}
