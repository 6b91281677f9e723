"""Handing in a round of a work, taking it back while nobody has looked at it, and giving it to its assessors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import plain_date
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Account
from sanggar.training.actions.handed import Handed, keep_handed
from sanggar.training.actions.holding import hold_seat_of
from sanggar.training.letters import tell_assessor
from sanggar.training.models import (
    AssessmentState,
    Assignment,
    ChecklistAnswer,
    ChecklistReply,
    Enrolment,
    Submission,
    SubmissionState,
    WorkAssessment,
)
from sanggar.training.queries.assessors import asked_before, free_assessors
from sanggar.training.queries.checklists import checklist_of
from sanggar.training.queries.works import is_begun, is_over
from sanggar.training.refusals import (
    AlreadyAccepted,
    AlreadyAssessing,
    AskedBySelf,
    AssessingBegun,
    AssignmentClosed,
    AssignmentMoved,
    AssignmentNotPublished,
    ChecklistIncomplete,
    NotAnAssessor,
    OwnWork,
    ProgrammeOver,
    ReleasedBySelf,
    StillWaiting,
    SubmissionDecided,
    WorkAssessmentClosed,
)

FREE_TO_CHANGE = ("stage", "track", "takes_samples", "published_at", "closed_at", "due_at", "accepts")


@transaction.atomic
def hand_in(
    assignment: Assignment,
    enrolment: Enrolment,
    *,
    work: Handed,
    checklist: Mapping[str, str],
    by: Actor,
    at: datetime,
    note: str = "",
) -> Submission:
    """The next round. `checklist` maps each item's key to a `ChecklistReply`. Late is noted, not refused. Whoever was
    to assess a last round that was taken back is asked again.

    Who has completed may still hand in, while the programme accompanies them. Raises `EnrolmentOver`, `ProgrammeOver`,
    `AssignmentClosed`, `AssignmentMoved` to others, `StillWaiting` while a round waits,
    `AlreadyAccepted` after the last.
    """
    return _take_in(assignment, enrolment, work=work, checklist=checklist, by=by, at=at, note=note)


def _take_in(
    assignment: Assignment,
    enrolment: Enrolment,
    *,
    work: Handed,
    checklist: Mapping[str, str],
    by: Actor,
    at: datetime,
    note: str = "",
    is_told: bool = False,
) -> Submission:
    hold_seat_of(enrolment)
    number = _open_round(assignment, enrolment, at)
    answers = _answers(assignment, enrolment, checklist)
    submission = Submission(
        assignment=assignment,
        enrolment=enrolment,
        number=number,
        note=note,
        is_late=at > assignment.due_at,
        handed_at=at,
        handed_by=by.label,
        **keep_handed(work, accepts=assignment.accepts, by=by, at=at),
    )
    with unless_taken(StillWaiting()):
        submission.save(force_insert=True)
    ChecklistAnswer.objects.bulk_create(
        ChecklistAnswer(submission=submission, key=key, text=text, reply=reply) for key, text, reply in answers
    )
    _tell_of(submission, is_told=is_told, by=by, at=at)
    return submission


@transaction.atomic
def replace_submission(
    submission: Submission, *, work: Handed, checklist: Mapping[str, str], by: Actor, at: datetime, note: str = ""
) -> Submission:
    """Another round in the place of one that waits: what `hand_in` and `withdraw_submission` do, and refuse.

    Who was asked for the first, also as one more, is asked for this, and hears of it once: by the first letter.
    """
    withdraw_submission(submission, by=by, at=at)
    given: dict[str, Any] = {"work": work, "checklist": checklist, "note": note, "is_told": True}
    return _take_in(submission.assignment, submission.enrolment, by=by, at=at, **given)


@transaction.atomic
def withdraw_submission(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Take back what waits, where another may be handed in; it stays in the history.

    Raises `AssessingBegun` once an assessor has marks or a draft, and what `hand_in` would: `EnrolmentOver`,
    `ProgrammeOver`, `AssignmentMoved`.
    """
    hold_seat_of(submission.enrolment)
    submission = hold_submission(submission)
    require_undecided(submission)
    if is_begun(submission):
        raise AssessingBegun
    _require_open(submission.assignment, submission.enrolment, at)
    submission.state, submission.decided_at, submission.decided_by = SubmissionState.WITHDRAWN, at, by.label
    submission.save(update_fields=["state", "decided_at", "decided_by"])
    asked = submission.assessments.filter(state=AssessmentState.ASSIGNED)
    asked.update(state=AssessmentState.WITHDRAWN, withdrawn_at=at)
    details = {"assignment": submission.assignment_id, "round": submission.number}
    place = submission.assignment.stage.programme.place
    record("training.withdraw_submission", submission, by=by, at=at, place=place, details=details)


def _tell_of(submission: Submission, *, is_told: bool, by: Actor, at: datetime) -> None:
    """The record first, then those who are to assess it: who was asked for what it takes the place of (`is_told`: they
    had their letter already), then whose turn it is.
    """
    assignment = submission.assignment
    details = {"assignment": assignment.pk, "round": submission.number, "late": submission.is_late}
    record("training.hand_in", submission, by=by, at=at, place=assignment.stage.programme.place, details=details)
    free = {account.pk for account in free_assessors(submission)}
    ask_whose_turn(submission, told=free & set(asked_before(submission)) if is_told else None, by=by, at=at)


