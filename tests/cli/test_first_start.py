"""An empty database gets its tables from the models; an existing one got them step by step. Both end alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from factories.databases import drop_database, empty_database, new_database
from factories.installations import Installation
from factories.schemas import everything_in

pytestmark = pytest.mark.django_db(transaction=True)


class PulledPlug(Exception):
    pass


def pull_the_plug(execute: Callable[..., Any], statement: str, *more: Any) -> Any:
    """Near the end: where the last room's triggers are made."""
    if "spending_paymentasked_no_delete" in statement:
        raise PulledPlug
    return execute(statement, *more)


def test_a_first_start_ends_where_the_migrations_end(tmp_path: Path) -> None:
    with empty_database(tmp_path / "at_once"):
        with connection.execute_wrapper(pull_the_plug), pytest.raises(PulledPlug):
            call_command("migrate", verbosity=0)
        assert connection.introspection.table_names() == []  # what was cut off left nothing
        call_command("migrate", verbosity=0)
        made = everything_in(connection)
    with empty_database(tmp_path / "by_steps"):
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        call_command("migrate", verbosity=0)  # what Django adds after migrating: kinds of content, permissions
        by_steps = everything_in(connection)
    assert all(made.values())
    assert {
        kind: [row for row in rows if row not in by_steps[kind]]
        for kind, rows in made.items()
        if rows != by_steps[kind]
    } == {}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="an SQLite file belongs to one machine")
def test_of_two_machines_that_start_together_one_makes_the_tables_and_the_other_waits(tmp_path: Path) -> None:
    database = new_database()
    started = [Installation(tmp_path / each, database).start("manage", "migrate", "-v0") for each in ("here", "there")]
    told = [(process.communicate()[1], process.returncode) for process in started]
    drop_database(database)
    assert told == [("", 0), ("", 0)]
