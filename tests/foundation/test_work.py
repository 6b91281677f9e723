"""Background tasks: a killed worker or a mail server that was away loses none of them."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanggar.foundation import clock, jobs, work

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OUTBOX: list[int] = []


@task()
def remember(number: int) -> None:
    OUTBOX.append(number)


@task(priority=work.UNHURRIED)
def remember_some_time(number: int) -> None:
    OUTBOX.append(number)


@task()
def stumble(number: int) -> None:
    raise ConnectionError("siti@contoh.example")


@pytest.fixture(autouse=True)
def _an_empty_outbox() -> None:
    OUTBOX.clear()


def _task(status: str, tries: int = 1, **times: datetime) -> Any:
    result = DBTaskResult.objects.get(pk=remember.enqueue(7).id)
    DBTaskResult.objects.filter(pk=result.pk).update(status=status, worker_ids=["w"] * tries, **times)
    result.refresh_from_db()
    return result


def _status(result: Any) -> str:
    result.refresh_from_db()
    return str(result.status)


@pytest.mark.django_db(transaction=True)
def test_a_task_that_was_enqueued_is_carried_out() -> None:
    remember.enqueue(7)
    assert work.waiting() == 1
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    assert (OUTBOX, work.waiting()) == ([7], 0)


def test_a_task_that_a_killed_worker_left_goes_back_to_the_queue() -> None:
    lost = _task(TaskResultStatus.RUNNING, started_at=AT - work.LEASE - timedelta(seconds=1))
    running = _task(TaskResultStatus.RUNNING, started_at=AT - work.LEASE)
    assert work.reclaim_lost(AT) == 1
    assert (_status(lost), _status(running)) == ("READY", "RUNNING")


def test_a_task_that_takes_every_worker_with_it_is_given_up() -> None:
    worn = _task(TaskResultStatus.RUNNING, tries=len(work.PAUSES) + 1, started_at=AT - timedelta(hours=1))
    assert work.reclaim_lost(AT) == 0
    assert _status(worn) == "FAILED"
    assert work.retry_failed(AT + timedelta(days=1)) == 0


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 360)])
def test_a_failed_task_is_tried_again_after_a_growing_pause(tries: int, minutes: int) -> None:
    failed = _task(TaskResultStatus.FAILED, tries=tries, finished_at=AT)
    assert work.retry_failed(AT + timedelta(minutes=minutes, seconds=-1)) == 0
    assert work.retry_failed(AT + timedelta(minutes=minutes)) == 1
    assert _status(failed) == "READY"


def test_a_task_that_failed_six_times_is_left_to_people() -> None:
    failed = _task(TaskResultStatus.FAILED, tries=len(work.PAUSES) + 1, finished_at=AT)
    assert work.retry_failed(AT + timedelta(hours=7)) == 0
    assert _status(failed) == "FAILED"


def test_a_task_that_ended_meanwhile_is_not_run_again() -> None:
    lost = _task(TaskResultStatus.RUNNING, started_at=AT - timedelta(hours=1))
    DBTaskResult.objects.filter(pk=lost.pk).update(status=TaskResultStatus.SUCCESSFUL)
    assert work._give_back(lost) == 0
    assert _status(lost) == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_a_failing_task_says_its_name_and_kind_in_the_log_and_nothing_of_what_it_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stumble.enqueue(7)
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    (line,) = [vars(record) for record in caplog.records if record.name == "sanggar.failure"]
    assert (line["where"], line["type"]) == ("test_work.stumble", "builtins.ConnectionError")
    assert "siti@" not in caplog.text


def test_long_finished_tasks_are_forgotten() -> None:
    _task(TaskResultStatus.SUCCESSFUL, finished_at=AT - work.KEPT - timedelta(seconds=1))
    kept = _task(TaskResultStatus.FAILED, finished_at=AT - work.KEPT)
    waiting = _task(TaskResultStatus.READY)
    assert work.forget_finished(AT) == 1
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {kept.pk, waiting.pk}


def test_the_house_cleaning_runs_on_an_empty_house() -> None:
    for job in (jobs.seal_audit, jobs.seal_late_audit, jobs.take_up_tasks, jobs.sweep):
        job(clock.now())
    assert work.waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_rests_after_what_nobody_waits_for_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    counted: list[bool] = []
    monkeypatch.setattr(work, "count_queue", lambda: counted.append(True))
    considerate = work.Considerate(rests.append, crowded=lambda: False)
    considerate.connect()
    remember.enqueue(1)
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    assert (OUTBOX, rests, counted) == ([1], [], [])
    remember_some_time.enqueue(2)
    remember_some_time.enqueue(3)
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    assert OUTBOX == [1, 2, 3]
    assert len(rests) == 2
    assert all(rest > 0 for rest in rests)
    assert len(counted) == 1


def test_who_waited_for_a_network_does_not_rest_for_longer_than_a_second() -> None:
    rests: list[float] = []
    considerate = work.Considerate(rests.append, crowded=lambda: False)
    considerate._start()
    considerate.began -= 20
    considerate._rest(SimpleNamespace(task=remember_some_time))  # type: ignore[arg-type]  # all of a result that is asked
    assert rests == [work.LONGEST_REST]


def test_in_a_crowd_a_worker_rests_ten_times_as_long() -> None:
    rests: list[float] = []
    for crowded in (False, True):
        considerate = work.Considerate(rests.append, partial(bool, crowded))
        considerate.counted = time.monotonic()
        considerate.began = time.monotonic() - 0.02
        considerate._rest(SimpleNamespace(task=remember_some_time))  # type: ignore[arg-type]  # the same
    assert 0.04 <= rests[0] < rests[1] >= 0.4


class Away:
    """A database that has gone away."""

    vendor = "postgresql"

    def cursor(self) -> None:
        raise OperationalError("siti@contoh.example")


def test_a_queue_that_can_not_be_counted_fails_no_task(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "connection", Away())
    work.count_queue()
    assert [record.type for record in caplog.records] == ["OperationalError"]  # type: ignore[attr-defined]  # an extra of the line


@pytest.mark.django_db(transaction=True)
def test_the_next_task_of_a_long_queue_is_found_without_sorting_it(caplog: pytest.LogCaptureFixture) -> None:
    for number in range(200):
        remember_some_time.enqueue(number)
    work.count_queue()
    assert caplog.records == []  # a column of another name would only be logged
    ready = DBTaskResult.objects.ready().filter(backend_name="default", queue_name="default")[:1]
    plan = ready.explain()
    assert "Sort" not in plan
    assert "ORDER BY" not in plan  # as SQLite calls it
