"""What assessment found: raw and corrected marks of an assignment side by side, and where assessors are far apart.

A mark is of 100: the points of the chosen levels by the weights of their criteria, as a share of the most that could
be earned. Each round is a work of its own. All figures are rounded to two decimals here, once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, F, Max, Min, Sum, When

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
WHOLE = BigIntegerField()


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


class Given(NamedTuple):
    """The mark of one finished assessment and whose it is, by their keys."""

    assessment: int
    assignment: int
    submission: int
    account: int
    mark: float


@dataclass(frozen=True, slots=True)
class Rubrics:
    """By their keys: how much a point of a criterion counts, and what all the most points of an assignment add up to.
    Whole numbers, which lose nothing on the way and are summed in the database.
    """

    factors: dict[int, int]
    full: dict[int, int]
    of: dict[int, int]

    def mark(self, assignment: int, earned: int) -> float:
        return round(FULL * earned / self.full[assignment], DECIMALS)


def rubrics_of(assignments: Iterable[Assignment]) -> Rubrics:
    keys = [each.pk for each in assignments]
    rows = AssignmentCriterion.objects.filter(assignment__in=keys).annotate(most=Max("levels__points")).order_by("pk")
    criteria = [(each.pk, each.assignment_id, each.weight, each.most or 1) for each in rows]
    common: dict[int, int] = defaultdict(lambda: 1)
    whole: dict[int, int] = defaultdict(int)
    for _pk, assignment, weight, most in criteria:
        common[assignment] = lcm(common[assignment], most)
        whole[assignment] += weight
    return Rubrics(
        factors={pk: weight * common[assignment] // most for pk, assignment, weight, most in criteria},
        full={assignment: common[assignment] * whole[assignment] for assignment in whole},
        of={pk: assignment for pk, assignment, _weight, _most in criteria},
    )


def given_marks(assignments: Iterable[Assignment], **only: Any) -> list[Given]:
    """Of each finished assessment of these assignments; `only` narrows the scores that are read."""
    rubrics = rubrics_of(assignments)
    found = ((rubrics.of[one], *keys, earned) for *keys, earned, one in _earned(rubrics, only))
    return [Given(pk, of, work, account, rubrics.mark(of, earned)) for of, pk, work, account, earned in found]


def marks_by_round(assignments: Iterable[Assignment], **only: Any) -> dict[int, list[float]]:
    """The same marks alone, by the key of the round."""
    rubrics, found = rubrics_of(assignments), defaultdict(list)
    for _pk, work, _account, earned, one in _earned(rubrics, only):
        found[work].append(rubrics.mark(rubrics.of[one], earned))
    return found


def _earned(rubrics: Rubrics, only: dict[str, Any]) -> Iterable[tuple[int, int, int, int, int]]:
    """(assessment, round, account, points earned, one of the criteria) of each finished assessment."""
    if not rubrics.factors:
        return []
    works = {"assessment__submission__assignment__in": rubrics.full, **only}
    counts = Case(*(When(criterion=pk, then=factor) for pk, factor in rubrics.factors.items()), output_field=WHOLE)
    done = WorkScore.objects.filter(assessment__state=AssessmentState.DONE, **works)
    rows = done.values_list("assessment", "assessment__submission", "assessment__account").order_by("assessment")
    summed = rows.annotate(earned=Sum(F("level__points") * counts, output_field=WHOLE), one=Min("criterion"))
    return ((*keys, int(earned), one) for *keys, earned, one in summed)  # PostgreSQL sums to a decimal


def marks_in(rubrics: Rubrics, scores: Iterable[tuple[int, int, int]]) -> dict[int, float]:
    """Assessment → its mark, from its scores: (assessment, criterion, points)."""
    earned: dict[tuple[int, int], int] = defaultdict(int)
    for assessment, criterion, points in scores:
        earned[assessment, rubrics.of[criterion]] += points * rubrics.factors[criterion]
    return {assessment: rubrics.mark(assignment, some) for (assessment, assignment), some in earned.items()}


def marks_of_round(submission: Submission) -> dict[int, float]:
    """Finished assessment of one round → its mark."""
    given = given_marks([submission.assignment], assessment__submission=submission)
    return {each.assessment: each.mark for each in given}


def round_marks(submission: Submission) -> RoundMarks:
    """Of one round, without the correction, which needs all others."""
    return round_of(submission, marks_of_round(submission))


def corrected_round(submission: Submission) -> tuple[RoundMarks, DomainError | None]:
    """Of one round with the correction, or why there is none."""
    given = given_marks([submission.assignment])
    corrected, fault = _corrected(given)
    marks = {each.assessment: each.mark for each in given if each.submission == submission.pk}
    found = corrected.people.get(submission.pk) if corrected else None
    mark, error = (as_shown(found.corrected), as_shown(found.error)) if found else (None, None)
    return round_of(submission, marks, mark, error), fault


def corrected_by(severe: Mapping[int, float], given: Sequence[tuple[int, float]]) -> float | None:
    """What the average assessor would have given, of (assessor, mark): as least squares has it, the mean of the marks,
    each less its assessor's severity. None where somebody's is unknown.
    """
    if not given or any(account not in severe for account, _mark in given):
        return None
    return as_shown(sum(mark - severe[account] for account, mark in given) / len(given))


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


def round_of(
    submission: Submission, marks: Mapping[int, float], corrected: float | None = None, error: float | None = None
) -> RoundMarks:
    """Of one round, whose marks stand in `marks` by the key of the assessment."""
    some, assignment = list(submission.assessments.all()), submission.assignment
    values = tuple(marks[each.pk] for each in some if each.is_done)
    pending = sum(each.state == AssessmentState.ASSIGNED for each in some)
    needs = submission.is_waiting and is_apart(values, assignment.threshold) and not pending
    return RoundMarks(values, pending, needs and len(values) <= assignment.assessors, corrected, error)


def is_apart(values: Sequence[float], threshold: float) -> bool:
    """Whether two or more marks of one work are so far apart that it asks for another assessor."""
    return len(values) > 1 and disagreement(values) >= threshold


def _corrected(given: Sequence[Given]) -> tuple[Corrected | None, DomainError | None]:
    try:
        table = [Mark(each.submission, each.account, each.mark) for each in given]
        return (correct(table), None) if table else (None, None)
    except NotConnected as error:
        return None, not_connected([group.raters for group in error.groups])


def not_connected(groups: Sequence[Sequence[int]]) -> DomainError:
    """Why nothing can be corrected: nobody of one group of assessors saw a work that one of another saw."""
    names = names_of({account for group in groups for account in group})
    told = " | ".join(", ".join(sorted(names[account] for account in group)) for group in groups)
    return MarksNotConnected(count=len(groups), groups=told)


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))


def as_shown(value: float | None) -> float | None:
    """Rounded; adding 0.0 turns a minus zero into zero."""
    return None if value is None else round(value, DECIMALS) + 0.0
