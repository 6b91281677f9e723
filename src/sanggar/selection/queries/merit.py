"""What the review found: raw and corrected marks of a call side by side, and what stands in the way of using them.

A mark is of 100: the points of the chosen levels by the weights of their criteria, as a share of the most that could
be earned. All figures are rounded to two decimals here, once, so that a floor or an order is decided on what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from django.db.models import Case, F, Q, Sum, Value, When

from sanggar.applications.models import Call
from sanggar.applications.queries import eligible_applications
from sanggar.cores.rating import Corrected, Mark, NotConnected, agreement, correct, disagreement, needs_third_reader
from sanggar.foundation.errors import DomainError
from sanggar.selection.merit_refusals import (
    NothingToReview,
    RatersApart,
    ReviewsUnfinished,
    RubricNotPublished,
    ThirdReadersMissing,
    TooFewReaders,
)
from sanggar.selection.models import UNFINISHED, Reviewer, Rubric, Score, TaskState
from sanggar.selection.queries.reviews import current_tasks, extra_readings, reopened, rubric_of

FULL = 100
DECIMALS = 2
AWAITED = Q(is_third=True) | Q(state__in=UNFINISHED)
"""A third reader is there, or somebody is still reading: nobody else is called."""


@dataclass(frozen=True, slots=True)
class ApplicationScore:
    """`raw` is the mean of the finished reviews, `corrected` what the average reviewer would have given, with its
    standard `error`. `corrected` is None without a review, or where `CallScores.fault` says why; it may pass 0 or 100
    a little. `error` is None where there are too few reviews to tell. `disagreement` is the largest difference.
    """

    application_id: int
    raw: float | None
    corrected: float | None
    error: float | None
    reviews: int
    disagreement: float
    needs_third: bool


@dataclass(frozen=True, slots=True)
class ReviewerSeverity:
    """`severity` is how many points milder (above 0) or stricter (below) than the average reviewer; None as above."""

    reviewer_id: int
    name: str
    mean: float
    severity: float | None
    error: float | None
    reviews: int


@dataclass(frozen=True, slots=True)
class CallScores:
    """One row for each eligible application, by its key. `fault`: why nothing could be corrected, if so."""

    applications: dict[int, ApplicationScore]
    reviewers: tuple[ReviewerSeverity, ...]
    fault: DomainError | None

    @property
    def thirds_needed(self) -> int:
        return sum(score.needs_third for score in self.applications.values())


class FinishedReview(NamedTuple):
    """Application and reviewer by their keys; `mark` is of 100."""

    application: int
    reviewer: int
    is_third: bool
    mark: float


def scores_of(call: Call) -> CallScores:
    rubric = rubric_of(call)
    marks = [Mark(each.application, each.reviewer, each.mark) for each in finished_marks(call)]
    corrected, fault = _corrected(call, marks)
    by_application: dict[int, list[float]] = defaultdict(list)
    for mark in marks:
        by_application[mark.person].append(mark.value)
    awaited = set(current_tasks(call).filter(AWAITED).values_list("application", flat=True))
    rows = {
        pk: _application_score(pk, by_application[pk], corrected, rubric, is_awaited=pk in awaited)
        for pk in eligible_applications(call).order_by("pk").values_list("pk", flat=True)
    }
    return CallScores(rows, _severities(call, marks, corrected), fault)


def finished_marks(call: Call) -> list[FinishedReview]:
    """The finished reviews that count."""
    done = current_tasks(call).filter(state=TaskState.DONE).order_by("pk")
    marks = task_marks(call)
    rows = done.values_list("pk", "application", "reviewer", "is_third")
    return [
        FinishedReview(application, reviewer, is_third, marks[pk])
        for pk, application, reviewer, is_third in rows
        if pk in marks
    ]


def task_marks(call: Call, application: int | None = None) -> dict[int, float]:
    """The mark of each review, of one application or of all, in which a level was chosen; criteria that are left out
    earn nothing.
    """
    rubric = rubric_of(call)
    return marks_by_rubrics([rubric], application) if rubric else {}


def marks_by_rubrics(rubrics: Sequence[Rubric], application: int | None = None) -> dict[int, float]:
    """The same for the calls of several rubrics, whose criteria and levels are at hand, in one question. The database
    adds up, in whole numbers: of 20,000 applications there are a few hundred thousand scores.
    """
    worth: dict[int, int] = {}
    whole: dict[int, int] = {}
    for rubric in rubrics:
        most = {
            each.pk: max((level.points for level in each.levels.all()), default=0) for each in rubric.criteria.all()
        }
        common = lcm(*filter(None, most.values()))
        worth |= {each.pk: each.weight * common // most[each.pk] for each in rubric.criteria.all() if most[each.pk]}
        whole[rubric.call_id] = common * sum(each.weight for each in rubric.criteria.all())
    chosen = Score.objects.filter(task__reviewer__call__in=whole, level__isnull=False)
    if application is not None:
        chosen = chosen.filter(task__application=application)
    if not worth:
        return {}
    points = Case(*(When(criterion=pk, then=Value(each)) for pk, each in worth.items()), default=0) * F("level__points")
    earned = chosen.order_by().values_list("task", "task__reviewer__call").annotate(earned=Sum(points))
    return {task: round(float(Fraction(FULL * share, whole[call])), DECIMALS) for task, call, share in earned}


# --- readiness -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class MeritReadiness:
    """What stands in the way of using the marks, in the order in which it is to be dealt with; and the `scores` that
    were looked at, once there is a rubric.
    """

    faults: tuple[DomainError, ...]
    scores: CallScores | None = None

    @property
    def is_ready(self) -> bool:
        return not self.faults

    def require(self) -> None:
        """Raises the first thing that stands in the way."""
        if self.faults:
            raise self.faults[0]


def merit_ready(call: Call) -> MeritReadiness:
    rubric = rubric_of(call)
    if rubric is None or not rubric.is_published:
        return MeritReadiness((RubricNotPublished(),))
    scores = scores_of(call)
    return MeritReadiness(tuple(_faults(call, rubric, scores)), scores)


def _faults(call: Call, rubric: Rubric, scores: CallScores) -> Iterator[DomainError]:
    """After the freeze only what an upheld objection opened again is judged: the marks of the others stand."""
    is_frozen = Call.objects.filter(pk=call.pk, frozen_at__isnull=False).exists()
    judged = reopened(call) if is_frozen else set(scores.applications)
    tasks = current_tasks(call).filter(application__in=judged if is_frozen else eligible_applications(call))
    read = Counter(tasks.values_list("application", flat=True))
    extra = extra_readings(call)
    lacking = sum(read[pk] < max(rubric.readers, extra.get(pk, 0)) for pk in judged)
    unfinished = tasks.filter(state__in=UNFINISHED).count()
    thirds = sum(scores.applications[pk].needs_third for pk in judged if pk in scores.applications)
    if not scores.applications:
        yield NothingToReview()
    if lacking:
        yield TooFewReaders(count=lacking)
    if unfinished:
        yield ReviewsUnfinished(count=unfinished)
    if thirds:
        yield ThirdReadersMissing(count=thirds)
    if scores.fault:
        yield scores.fault


# --- agreement -------------------------------------------------------------------------------------------------------
def agreement_of(call: Call) -> float | None:
    """How far two readers of one application agree: ICC(1), as each application has others. From the first reviews of
    each, as many as the rubric asks for; third readers are called because two differ, so they count not. None where
    fewer than two applications have them, or all marks are the same.
    """
    rubric = rubric_of(call)
    by_application: dict[int, list[float]] = defaultdict(list)
    for each in finished_marks(call):
        if not each.is_third:
            by_application[each.application].append(each.mark)
    readers = rubric.readers if rubric else 0
    table = [marks[:readers] for marks in by_application.values() if len(marks) >= readers]
    return agreement(table).icc1 if readers and len(table) > 1 else None


# --- the sums --------------------------------------------------------------------------------------------------------
def _corrected(call: Call, marks: list[Mark]) -> tuple[Corrected | None, DomainError | None]:
    try:
        return (correct(marks), None) if marks else (None, None)
    except NotConnected as error:
        names = dict(Reviewer.objects.filter(call=call).values_list("pk", "account__name"))
        groups = ["; ".join(sorted(names[rater] for rater in group.raters)) for group in error.groups]
        return None, RatersApart(count=len(groups), groups=" | ".join(groups))


def _application_score(
    pk: int, marks: list[float], corrected: Corrected | None, rubric: Rubric | None, *, is_awaited: bool
) -> ApplicationScore:
    found = corrected.people.get(pk) if corrected else None
    disputed = rubric is not None and not is_awaited and needs_third_reader(marks, rubric.threshold)
    return ApplicationScore(
        application_id=pk,
        raw=_rounded(sum(marks) / len(marks)) if marks else None,
        corrected=_rounded(found.corrected) if found else None,
        error=_rounded(found.error) if found else None,
        reviews=len(marks),
        disagreement=round(disagreement(marks), DECIMALS),
        needs_third=disputed,
    )


def _severities(call: Call, marks: list[Mark], corrected: Corrected | None) -> tuple[ReviewerSeverity, ...]:
    given: dict[int, list[float]] = defaultdict(list)
    for mark in marks:
        given[mark.rater].append(mark.value)
    rows = Reviewer.objects.filter(call=call, pk__in=given).values_list("pk", "account__name")
    return tuple(_severity(pk, name, given[pk], corrected) for pk, name in rows)


def _severity(pk: int, name: str, marks: list[float], corrected: Corrected | None) -> ReviewerSeverity:
    found = corrected.raters[pk] if corrected else None
    severity, error = (found.corrected, found.error) if found else (None, None)
    mean = round(sum(marks) / len(marks), DECIMALS)
    return ReviewerSeverity(pk, name, mean, _rounded(severity), _rounded(error), len(marks))


def _rounded(value: float | None) -> float | None:
    """To what is shown; adding 0.0 turns a minus zero into zero."""
    return None if value is None else round(value, DECIMALS) + 0.0
