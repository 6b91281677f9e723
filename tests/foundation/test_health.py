"""`/healthz`: what a load balancer and an administrator need to know, and nothing else."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client

from factories.people import SETUP
from sanggar.foundation import audit, clock, work
from sanggar.foundation.models import Tick
from sanggar.people.models import Organisation

pytestmark = pytest.mark.django_db


def test_a_sound_installation_says_so(office: Organisation) -> None:
    audit.record("people.test", office, by=SETUP, at=clock.now())
    audit.seal_pending(clock.now())
    Tick.objects.create(job="planning.note", minute=clock.now(), started_at=clock.now())
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "ticker": "ok", "tasks_waiting": 0, "audit_head": audit.head()},
    )


def test_a_ticker_that_stands_still_is_told_while_pages_are_still_served() -> None:
    Tick.objects.create(job="planning.note", minute=clock.now() - timedelta(minutes=6), started_at=clock.now())
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["ticker"]) == (200, "late")


def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise OperationalError

    monkeypatch.setattr(work, "waiting", away)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database away"})


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles nothing while it answers")
def test_postgresql_compiles_no_question_of_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
