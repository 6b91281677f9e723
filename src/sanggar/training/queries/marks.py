"""What assessment found: raw and corrected marks of an assignment side by side, and where assessors are far apart.

A mark is of 100: the points of the chosen levels by the weights of their criteria, as a share of the most that could
be earned. Each round is a work of its own. All figures are rounded to two decimals here, once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanggar.cores.rating import Corrected, Mark, NotConnected, correct, disagreement
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account
from sanggar.training.models import (
    AssessmentState,
    Assignment,
    AssignmentCriterion,
    Submission,
    WorkAssessment,
    WorkScore,
)
from sanggar.training.refusals import MarksNotConnected

FULL = 100
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class RoundMarks:
    """The finished marks of one round, how many are still awaited, and whether one more assessor is needed.

    `corrected` is what the average assessor would have given, with its standard `error`; None where nothing can be
    compared. `needs_another`: the round is not answered yet, two or more marks are `threshold` or more apart, nobody
    beyond the usual number has looked, and nobody is still looking.
    """

    values: tuple[float, ...]
    pending: int
    needs_another: bool
    corrected: float | None = None
    error: float | None = None

    @property
    def raw(self) -> float | None:
        return round(sum(self.values) / len(self.values), DECIMALS) if self.values else None

    @property
    def disagreement(self) -> float:
        return round(disagreement(self.values), DECIMALS)


@dataclass(frozen=True, slots=True)
class Severity:
    """How many points milder (above 0) or stricter an assessor is than the average one; None where unknown."""

    name: str
    works: int
    mean: float
    severity: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class AssignmentMarks:
    """By the key of the submission. `fault`: why nothing could be corrected, if so."""

    rounds: dict[int, RoundMarks]
    assessors: tuple[Severity, ...]
    fault: DomainError | None

    @property
    def apart(self) -> list[int]:
        """The rounds that ask for another assessor."""
        return [pk for pk, each in self.rounds.items() if each.needs_another]


def assessment_marks(assignments: Iterable[Assignment], of: Iterable[Submission] | None = None) -> dict[int, float]:
    """The mark of each finished assessment of these assignments; only `of` these rounds, where they are named."""
    rubrics = rubrics_of(assignments)
    done = WorkScore.objects.filter(criterion__in=rubrics.criteria, assessment__state=AssessmentState.DONE)
    if of is not None:
        done = done.filter(assessment__submission__in=[each.pk for each in of])
    return marks_in(rubrics, done.values_list("assessment", "criterion", "level__points"))


@dataclass(frozen=True, slots=True)
class Rubrics:
    """By their keys: criteria, the most points of each, and the sum of an assignment's weights."""

    criteria: dict[int, AssignmentCriterion]
    most: dict[int, int]
    whole: dict[int, int]


def rubrics_of(assignments: Iterable[Assignment]) -> Rubrics:
    keys = [each.pk for each in assignments]
    rows = AssignmentCriterion.objects.filter(assignment__in=keys).prefetch_related("levels")
    criteria = {each.pk: each for each in rows}
    most = {pk: max((level.points for level in each.levels.all()), default=0) for pk, each in criteria.items()}
    whole: dict[int, int] = defaultdict(int)
    for each in criteria.values():
        whole[each.assignment_id] += each.weight
    return Rubrics(criteria, most, whole)


def marks_in(rubrics: Rubrics, scores: Iterable[tuple[int, int, int]]) -> dict[int, float]:
    """Assessment → its mark, from its scores: (assessment, criterion, points)."""
    earned: dict[int, Fraction] = defaultdict(Fraction)
    for assessment, key, points in scores:
        criterion = rubrics.criteria[key]
        full = rubrics.most[key] * rubrics.whole[criterion.assignment_id]
        earned[assessment] += Fraction(criterion.weight * points, full)
    return {pk: round(float(FULL * share), DECIMALS) for pk, share in earned.items()}


def round_marks(submission: Submission) -> RoundMarks:
    """Of one round, without the correction, which needs all others."""
    return rounds_marked([submission])[submission.pk]


def rounds_marked(submissions: Collection[Submission]) -> dict[int, RoundMarks]:
    """Of several rounds, by their keys, without the correction; no other work is read."""
    assignments = {each.assignment_id: each.assignment for each in submissions}
    marks = assessment_marks(assignments.values(), submissions)
    return {each.pk: round_of(each, marks) for each in submissions}


def corrected_by(severe: Mapping[int, float], given: Sequence[tuple[int, float]]) -> float | None:
    """What the average assessor would have given, of (assessor, mark): as least squares has it, the mean of the marks,
    each less its assessor's severity. None where somebody's is unknown.
    """
    if not given or any(account not in severe for account, _mark in given):
        return None
    return _rounded(sum(mark - severe[account] for account, mark in given) / len(given))


