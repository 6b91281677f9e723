"""Steps that several acts on reviews share."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from django.db.models import Max

from sanggar.applications.models import Call
from sanggar.foundation.audit import Actor
from sanggar.selection.merit_refusals import ReviewClosed, ReviewsOver
from sanggar.selection.models import Reviewer, ReviewTask, ReviewTaskEvent, TaskState
from sanggar.selection.queries.reviews import is_review_open
from sanggar.selection.states import step_task


def require_running(call: Call, application: int | None = None) -> None:
    """Nothing is reviewed after the freeze but what was opened again; `application` is what the act touches."""
    if not is_review_open(call, application):
        raise ReviewsOver


def lock_reviewers(call: Call) -> None:
    """Whoever gives, takes or bars reviews in a call holds its reviewers first, in one order."""
    rows = Reviewer.objects.select_for_update(of=("self",)).filter(call=call).order_by("pk")
    list(rows.values_list("pk"))


def withdraw(task: ReviewTask, *, reason: str, by: Actor, at: datetime) -> None:
    if not step_task(task, TaskState.WITHDRAWN, by=by, at=at, reason=reason):
        raise ReviewClosed


def add_tasks(
    pairs: Iterable[tuple[int, int]], revisions: dict[int, int], *, by: Actor, at: datetime, is_third: bool = False
) -> Sequence[ReviewTask]:
    """New reviews for (application, reviewer), each under the reviewer's next number.

    The order is a shuffle that only the keys decide, different for each reviewer: so nobody is always read first.
    """
    ordered = sorted(pairs, key=lambda pair: sha256(f"{pair[1]}:{pair[0]}".encode()).digest())
    readers = {reviewer for _application, reviewer in ordered}
    last = dict(ReviewTask.objects.filter(reviewer__in=readers).values_list("reviewer").annotate(Max("ordinal")))
    tasks = []
    for application, reviewer in ordered:
        last[reviewer] = last.get(reviewer, 0) + 1
        tasks.append(
            ReviewTask(
                reviewer_id=reviewer,
                application_id=application,
                ordinal=last[reviewer],
                revision=revisions[application],
                is_third=is_third,
                assigned_at=at,
            )
        )
    made = ReviewTask.objects.bulk_create(tasks, batch_size=500)
    ReviewTaskEvent.objects.bulk_create(
        [ReviewTaskEvent(task=task, at=at, by_label=by.label, to_state=TaskState.ASSIGNED) for task in made],
        batch_size=500,
    )
    return made
