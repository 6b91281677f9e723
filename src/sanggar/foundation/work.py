"""Background tasks: what a killed worker left running, and what failed, is given back to the queue a few times.

Tasks are idempotent, so twice is harmless. They get ids as arguments, never personal values; the queue's own record of
a failure quotes messages and is forgotten with the task.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks import base as task_base
from django_tasks.base import TaskResult
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult, get_date_max

from sanggar.foundation import crowding
from sanggar.foundation.failures import failures, log_failure
from sanggar.foundation.inserting import Rows, insert_all, rows_of

LEASE = timedelta(minutes=15)
"""Longer than any task runs (the longest are in `selection.patience`): what still runs is handed to nobody else."""
Task = DBTaskResult[Any, Any]
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))  # before each further try
KEPT = timedelta(days=30)
AT_ONCE = 500  # rows of a statement
UNHURRIED = -10
"""The priority of tasks of which there may be tens of thousands, and nobody waits at a page for any one of them: a
letter to everybody. All other tasks, of priority 0, go before them."""
REST, REST_IN_A_CROWD, LONGEST_REST = 2.0, 20.0, 1.0
"""For how often its own time a worker rests after an unhurried task; and for how many seconds at most, as it may only
have waited for a network."""
COUNTED_EACH = 15.0
"""Seconds after which a worker with unhurried tasks has the database count the queue again."""
ASKED_BY = ("status", "priority", "run_after", "enqueued_at", "queue_name", "backend_name")
"""The columns by which the next task is found. To count the others too would take the database six times as long."""


class Considerate:
    """What a worker does between unhurried tasks, so that tens of thousands of them keep nobody at a page waiting.

    It rests, in proportion to what the task took, and much longer while the machine is crowded: `nice` holds for the
    worker's own process, not for the database, which works for the worker and for a resident's form alike. And it has
    PostgreSQL count the queue: the planner goes by the figures of before the rush, and by those it sorts the whole
    queue for each task that it hands out.
    """

    def __init__(
        self, sleep: Callable[[float], None] = time.sleep, crowded: Callable[[], bool] = crowding.is_crowded
    ) -> None:
        self.sleep, self.crowded = sleep, crowded
        self.began = 0.0
        self.counted = -COUNTED_EACH

    def connect(self) -> None:
        task_started.connect(self._start)
        task_finished.connect(self._rest)

    def _start(self, **_: object) -> None:
        self.began = time.monotonic()

    def _rest(self, task_result: TaskResult[Any], **_: object) -> None:
        if task_result.task.priority >= 0:
            return
        now = time.monotonic()
        if now - self.counted >= COUNTED_EACH:
            self.counted = now
            count_queue()
        rest = REST_IN_A_CROWD if self.crowded() else REST
        self.sleep(min(rest * (now - self.began), LONGEST_REST))


def count_queue() -> None:
    """Let the planner know how long the queue is; SQLite goes by the index anyway. That it can not be counted now is
    logged, for the task that was done is done.
    """
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {DBTaskResult._meta.db_table} ({', '.join(ASKED_BY)})")  # noqa: SLF001 - Django's documented model API
    except DatabaseError as error:
        log_failure(error, "counting the queue")


def tasks_for(task: task_base.Task[Any, Any], numbers: Sequence[int], at: datetime) -> Rows:
    """What puts one task for each number into the queue, once it is inserted."""
    return tasks_for_each(task, [(number,) for number in numbers], at)


def tasks_for_each(task: task_base.Task[Any, Any], given: Sequence[tuple[int, ...]], at: datetime) -> Rows:
    """The same for tasks of several arguments."""
    tasks: list[Task] = [
        DBTaskResult(
            enqueued_at=at,
            args_kwargs={"args": list(arguments), "kwargs": {}},
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),  # as the library says "at once"
            backend_name=task.backend,
        )
        for arguments in given
    ]
    return rows_of(DBTaskResult, tasks)


def enqueue_many(task: task_base.Task[Any, Any], numbers: Sequence[int], at: datetime) -> None:
    """One task for each number, in few statements."""
    for start in range(0, len(numbers), AT_ONCE):
        insert_all(tasks_for(task, numbers[start : start + AT_ONCE], at))


def reclaim_lost(at: datetime) -> int:
    """Return tasks that have been running for longer than the lease to the queue; how many. One that was lost each time
    it was tried probably takes its worker with it: it counts as failed.
    """
    lost = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LEASE))
    for task in lost:
        if _is_worn_out(task):
            _change(task, status=TaskResultStatus.FAILED, finished_at=at)
    return sum(_give_back(task) for task in lost if not _is_worn_out(task))


def under_way(task: task_base.Task[Any, Any], at: datetime) -> set[tuple[Any, ...]]:
    """The arguments of those that wait, run, or failed and come again by themselves."""
    tasks = DBTaskResult.objects.filter(task_path=task.module_path)
    alive = tasks.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    again = [each for each in _lately_failed(at).filter(task_path=task.module_path) if not _is_worn_out(each)]
    return {tuple(each.args_kwargs["args"]) for each in (*alive, *again)}


def still_to_come(task: task_base.Task[Any, Any], first: int, at: datetime) -> int:
    """How many of them, of which this is the first argument, wait, run, or failed and come again by themselves."""
    mine = DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs__args__0=first)
    alive = mine.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)).count()
    again = _lately_failed(at).filter(pk__in=mine.values("pk"))
    return alive + sum(not _is_worn_out(each) for each in again)


def retry_failed(at: datetime) -> int:
    """Return failed tasks to the queue, each time after a longer pause; how many."""
    return sum(_give_back(task) for task in _lately_failed(at) if not _is_worn_out(task) and _is_rested(task, at))


def log_failed_tasks() -> None:
    """Have every failed task say so in the log: its name and the kind of error, never the message."""
    task_finished.connect(_log_failed, dispatch_uid="sanggar.work")


def _log_failed(task_result: TaskResult[Any], **_: object) -> None:
    for error in task_result.errors:
        failures.error("failure", extra={"where": task_result.task.module_path, "type": error.exception_class_path})


def waiting() -> int:
    """How many tasks stand in the queue, without those whose time is still to come."""
    return DBTaskResult.objects.ready().count()


def forget_finished(at: datetime) -> int:
    finished = DBTaskResult.objects.filter(
        status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED), finished_at__lt=at - KEPT
    )
    return finished.delete()[0]


def _lately_failed(at: datetime) -> QuerySet[Task]:
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=at - 2 * max(PAUSES))


def _tries(task: Task) -> int:
    return len(task.worker_ids)


def _is_rested(task: Task, at: datetime) -> bool:
    return bool(task.finished_at and task.finished_at <= at - PAUSES[_tries(task) - 1])


def _is_worn_out(task: Task) -> bool:
    return _tries(task) > len(PAUSES)


def _give_back(task: Task) -> int:
    return _change(task, status=TaskResultStatus.READY, started_at=None, finished_at=None)


def _change(task: Task, **values: Any) -> int:
    """Only as it was read: meanwhile it may have ended, or someone else may have given it back."""
    same = DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at)
    return same.update(**values)