def marks_of(assignment: Assignment) -> AssignmentMarks:
    """Every round of an assignment."""
    return marks_of_each([assignment])[assignment.pk]


def marks_of_each(assignments: Sequence[Assignment]) -> dict[int, AssignmentMarks]:
    """The marks of several assignments, each corrected within itself, in the same few queries as of one."""
    asked = {each.pk: each for each in assignments}
    marks = assessment_marks(assignments)
    rounds: dict[int, list[Submission]] = {pk: [] for pk in asked}
    given: dict[int, list[WorkAssessment]] = defaultdict(list)
    for submission in Submission.objects.filter(assignment__in=asked).order_by("pk"):
        submission.assignment = asked[submission.assignment_id]
        rounds[submission.assignment_id].append(submission)
    for each in WorkAssessment.objects.filter(submission__assignment__in=asked).order_by("pk"):
        given[each.submission_id].append(each)
    people = Account.objects.filter(work_assessments__submission__assignment__in=asked)
    names = dict(people.distinct().values_list("pk", "name"))
    return {pk: _of_one(some, given, marks, names) for pk, some in rounds.items()}


def own_mark_missing(account: Account, assignment: Assignment) -> bool:
    """Whether this account still has works of the assignment to assess, or a work of their own in it, and so sees no
    marks of others there.
    """
    return assignment.pk in own_marks_missing(account, [assignment])


def own_marks_missing(account: Account, assignments: Iterable[Assignment]) -> set[int]:
    """The same of several assignments: the keys of those of which it is so."""
    keys = [each.pk for each in assignments]
    mine = WorkAssessment.objects.filter(account=account, state=AssessmentState.ASSIGNED)
    to_do = mine.filter(submission__assignment__in=keys).order_by().values_list("submission__assignment", flat=True)
    own = Submission.objects.filter(assignment__in=keys, enrolment__person__account=account)
    return {*to_do, *own.order_by().values_list("assignment", flat=True)}


def _of_one(
    submissions: Iterable[Submission],
    assessments: Mapping[int, list[WorkAssessment]],
    marks: dict[int, float],
    names: dict[int, str],
) -> AssignmentMarks:
    by_round = {each: assessments.get(each.pk, []) for each in submissions}
    done = [each for some in by_round.values() for each in some if each.is_done]
    given: dict[int, list[float]] = defaultdict(list)
    for each in done:
        given[each.account_id].append(marks[each.pk])
    table = [Mark(each.submission_id, each.account_id, marks[each.pk]) for each in done]
    corrected, fault = _corrected(table, names)
    rounds = {each.pk: _round(each, some, marks, corrected) for each, some in by_round.items()}
    people = [_severity(pk, names[pk], given[pk], corrected) for pk in sorted(given, key=names.__getitem__)]
    return AssignmentMarks(rounds, tuple(people), fault)


def _round(
    submission: Submission, assessments: Iterable[WorkAssessment], marks: dict[int, float], corrected: Corrected | None
) -> RoundMarks:
    some = list(assessments)
    found = corrected.people.get(submission.pk) if corrected and any(each.is_done for each in some) else None
    mark, error = (_rounded(found.corrected), _rounded(found.error)) if found else (None, None)
    return round_of(submission, marks, mark, error, assessments=some)


def round_of(
    submission: Submission,
    marks: Mapping[int, float],
    corrected: float | None = None,
    error: float | None = None,
    *,
    assessments: Sequence[WorkAssessment] | None = None,
) -> RoundMarks:
    """Of one round, whose marks stand in `marks` by the key of the assessment."""
    some, assignment = assessments or list(submission.assessments.all()), submission.assignment
    values = tuple(marks[each.pk] for each in some if each.is_done)
    pending = sum(each.state == AssessmentState.ASSIGNED for each in some)
    is_apart = len(values) > 1 and disagreement(values) >= assignment.threshold
    needs = submission.is_waiting and is_apart and not pending and len(values) <= assignment.assessors
    return RoundMarks(values, pending, needs, corrected, error)


def _corrected(marks: list[Mark], names: dict[int, str]) -> tuple[Corrected | None, DomainError | None]:
    try:
        return (correct(marks), None) if marks else (None, None)
    except NotConnected as error:
        groups = [", ".join(sorted(names[rater] for rater in group.raters)) for group in error.groups]
        return None, MarksNotConnected(count=len(groups), groups=" | ".join(groups))


def _severity(pk: int, name: str, given: list[float], corrected: Corrected | None) -> Severity:
    found = corrected.raters[pk] if corrected else None
    mean = round(sum(given) / len(given), DECIMALS)
    severity, error = (found.corrected, found.error) if found else (None, None)
    return Severity(name, len(given), mean, _rounded(severity), _rounded(error))


def _rounded(value: float | None) -> float | None:
    """To what is shown; adding 0.0 turns a minus zero into zero."""
    return None if value is None else round(value, DECIMALS) + 0.0
