"""Fixtures of every room: the personas, and a database whose protections survive a transactional test's clean-up."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from factories.people import load_regions, make_account, make_office
from factories.planning import make_programme
from sanggar.foundation.audit import triggers
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.selection.models import decree_triggers

hypothesis_settings.register_profile("house", deadline=None)  # a slow machine is no counter-example
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _clean_up_past_the_triggers() -> Iterator[None]:
    """A transactional test empties the tables afterwards, which the triggers rightly refuse: step aside for it.

    It takes along the regions that the migrations loaded, so they are put back for whoever comes next. For the whole
    session, because the emptying comes after a test's own fixtures are gone.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_past_triggers(self: Any, statements: list[str]) -> None:
        around = [
            *triggers.drop_statements(connection.vendor),
            *decree_triggers.drop_statements(connection.vendor),
            *statements,
            *decree_triggers.create_statements(connection.vendor),
            *triggers.create_statements(connection.vendor),
        ]
        flush(self, around)
        load_regions()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_past_triggers)
        yield


@pytest.fixture(autouse=True)
def _uploads_in_a_folder_of_its_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


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
