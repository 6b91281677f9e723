"""Reads: whose required work is overdue: past its day, and nothing was handed in."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from sanggar.planning.models import Programme
from sanggar.training.models import Assignment, Enrolment, EnrolmentState, Submission, SubmissionState
from sanggar.training.queries.works import is_over


def overdue_works(programme: Programme, at: datetime, days: int = 0) -> dict[Enrolment, list[Assignment]]:
    """Participants with the required works that are so many days past due, the longest first; nobody once the
    programme is over. A work that waits, or was sent back to be mended, was handed in; one taken back was not.
    """
    if is_over(programme, at):
        return {}
    due = Assignment.objects.filter(
        stage__programme=programme,
        is_required=True,
        published_at__isnull=False,
        closed_at=None,
        due_at__lte=at - timedelta(days=days),
    )
    found: dict[Enrolment, list[Assignment]] = defaultdict(list)
    for assignment in due.order_by("due_at", "pk"):
        for enrolment in _without(assignment):
            found[enrolment].append(assignment)
    return dict(found)


def _without(assignment: Assignment) -> list[Enrolment]:
    handed = Submission.objects.filter(assignment=assignment, enrolment=OuterRef("pk"))
    handed = handed.exclude(state=SubmissionState.WITHDRAWN)
    of_track = Q(track=assignment.track_id) if assignment.track_id else Q()
    rows = Enrolment.objects.filter(
        of_track, stage=assignment.stage_id, state=EnrolmentState.ACTIVE, enrolled_at__lt=assignment.due_at
    )
    rows = rows.filter(~Exists(handed)).select_related("person__account", "application", "cohort", "stage__programme")
    return list(rows.order_by("pk"))
