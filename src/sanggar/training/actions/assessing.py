"""An assessor's own marks, given once; and the answer to a round: to be mended, or accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.training.actions.handing_in import hold_submission, require_another, require_undecided
from sanggar.training.actions.holding import hold_skills
from sanggar.training.letters import tell_participant
from sanggar.training.models import (
    AssessmentState,
    Assignment,
    AssignmentCriterion,
    AssignmentLevel,
    Submission,
    SubmissionState,
    WorkAssessment,
    WorkScore,
)
from sanggar.training.queries.marks import round_marks
from sanggar.training.refusals import (
    AnswerMissing,
    LevelMissing,
    MarksApart,
    MarksPending,
    OwnMarkFirst,
    RubricChanged,
    TooFewMarks,
    WorkAssessmentClosed,
)


class SampleStands(DomainError):
    code = "sample_stands"
    message = _("Contoh karya awal tidak diperbaiki peserta. Terima, supaya menjadi titik awal kemajuannya.")


@dataclass(frozen=True, slots=True)
class GivenLevel:
    """What was chosen and noted for one criterion."""

    criterion: AssignmentCriterion
    level: AssignmentLevel | None
    note: str = ""


@transaction.atomic
def assess_work(
    assessment: WorkAssessment, *, given: Iterable[GivenLevel], feedback: str, by: Actor, at: datetime
) -> None:
    """Give one's marks, whole and once. The first mark of an assignment fixes its rubric."""
    given = list(given)
    submission = hold_submission(assessment.submission)
    require_another(submission, by)
    open_rows = WorkAssessment.objects.filter(pk=assessment.pk, state=AssessmentState.ASSIGNED)
    if not submission.is_waiting or not open_rows.exists():
        raise WorkAssessmentClosed
    _require_standing(_locked_rubric(submission.assignment, at), given)
    WorkScore.objects.bulk_create(
        WorkScore(assessment=assessment, criterion=each.criterion, level=each.level, note=each.note) for each in given
    )
    open_rows.update(state=AssessmentState.DONE, finished_at=at, feedback=feedback, draft="", drafted_at=None)
    assessment.refresh_from_db()
    points = {each.criterion.ordinal: each.level.points for each in given if each.level}
    place = submission.assignment.stage.programme.place
    details = {"submission": submission.pk, "points": points}
    personal = {"feedback": feedback} if feedback else None
    record("training.assess_work", assessment, by=by, at=at, place=place, details=details, personal=personal)


@transaction.atomic
def decide_submission(submission: Submission, *, state: str, answer: str, by: Actor, at: datetime) -> None:
    """Answer a round. To be mended needs one finished mark and says what; accepted needs all of them, in agreement.

    Who was asked to assess it answers only after their own marks. Assessments that are still open are let go.
    """
    state = SubmissionState(state)
    submission = hold_submission(submission)
    require_undecided(submission)
    require_another(submission, by)
    if submission.assessments.filter(account=by.account_id, state=AssessmentState.ASSIGNED).exists():
        raise OwnMarkFirst
    _require_ground(submission, state, answer)
    Submission.objects.filter(pk=submission.pk).update(state=state, decided_at=at, decided_by=by.label, answer=answer)
    submission.assessments.filter(state=AssessmentState.ASSIGNED).update(
        state=AssessmentState.WITHDRAWN, withdrawn_at=at
    )
    submission.assessments.exclude(draft="").update(draft="", drafted_at=None)
    place = submission.assignment.stage.programme.place
    details, personal = {"state": state}, {"answer": answer} if answer else None
    record("training.decide_submission", submission, by=by, at=at, place=place, details=details, personal=personal)
    if not submission.assignment.takes_samples:
        tell_participant.enqueue(submission.pk)


def against_accepting(submission: Submission) -> DomainError | None:
    """What stands against accepting a round as its marks are now; None when nothing does."""
    found, needed = round_marks(submission), submission.assignment.assessors
    if len(found.values) < needed:
        return TooFewMarks(done=len(found.values), needed=needed)
    if found.pending:
        return MarksPending()
    return MarksApart(found.disagreement) if found.needs_another else None


def _require_ground(submission: Submission, state: str, answer: str) -> None:
    if state == SubmissionState.ACCEPTED:
        if refusal := against_accepting(submission):
            raise refusal
        return
    if submission.assignment.takes_samples:
        raise SampleStands(field="state")
    if not answer:
        raise AnswerMissing(field="answer")
    if not round_marks(submission).values:
        raise TooFewMarks(done=0, needed=1)


def _locked_rubric(assignment: Assignment, at: datetime) -> Assignment:
    """The rubric, which stands from now on, and with it the skills on which its results show progress."""
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True)
    assignment = rows.get(pk=assignment.pk)
    if assignment.locked_at is None:
        Assignment.objects.filter(pk=assignment.pk).update(locked_at=at)
        hold_skills(assignment.criteria.exclude(skill=None).values_list("skill", flat=True))
    return assignment


def _require_standing(assignment: Assignment, given: Iterable[GivenLevel]) -> None:
    """Each criterion of the rubric as it is now, once, with one of its own levels."""
    standing = {
        criterion.pk: (criterion, {level.pk for level in criterion.levels.all()})
        for criterion in assignment.criteria.prefetch_related("levels")
    }
    for each in given:
        _criterion, levels = standing.pop(each.criterion.pk, (None, set[int]()))
        if each.level is None:
            raise LevelMissing(field=f"level_{each.criterion.ordinal}", criterion=each.criterion.name)
        if each.level.pk not in levels:
            raise RubricChanged
    if standing:
        raise RubricChanged
