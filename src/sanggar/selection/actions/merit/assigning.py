"""Giving reviews out, handing them on, and calling a third reader where two are far apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from sanggar.applications.models import Application, Call
from sanggar.cores.rating import AssignmentImpossible, Reader, assign_readers
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.parts import parts_of
from sanggar.selection.actions.merit.tasks import add_tasks, lock_reviewers, require_running, withdraw
from sanggar.selection.letters import send_new_reviews
from sanggar.selection.merit_refusals import (
    NobodyLeftForAny,
    NobodyLeftToRead,
    ReviewBegun,
    ReviewerInConflict,
    ReviewerNotFree,
    SharingOutdated,
    ThirdReaderNotNeeded,
)
from sanggar.selection.models import Reviewer, ReviewTask, TaskState
from sanggar.selection.queries.merit import ApplicationScore, scores_of
from sanggar.selection.queries.reviews import (
    current_tasks,
    forbidden,
    is_review_open,
    marks_count,
    proposed_sharing,
    readers_of,
)
from sanggar.selection.states import step_task

MOVED = "Pembagian ulang"
THE_RULE = Actor.system("pemanggil penilai ketiga")


@transaction.atomic
def assign_reviews(call: Call, *, by: Actor, at: datetime, digest: str = "") -> int:
    """Carry out the sharing that was shown (`digest`, left out: whatever it is now); how many reviews were given out.

    What is begun or finished stays where it is. Raises why it can not be done, or `SharingOutdated`.
    """
    require_running(call)
    lock_reviewers(call)
    sharing = proposed_sharing(call)
    if sharing.fault:
        raise sharing.fault
    if digest and digest != sharing.digest:
        raise SharingOutdated
    for task in sharing.taken_back:
        if not step_task(task, TaskState.WITHDRAWN, by=by, at=at, reason=MOVED):
            raise SharingOutdated  # begun while this was reckoned
    made = add_tasks(sharing.pairs, _revisions(call), by=by, at=at)
    details = {"given": len(made), "taken_back": len(sharing.taken_back), "digest": sharing.digest}
    record("selection.assign_reviews", call, by=by, at=at, place=call.programme.place, details=details)
    _tell(made)
    return len(made)


@transaction.atomic
def reassign(task: ReviewTask, reviewer: Reviewer, *, reason: str, by: Actor, at: datetime) -> ReviewTask:
    """Hand a review that nobody has begun to another reviewer of the call."""
    call = task.reviewer.call
    require_running(call, task.application_id)
    lock_reviewers(call)
    task = ReviewTask.objects.select_for_update(of=("self",)).select_related("application").get(pk=task.pk)
    if task.state != TaskState.ASSIGNED:
        raise ReviewBegun
    _require_free(call, reviewer, task.application)
    withdraw(task, reason=reason, by=by, at=at)
    pair = (task.application_id, reviewer.pk)
    revisions = {task.application_id: task.application.revision}
    (made,) = add_tasks([pair], revisions, by=by, at=at, is_third=task.is_third)
    details = {"from": task.reviewer_id, "to": reviewer.pk, "task": made.pk}
    place, personal = call.programme.place, {"reason": reason}
    record("selection.reassign", task, by=by, at=at, place=place, details=details, personal=personal)
    _tell([made])
    return made


@transaction.atomic
def call_third_reader(application: Application, *, by: Actor, at: datetime) -> ReviewTask:
    """Give a disputed application to the least busy reviewer who may read it and has not."""
    call = application.call
    lock_reviewers(call)
    score = scores_of(call).applications.get(application.pk)
    if score is None or not score.needs_third:
        raise ThirdReaderNotNeeded
    made = _call_third(application, score, _Readers.of(call), by=by, at=at)
    _tell([made])
    return made


@transaction.atomic
def call_third_readers(call: Call, *, by: Actor, at: datetime) -> int:
    """The same for every disputed application of the call, as far as there are readers; for how many there is none."""
    made, lacking = _call_thirds(call, by=by, at=at)
    if lacking and not made:
        raise NobodyLeftForAny(count=lacking)
    if not made:
        raise ThirdReaderNotNeeded
    return lacking


def call_due_third_readers(at: datetime) -> int:
    """Nobody has to notice that two readers are far apart: for how many a third was called now, over all calls.

    Where nobody is free to read, the page of the marks and the office's list of things to do go on to say so.
    """
    reviewed = Call.objects.filter(rubric__locked_at__isnull=False).select_related("stage__programme__organisation")
    return sum(_call_due(call, at) for call in reviewed if marks_count(call) and is_review_open(call))


def _call_due(call: Call, at: datetime) -> int:
    """Nothing is locked where nobody disagrees."""
    return _call_thirds(call, by=THE_RULE, at=at)[0] if scores_of(call).thirds_needed else 0


@transaction.atomic
def _call_thirds(call: Call, *, by: Actor, at: datetime) -> tuple[int, int]:
    """For how many disputed applications a third reader was called, and for how many nobody was free.

    Marks are corrected once: that a third reader is called changes none. After the freeze only those count that were
    opened again.
    """
    lock_reviewers(call)
    disputed = {pk: score for pk, score in scores_of(call).applications.items() if score.needs_third}
    readers, made, lacking = _Readers.of(call), [], 0
    parts = (Application.objects.filter(pk__in=part).select_related("call") for part in parts_of(disputed))
    for application in sorted((each for part in parts for each in part), key=lambda each: each.receipt):
        if not is_review_open(call, application.pk):
            continue
        try:
            made.append(_call_third(application, disputed[application.pk], readers, by=by, at=at))
        except NobodyLeftToRead:
            lacking += 1
    _tell(made)
    return len(made), lacking


def replace_reader(gone: ReviewTask, *, by: Actor, at: datetime) -> bool:
    """Give what was withdrawn from one reviewer to the least busy who may read it; whether anybody was free.

    The caller holds the reviewers' lock and tells of it in the record of the act that withdrew.
    """
    application = gone.application
    there = _Readers.of(application.call)
    held = Counter(pk for pk, _reviewer in there.held)
    needs = dict.fromkeys(held, 0) | {application.pk: held[application.pk] + 1}
    try:
        pairs = assign_readers(needs, there.readers, there.held).pairs
    except AssignmentImpossible:
        return False
    made = add_tasks(pairs, {application.pk: application.revision}, by=by, at=at, is_third=gone.is_third)
    _tell(made)
    return True


@dataclass(frozen=True, slots=True)
class _Readers:
    """Who may read, and the (application, reviewer) pairs they hold; the caller holds the reviewers' lock."""

    readers: list[Reader]
    held: list[tuple[int, int]]

    @classmethod
    def of(cls, call: Call) -> Self:
        return cls(readers_of(call), list(current_tasks(call).values_list("application", "reviewer")))


