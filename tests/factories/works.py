"""Skills, questions, assignments and what is handed in."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from factories.people import SETUP, make_account
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme, Stage
from sanggar.training import actions
from sanggar.training.models import Accepts, Assignment, AssignmentLevel, Enrolment, Submission, WorkAssessment
from sanggar.training.queries import checklist_of

LEVELS = {0: "Belum terlihat", 2: "Terlihat sebagian", 4: "Terlihat jelas"}
VIDEO = "https://youtu.be/abcdefghijk"


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def make_skills(programme: Programme) -> None:
    actions.start_skills(programme, **act())


def make_questions(programme: Programme) -> None:
    actions.start_questions(programme, **act())


def make_assignment(
    stage: Stage, title: str = "Video satu menit", *, published: bool = True, due_in_days: float = 7, **more: Any
) -> Assignment:
    """Of one criterion with the levels 0, 2 and 4: marks of 0, 50 and 100."""
    due_at = clock.now() + timedelta(days=due_in_days)
    text = actions.AssignmentText(title, "Buat video satu menit.", due_at, **{"accepts": Accepts.ANY, **more})
    assignment = actions.write_assignment(stage, text, **act())
    skill = stage.programme.skills.first()
    criterion = actions.AssignmentCriterionText("Gambar", 1, LEVELS, skill=skill)
    actions.write_assignment_criterion(assignment, criterion, **act())
    if published:
        actions.publish_assignment(assignment, **act())
        assignment.refresh_from_db()
    return assignment


def make_trainer(name: str, programme: Programme) -> Account:
    return make_account(name, Role.TRAINER, programme.organisation)


def replies(programme: Programme) -> dict[str, str]:
    return {item.key: "yes" for item in checklist_of(programme)}


def hand_in(
    assignment: Assignment,
    enrolment: Enrolment,
    url: str = VIDEO,
    file: "UploadedFile[Any] | None" = None,
    **more: Any,
) -> Submission:
    work, checklist = actions.read_handed(url, file), replies(assignment.stage.programme)
    return actions.hand_in(assignment, enrolment, **{"work": work, "checklist": checklist, **act(), **more})


def level_of(assignment: Assignment, points: int) -> AssignmentLevel:
    return AssignmentLevel.objects.get(criterion__assignment=assignment, points=points)


def assess(assessment: WorkAssessment, points: int, feedback: str = "Bagus.") -> None:
    level = level_of(assessment.submission.assignment, points)
    given = [actions.GivenLevel(level.criterion, level)]
    actions.assess_work(assessment, given=given, feedback=feedback, by=assessment.account.actor, at=clock.now())


def answer(submission: Submission, state: str, words: str = "Perbaiki suaranya.") -> None:
    actions.decide_submission(submission, state=state, answer=words, **act())
    submission.refresh_from_db()
