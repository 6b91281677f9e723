"""The demo programme, loaded once for the tests that look at everything, and taken away after them."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from walk import Walk

from factories.databases import filled_database
from sanggar.applications.models import Application
from sanggar.config.logs import JsonLines
from sanggar.foundation import clock
from sanggar.journeys import demo as demo_programme
from sanggar.people.models import Account


class Kept(logging.Handler):
    """Keeps log lines as they would be written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _uploads_in_a_folder_of_its_own() -> None:
    """In place of the fixture that gives each test its own: the demo's files stay for all who look at it."""


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """(role: e-mail) of its people. Loaded once in a run; a module has a copy, in a transaction around all of it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "MEDIA_ROOT", settings.VAR / "demo" / "uploads")
        patch.setattr(settings, "MAIL_FOLDER", tmp_path_factory.mktemp("mail"))
        patch.setattr(settings, "EMAIL_BACKEND", "sanggar.foundation.mail.MailboxBackend")
        patch.setattr(settings, "DEMO_LOGINS", tmp_path_factory.getbasetemp())  # it is there: this is a demo
        with filled_database(tmp_path_factory.mktemp("demo") / "here", "demo", load) as people, transaction.atomic():
            yield dict(people)
            transaction.set_rollback(True)


def load() -> list[tuple[str, str]]:
    """(role, e-mail) of its people."""
    logins: list[tuple[str, str, str]] = []
    demo_programme.load(clock.now(), logins.extend)
    return [(str(role), email) for role, email, _ in logins]


@pytest.fixture(scope="module")
def walked(demo: dict[str, str]) -> Walk:
    """Every page that links lead to, as each of the people and as anyone; on PostgreSQL it is the queries alone."""
    short = connection.vendor != "sqlite"
    walk, log, kept = Walk(is_short=short), logging.getLogger(), Kept()
    own = {application.state: application.own_path for application in Application.objects.order_by("pk")}
    log.addHandler(kept)
    walk.take("anyone", None, ["/", "/lamaran/", "/sertifikat/", "/galeri/", "/masuk/", *own.values()])
    for role, email in demo.items():
        walk.take(role, Account.objects.get(email=email), ["/desk/", "/saya/", "/"])
    log.removeHandler(kept)
    walk.log = kept.lines
    return walk
