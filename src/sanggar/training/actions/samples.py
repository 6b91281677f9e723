"""A piece of earlier work before the assessors: by a rubric as any other work, so that it is the first point of a
skill's progress. The office writes an assignment that takes samples; nobody is asked to hand anything in for it.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.training.actions.handing_in import ask_whose_turn, hold_submission
from sanggar.training.models import (
    SEATED,
    AssessmentState,
    Assignment,
    Submission,
    SubmissionState,
    WorkSample,
)
from sanggar.training.queries.baselines import first_meeting_at
from sanggar.training.queries.works import is_begun, sample_assignment_for, samples_before_assessors


class SampleAssessed(DomainError):
    code = "sample_assessed"
    message = _("Contoh karya ini sudah mulai dinilai, jadi tidak dapat diganti lagi.")


def take_in_sample(sample: WorkSample, *, by: Actor, at: datetime) -> None:
    """Where the stage has its samples assessed, this one takes the place of the one before, also where no new ones are
    taken any more. Raises `SampleAssessed` once somebody has begun with that.
    """
    before = samples_before_assessors(sample.enrolment.submissions.all()).first()
    if before:
        _take_back(hold_submission(before), by, at)
    assignment = before.assignment if before else sample_assignment_for(sample.enrolment)
    if assignment:
        _take_in(sample, assignment, by=by, at=at)


def take_in_samples(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """What was shown while nobody could take it in: before the assignment was published, or while it was closed. Each
    assessor has one letter, however many they are. The caller holds the seats of the programme.
    """
    if not assignment.takes_samples:
        return
    of_theirs = {"enrolment__track": assignment.track_id} if assignment.track_id else {}
    rows = WorkSample.objects.filter(enrolment__stage=assignment.stage_id, enrolment__state__in=SEATED, **of_theirs)
    taken_in = samples_before_assessors(Submission.objects.all()).filter(enrolment=OuterRef("enrolment"))
    told: set[int] = set()
    waiting = rows.exclude(Exists(taken_in)).select_related("enrolment__person", "enrolment__cohort")
    for sample in waiting.order_by("pk"):
        if sample_assignment_for(sample.enrolment) == assignment:
            _take_in(sample, assignment, by=by, at=at, told=told)


def _take_back(submission: Submission, by: Actor, at: datetime) -> None:
    if not submission.is_waiting or is_begun(submission):
        raise SampleAssessed
    at = max(at, submission.handed_at)  # of two at the same moment, who waited may have come first
    Submission.objects.filter(pk=submission.pk).update(
        state=SubmissionState.WITHDRAWN, decided_at=at, decided_by=by.label
    )
    open_rows = submission.assessments.filter(state=AssessmentState.ASSIGNED)
    open_rows.update(state=AssessmentState.WITHDRAWN, withdrawn_at=at)


def _take_in(
    sample: WorkSample, assignment: Assignment, *, by: Actor, at: datetime, told: set[int] | None = None
) -> None:
    """Handed in when it was shown; late when the training had begun by then."""
    begins = first_meeting_at(sample.enrolment)
    submission = Submission.objects.create(
        assignment=assignment,
        enrolment=sample.enrolment,
        number=assignment.submissions.filter(enrolment=sample.enrolment).count() + 1,
        where=sample.where,
        url=sample.url,
        file=sample.file,
        note=sample.note,
        is_late=begins is not None and sample.at >= begins,
        handed_at=sample.at,
        handed_by=sample.by,
    )
    ask_whose_turn(submission, told=told, by=by, at=at)
