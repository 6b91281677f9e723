"""Fixtures of every room: the personas, and a database whose protections survive a transactional test's clean-up."""

import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import count
from typing import Any
from zlib import crc32

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis_settings

from factories.databases import database_of_the_tests, marked_run, rows_of_the_migrations, take_away_what_was_committed
from factories.examples import USUAL
from factories.people import make_account, make_office
from factories.planning import make_programme
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme

hypothesis_settings.register_profile("house", deadline=None, max_examples=USUAL)  # a slow machine is no counter-example
hypothesis_settings.load_profile("house")


DAYS = 3
DAY = os.environ.get("SANGGAR_TEST_DAY") or str(date.today().toordinal() % DAYS)  # noqa: DTZ011 - any calendar will do
"""0, 1, 2 or `all`: which of the tests that commit nothing are asked on PostgreSQL; those of the house always."""
RUN = pytest.StashKey[ExitStack]()
_number = count()
A_DATABASE = {"db", "transactional_db", "live_server", "installation", "make_installation", "lived_in", "servers"}
"""Fixtures that bring one: the tests' own, or that of a program which is started."""
A_BROWSER = {"signed_in", "client"}


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run answers for what the run makes; xdist's workers do not."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = ExitStack()
        config.stash[RUN].callback(shutil.rmtree, settings.VAR, ignore_errors=True)
        config.stash[RUN].enter_context(marked_run())


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        config.stash[RUN].close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what says the same on every database: who asks none, and who comes in through a page, whose queries and
    acts the rooms' own tests ask. What commits, and so can race, is asked on both each time; of the rest a third a day,
    so that three days ask all.
    """
    for item in items:
        asked, access = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
        asks_none = access is None and not asked & A_DATABASE
        commits = bool(access and access.kwargs.get("transaction"))
        if asks_none or (asked & A_BROWSER and not commits):
            item.add_marker("once")
        day = str(crc32(item.nodeid.encode()) % DAYS)
        if not commits and "/house/" not in item.nodeid and DAY not in (day, "all"):
            item.add_marker("another_day")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not walk through it again. How
    seldom it comes, the settings of the tests say.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """In place of pytest-django's own, which would migrate a database for every worker.

    After a transactional test, Django would empty every table, take along what the migrations loaded, and be refused by
    the triggers: we step aside for what the test committed, and leave the rest.
    """
    with database_of_the_tests(tmp_path_factory.mktemp("database") / "here"), pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            at_first = rows_of_the_migrations()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: take_away_what_was_committed(at_first))
        yield


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a module's fixtures make of it stays for all of the module's tests, each of which is rolled back to it. For
    modules in which every test wants the same beginning, none makes another office, and none commits.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _uploads_in_a_folder_of_its_own(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Made by the first upload: most tests have none."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"uploads-{next(_number)}"


@pytest.fixture(autouse=True)
def _tries_of_the_test_before_do_not_count() -> None:
    """The limits on signing in stand in memory, by the number of an account, which the next test uses again."""
    cache.clear()


@pytest.fixture
def office(db: None) -> Organisation:
    return make_office()


@pytest.fixture
def other_office(office: Organisation) -> Organisation:
    return make_office("dinas-lain", "Dinas Lain Kota Malang")


@pytest.fixture
def officer(office: Organisation) -> Account:
    return make_account("Dewi Pengelola", Role.OFFICER, office)


@pytest.fixture
def stranger(other_office: Organisation) -> Account:
    """An officer of another office, who must not learn that our programmes exist."""
    return make_account("Rudi Dinas Lain", Role.OFFICER, other_office)


@pytest.fixture
def inspector(office: Organisation) -> Account:
    return make_account("Ines Inspektorat", Role.INSPECTOR, office)


@pytest.fixture
def pptk(office: Organisation) -> Account:
    return make_account("Putra PPTK", Role.PPTK, office)


@pytest.fixture
def verifier(office: Organisation) -> Account:
    return make_account("Vina Verifikator", Role.PPK_SKPD, office)


@pytest.fixture
def treasurer(office: Organisation) -> Account:
    return make_account("Bayu Bendahara", Role.TREASURER, office)


@pytest.fixture
def budget_authority(office: Organisation) -> Account:
    return make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, office)


@pytest.fixture
def administrator(office: Organisation) -> Account:
    return make_account("Anton Administrator", Role.ADMINISTRATOR, office)


@pytest.fixture
def programme(office: Organisation) -> Programme:
    return make_programme(office)


@pytest.fixture
def signed_in() -> Callable[[Account], Client]:
    """A browser of an account, without going through the login page."""

    def sign_in(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