def ask_whose_turn(submission: Submission, *, told: set[int] | None, by: Actor, at: datetime) -> None:
    """Who was asked for what this takes the place of, then whose turn it is. No letter to who is among the `told`, and
    whoever is asked here is among them afterwards.
    """
    free = {account.pk: account for account in free_assessors(submission)}
    kept = [free.pop(pk) for pk in asked_before(submission) if pk in free]
    more = list(free.values())[: max(0, submission.assignment.assessors - len(kept))]
    told = set() if told is None else told
    for account in [*kept, *more]:
        _give(submission, account, by=by, at=at, is_told=account.pk in told)
        told.add(account.pk)


@transaction.atomic
def ask_assessor(submission: Submission, account: Account, *, by: Actor, at: datetime) -> WorkAssessment:
    """Give a waiting round to one more assessor: there are too few, or those who looked are far apart."""
    submission = hold_submission(submission)
    require_undecided(submission)
    require_another(submission, by)
    if account.pk == by.account_id and submission.assessments.filter(state=AssessmentState.DONE).exists():
        raise AskedBySelf(field="account")
    if account.pk not in {free.pk for free in free_assessors(submission)}:
        if submission.assessments.filter(account=account).exclude(state=AssessmentState.WITHDRAWN).exists():
            raise AlreadyAssessing(field="account", name=account.name)
        raise NotAnAssessor(field="account", name=account.name)
    return _give(submission, account, by=by, at=at)


@transaction.atomic
def release_assessor(assessment: WorkAssessment, *, by: Actor, at: datetime) -> None:
    """Let go someone who has not given their marks, so that the round does not wait for them for ever."""
    submission = hold_submission(assessment.submission)
    require_another(submission, by)
    if assessment.account_id == by.account_id:
        raise ReleasedBySelf
    waiting = WorkAssessment.objects.filter(pk=assessment.pk, state=AssessmentState.ASSIGNED)
    if not waiting.update(state=AssessmentState.WITHDRAWN, withdrawn_at=at):
        raise WorkAssessmentClosed
    details = {"account": assessment.account_id}
    place = submission.assignment.stage.programme.place
    record("training.release_assessor", submission, by=by, at=at, place=place, details=details)


def hold_submission(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("assignment__stage__programme__organisation", "enrolment__person").get(pk=submission.pk)


def require_another(submission: Submission, by: Actor) -> None:
    """Nobody has a hand in what becomes of their own work, whatever rights they hold."""
    if by.account_id is not None and submission.enrolment.person.account_id == by.account_id:
        raise OwnWork


def require_undecided(submission: Submission) -> None:
    if not submission.is_waiting:
        raise SubmissionDecided(state=submission.get_state_display().lower())


def _give(
    submission: Submission, account: Account, *, by: Actor, at: datetime, is_told: bool = False
) -> WorkAssessment:
    standing = submission.assessments.exclude(state=AssessmentState.WITHDRAWN).count()
    is_further = standing >= submission.assignment.assessors
    again = submission.assessments.filter(account=account, state=AssessmentState.WITHDRAWN).first()
    made = again or WorkAssessment(submission=submission, account=account)
    made.state, made.is_further, made.assigned_at, made.withdrawn_at = AssessmentState.ASSIGNED, is_further, at, None
    with unless_taken(AlreadyAssessing(field="account", name=account.name)):
        made.save()
    details = {"account": account.pk, "further": is_further}
    place = submission.assignment.stage.programme.place
    record("training.ask_assessor", submission, by=by, at=at, place=place, details=details)
    if not is_told:
        tell_assessor.enqueue(made.pk)
    return made


def _open_round(assignment: Assignment, enrolment: Enrolment, at: datetime) -> int:
    """The number of the round that may come in now. A closed assignment takes no new work; what was handed in before
    may still be mended.
    """
    _require_open(assignment, enrolment, at)
    number = _next_round(assignment, enrolment)
    if assignment.closed_at and number == 1:
        raise AssignmentClosed
    return number


def _require_open(assignment: Assignment, enrolment: Enrolment, at: datetime) -> None:
    """Whether this assignment, as it stands now, takes a round of this participant at all."""
    Assignment.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)
    assignment.refresh_from_db(fields=FREE_TO_CHANGE)
    if not assignment.published_at:
        raise AssignmentNotPublished
    is_theirs = assignment.stage_id == enrolment.stage_id and assignment.track_id in (None, enrolment.track_id)
    if assignment.takes_samples or not is_theirs:
        raise AssignmentMoved
    programme = assignment.stage.programme
    if is_over(programme, at):
        raise ProgrammeOver(date=plain_date(programme.mentoring_until))  # type: ignore[arg-type]  # it has one


def _next_round(assignment: Assignment, enrolment: Enrolment) -> int:
    last = assignment.submissions.filter(enrolment=enrolment).order_by("number").last()
    if last and last.state == SubmissionState.ACCEPTED:
        raise AlreadyAccepted
    if last and last.is_waiting:
        raise StillWaiting
    return last.number + 1 if last else 1


def _answers(assignment: Assignment, enrolment: Enrolment, checklist: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every item of the checklist with its words and the reply."""
    items = checklist_of(assignment.stage.programme, enrolment)
    for item in items:
        if checklist.get(item.key) not in ChecklistReply.values:
            raise ChecklistIncomplete(field=f"check_{item.key}")
    return [(item.key, item.text, checklist[item.key]) for item in items]
