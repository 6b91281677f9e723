"""The marks of the works on one page of a list: of what that page shows, and of no other work."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import F, QuerySet

from sanggar.training.models import Assignment, Submission, SubmissionState
from sanggar.training.queries.marks import (
    RoundMarks,
    Rubrics,
    corrected_by,
    is_apart,
    marks_by_round,
    marks_in,
    round_of,
    rubrics_of,
)
from sanggar.training.queries.severities import severities_of

Reader = Callable[[Submission], RoundMarks]


def with_scores(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """What `marks_reader` reads, fetched with each page of the rows."""
    return rows.prefetch_related("assessments__scores__level")


def marks_reader(assignments: Sequence[Assignment]) -> Reader:
    """Reads the marks of a row of `with_scores`; of one of another assignment, nothing."""
    rubrics, severe = rubrics_of(assignments), severities_of(assignments)
    shown = {each.pk for each in assignments}

    def read(submission: Submission) -> RoundMarks:
        if submission.assignment_id not in shown:
            return RoundMarks((), 0, needs_another=False)
        given = submission.assessments.all()
        return _read(submission, rubrics, severe[submission.assignment_id]) if given else round_of(submission, {})

    return read


def _read(submission: Submission, rubrics: Rubrics, severe: dict[int, float]) -> RoundMarks:
    done = [each for each in submission.assessments.all() if each.is_done]
    scores = [(each.pk, score.criterion_id, score.level.points) for each in done for score in each.scores.all()]
    marks = marks_in(rubrics, scores)
    return round_of(submission, marks, corrected_by(severe, [(each.account_id, marks[each.pk]) for each in done]))


def apart_among(waiting: QuerySet[Any], assignments: Iterable[Assignment] | None = None) -> set[int]:
    """The waiting rounds of `submissions_of` that ask for another assessor, of these assignments where they are named.
    Only those with all their marks count: whether two are apart needs no correction and no other work.
    """
    looked_at = waiting.filter(
        state=SubmissionState.WAITING, pending=0, done__gt=1, done__lte=F("assignment__assessors")
    )
    if assignments is not None:
        looked_at = looked_at.filter(assignment__in=[each.pk for each in assignments])
    rounds = looked_at.order_by().values_list("pk", "assignment", "assignment__threshold")
    thresholds = {pk: (assignment, threshold) for pk, assignment, threshold in rounds}
    asked = Assignment.objects.filter(pk__in={assignment for assignment, _threshold in thresholds.values()})
    values = marks_by_round(asked, assessment__submission__state=SubmissionState.WAITING)
    return {pk for pk, (_assignment, threshold) in thresholds.items() if is_apart(values.get(pk, ()), threshold)}
