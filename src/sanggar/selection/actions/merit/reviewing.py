"""A reviewer's own work: levels and notes, kept as a draft until they say it is finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanggar.applications.models import ApplicationState
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.national_id import refuse_nik
from sanggar.selection.actions.merit.tasks import require_running
from sanggar.selection.merit_refusals import AnswersChanged, LevelMissing, NotDeclared, ReviewClosed, RubricChanged
from sanggar.selection.models import UNFINISHED, Criterion, Level, ReviewTask, Rubric, Score, TaskState
from sanggar.selection.states import step_task


@dataclass(frozen=True, slots=True)
class Given:
    """What was chosen and noted for one criterion; no level yet in a draft."""

    criterion: Criterion
    level: Level | None
    note: str = ""


@transaction.atomic
def save_scores(task: ReviewTask, *, given: Iterable[Given], by: Actor, at: datetime) -> None:
    """Keep a draft, which is begun once something stands in it. The first mark of a call fixes its rubric."""
    given = list(given)
    task = open_review(task, *UNFINISHED)
    write_given(task, given, at)
    if task.state == TaskState.ASSIGNED and any(each.level or each.note for each in given):
        step_task(task, TaskState.BEGUN, by=by, at=at)
    record_given("selection.save_scores", task, given, by, at)


@transaction.atomic
def finish_review(task: ReviewTask, *, given: Iterable[Given], by: Actor, at: datetime) -> None:
    """Save and finish: every criterion has its level now, and changes only by `correct_review` afterwards."""
    given = list(given)
    task = open_review(task, *UNFINISHED)
    require_whole(write_given(task, given, at), given)
    if task.state == TaskState.ASSIGNED:
        step_task(task, TaskState.BEGUN, by=by, at=at)
    if not step_task(task, TaskState.DONE, by=by, at=at, finished_at=at):
        raise ReviewClosed
    record_given("selection.finish_review", task, given, by, at)


def open_review(task: ReviewTask, *states: TaskState) -> ReviewTask:
    """The review, locked, in one of these states, that its reviewer may still write on."""
    parts = ("application", "reviewer__call__stage__programme__organisation")
    task = ReviewTask.objects.select_for_update(of=("self",)).select_related(*parts).get(pk=task.pk)
    require_running(task.reviewer.call, task.application_id)
    if task.state not in states or not task.reviewer.active:
        raise ReviewClosed
    if task.reviewer.declared_at is None:
        raise NotDeclared
    is_eligible = task.application.state == ApplicationState.ELIGIBLE
    if not is_eligible or task.application.revision != task.revision:
        raise AnswersChanged
    return task


def write_given(task: ReviewTask, given: Iterable[Given], at: datetime) -> Rubric:
    """Store the marks and return the rubric, which is held so that none of it changes under them."""
    rubric = Rubric.objects.select_for_update().get(call=task.reviewer.call_id)
    _require_standing(rubric, given)
    if not rubric.is_locked:
        Rubric.objects.filter(pk=rubric.pk).update(locked_at=at)
    said = [
        Score(task=task, criterion=each.criterion, level=each.level, note=each.note) for each in given if _says(each)
    ]
    Score.objects.bulk_create(
        said, update_conflicts=True, unique_fields=["task", "criterion"], update_fields=["level", "note"]
    )
    unsaid = [each.criterion for each in given if not _says(each)]
    if unsaid:
        Score.objects.filter(task=task, criterion__in=unsaid).delete()
    return rubric


def _says(given: Given) -> bool:
    return bool(given.level or given.note)


def _require_standing(rubric: Rubric, given: Iterable[Given]) -> None:
    """Each level must be one of its criterion, and each criterion one of the rubric as it is now."""
    standing = set(Level.objects.filter(criterion__rubric=rubric).values_list("criterion", "pk"))
    criteria = {criterion for criterion, _level in standing}
    for each in given:
        refuse_nik(each.note, f"note_{each.criterion.ordinal}")
        is_known = each.criterion.pk in criteria
        if not is_known or (each.level and (each.criterion.pk, each.level.pk) not in standing):
            raise RubricChanged


def require_whole(rubric: Rubric, given: Iterable[Given]) -> None:
    chosen = {each.criterion.pk for each in given if each.level}
    for criterion in rubric.criteria.all():
        if criterion.pk not in chosen:
            raise LevelMissing(field=f"level_{criterion.ordinal}", criterion=criterion.name)


def record_given(
    verb: str, task: ReviewTask, given: Iterable[Given], by: Actor, at: datetime, *, reason: str = ""
) -> None:
    details = {"points": {each.criterion.ordinal: each.level.points for each in given if each.level}}
    notes = {each.criterion.ordinal: each.note for each in given if each.note}
    place = task.reviewer.call.programme.place
    personal = {**({"notes": notes} if notes else {}), **({"reason": reason} if reason else {})}
    record(verb, task, by=by, at=at, place=place, details=details, personal=personal or None)
