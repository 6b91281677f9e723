"""Periodic work: each job once in its minute, whoever comes first; a failing or killed one harms nobody."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from sanggar.foundation import ticks
from sanggar.foundation.models import Tick

AT = datetime(2026, 11, 23, 2, 0, 10, tzinfo=UTC)
Make = Callable[..., list[datetime]]


@pytest.fixture(autouse=True)
def _an_empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks.load()  # rooms register when they are first imported: that must not go into our register
    monkeypatch.setattr(ticks, "REGISTER", {})


@pytest.fixture
def job() -> Iterator[Make]:
    """Declare a job that notes when it ran."""

    def declare(name: str = "note", *, minutes: int = 1) -> list[datetime]:
        ran: list[datetime] = []

        def run(at: datetime) -> None:
            ran.append(at)

        run.__name__, run.__module__ = name, "sanggar.planning.jobs"
        ticks.every(minutes=minutes)(run)
        return ran

    return declare


@pytest.mark.django_db
def test_a_job_runs_once_in_its_minute(job: Make) -> None:
    ran = job()
    assert ticks.run_due(AT) == ["planning.note"]
    assert ticks.run_due(AT + timedelta(seconds=49)) == []
    assert ticks.run_due(AT + timedelta(seconds=50)) == ["planning.note"]
    assert ran == [AT, AT + timedelta(seconds=50)]


@pytest.mark.django_db
def test_an_hourly_job_that_was_missed_runs_late_in_its_hour(job: Make) -> None:
    job(minutes=60)
    late = AT + timedelta(minutes=37)
    assert [ticks.run_due(late), ticks.run_due(late + timedelta(minutes=1))] == [["planning.note"], []]
    assert Tick.objects.get().minute == AT.replace(second=0)


@pytest.mark.django_db
def test_a_failing_job_stops_no_other_and_says_only_its_kind(job: Make, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: datetime) -> None:
        raise ValueError("NIK 3573051708039001")

    fail.__module__ = "sanggar.planning.jobs"
    ticks.every(minutes=1)(fail)
    ran = job()
    ticks.run_due(AT)
    assert (len(ran), Tick.objects.get(job="planning.fail").failure) == (1, "ValueError")
    assert [(r.msg, vars(r)["where"], vars(r)["type"]) for r in caplog.records] == [
        ("failure", "planning.fail", "ValueError")
    ]
    assert "3573" not in str([vars(r) for r in caplog.records])


@pytest.mark.django_db
def test_what_a_crash_left_is_taken_up_when_it_can_no_longer_be_running(job: Make) -> None:
    ran = job(minutes=60)
    Tick.objects.create(job="planning.note", minute=AT.replace(second=0), started_at=AT)
    assert ticks.run_due(AT + ticks.LEASE - timedelta(seconds=1)) == []
    assert ticks.run_due(AT + ticks.LEASE) == ["planning.note"]
    assert ticks.run_due(AT + ticks.LEASE) == []
    assert (len(ran), Tick.objects.get().finished_at is None) == (1, False)


@pytest.mark.django_db(transaction=True)
def test_two_tickers_at_once_start_a_job_once(job: Make) -> None:
    ran = job()
    start = Barrier(4)

    def tick(_: int) -> list[str]:
        start.wait()
        try:
            return ticks.run_due(AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tick, range(4))) == [[], [], [], ["planning.note"]]
    assert ran == [AT]


@pytest.mark.django_db
def test_every_room_s_jobs_are_found() -> None:
    ticks.load()
    from sanggar.foundation import jobs

    assert jobs.seal_audit.__name__ == "seal_audit"
