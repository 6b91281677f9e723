"""An assessor's half-filled form, kept for them: no mark, seen by nobody else, counted nowhere."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.training.actions.assessing import GivenLevel
from sanggar.training.actions.handing_in import hold_submission, require_another
from sanggar.training.models import AssessmentState, WorkAssessment
from sanggar.training.refusals import WorkAssessmentClosed


@dataclass(frozen=True, slots=True)
class Draft:
    """By the key of the criterion: the key of the chosen level, and the note."""

    levels: dict[int, int] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    feedback: str = ""


@transaction.atomic
def keep_draft(
    assessment: WorkAssessment, *, given: Iterable[GivenLevel], feedback: str, by: Actor, at: datetime
) -> None:
    """Put it in the place of the former. The record says that it was kept, not what it holds."""
    submission = hold_submission(assessment.submission)
    require_another(submission, by)
    open_rows = WorkAssessment.objects.filter(pk=assessment.pk, state=AssessmentState.ASSIGNED)
    if not submission.is_waiting or not open_rows.exists():
        raise WorkAssessmentClosed
    given = list(given)
    levels = {each.criterion.pk: each.level.pk for each in given if each.level}
    notes = {each.criterion.pk: each.note for each in given if each.note}
    draft = json.dumps({"levels": levels, "notes": notes, "feedback": feedback}, ensure_ascii=False)
    open_rows.update(draft=draft, drafted_at=at)
    details = {"submission": submission.pk, "chosen": len(levels)}
    place = submission.assignment.stage.programme.place
    record("training.keep_draft", assessment, by=by, at=at, place=place, details=details)


def draft_of(assessment: WorkAssessment) -> Draft:
    """What was kept; empty where nothing was."""
    if not assessment.draft:
        return Draft()
    kept = json.loads(assessment.draft)
    levels = {int(criterion): level for criterion, level in kept["levels"].items()}
    return Draft(levels, {int(criterion): note for criterion, note in kept["notes"].items()}, kept["feedback"])