def _call_third(
    application: Application, score: ApplicationScore, there: _Readers, *, by: Actor, at: datetime
) -> ReviewTask:
    """The least busy of those who are `there`, where the new pair is noted."""
    call = application.call
    require_running(call, application.pk)
    needs = {pk: 0 for pk, _ in there.held} | {application.pk: score.reviews + 1}
    try:
        pairs = assign_readers(needs, there.readers, there.held).pairs
    except AssignmentImpossible:
        raise NobodyLeftToRead(receipt=application.receipt) from None
    there.held.extend(pairs)
    (made,) = add_tasks(pairs, {application.pk: application.revision}, by=by, at=at, is_third=True)
    details = {"application": application.pk, "reviewer": made.reviewer_id, "difference": score.disagreement}
    record("selection.call_third_reader", made, by=by, at=at, place=call.programme.place, details=details)
    return made


def _require_free(call: Call, reviewer: Reviewer, application: Application) -> None:
    reviewer = Reviewer.objects.select_related("account").get(pk=reviewer.pk, call=call)
    if application.pk in forbidden(call)[reviewer.pk]:
        raise ReviewerInConflict(field="reviewer", name=reviewer.account.name)
    held = current_tasks(call).filter(reviewer=reviewer)
    is_full = held.count() >= reviewer.capacity or held.filter(application=application).exists()
    if is_full or not reviewer.active:
        raise ReviewerNotFree(field="reviewer", name=reviewer.account.name)


def _revisions(call: Call) -> dict[int, int]:
    return dict(Application.objects.filter(call=call).values_list("pk", "revision"))


def _tell(made: Iterable[ReviewTask]) -> None:
    """One letter a reviewer, however many came."""
    for pk, count in Counter(task.reviewer_id for task in made).items():
        send_new_reviews.enqueue(pk, count)
