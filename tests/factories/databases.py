"""Databases for tests: copies of one, the model, that the program's own `migrate` made once in this run.

All that a run makes carries its mark. On PostgreSQL, the run's first process keeps a lock of that name as long as it
lives; what stands on the server under a mark that nobody holds any more is left over, and goes at the next start.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
from django.conf import settings
from django.db import connection, transaction

from factories.installations import ON_POSTGRES, SERVER, Installation
from sanggar.foundation.audit import triggers
from sanggar.funding.models import version_triggers
from sanggar.selection.models import decree_triggers
from sanggar.spending.models import record_triggers

RUN = f"test_sanggar_{crc32(settings.VAR.name.encode()):08x}"  # the same in all processes of a run
MODEL = f"{RUN}_model" if ON_POSTGRES else ""
OWNED = re.compile(r"test_sanggar_[0-9a-f]{8}(?=_)")
FILE = "sanggar.sqlite3"
PROTECTIONS = (triggers, decree_triggers, version_triggers, record_triggers)


def new_database(like: str = "template1") -> str:
    """Its name on PostgreSQL, where it is a copy of another; SQLite's is a file of the installation."""
    name = f"{RUN}_{secrets.token_hex(4)}" if ON_POSTGRES else ""
    if name:
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return name


def drop_database(name: str) -> None:
    if name:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrated_installation(folder: Path, **more: str) -> Installation:
    """A new installation whose database has its tables already, and no keys yet."""
    return _copy(_model(), Installation(folder, f"{RUN}_{secrets.token_hex(4)}" if ON_POSTGRES else "", more))


@contextmanager
def database_of_the_tests(folder: Path) -> Iterator[None]:
    """Let Django's connection lead to a copy of the model."""
    with _led_to(migrated_installation(folder)):
        yield


@contextmanager
def filled_database(folder: Path, name: str, fill: Callable[[], object]) -> Iterator[Any]:
    """Let Django's connection lead to a copy of what `fill` filled, once in this run, and hear what it returned (as
    JSON keeps it). What would follow its commit, as letters do, is left out.
    """
    model = Installation(settings.VAR / name, f"{RUN}_{name}" if ON_POSTGRES else "")
    with _first(name) as is_first:
        if is_first:
            drop_database(model.database)
            with _led_to(_copy(_model(), model)), transaction.atomic():
                (model.folder / "told.json").write_text(json.dumps(fill()))
                connection.run_on_commit.clear()
    copy = _copy(model, Installation(folder, f"{RUN}_{secrets.token_hex(4)}" if ON_POSTGRES else ""))
    with _led_to(copy):
        yield json.loads((model.folder / "told.json").read_text())
    drop_database(copy.database)


@contextmanager
def empty_database(folder: Path) -> Iterator[None]:
    """Let Django's connection lead to one without any table."""
    folder.mkdir(exist_ok=True)
    made = Installation(folder, new_database())
    with _led_to(made):
        yield
    drop_database(made.database)


@contextmanager
def behind_its_back() -> Iterator[None]:
    """As someone who owns the database: the triggers of the audit record step aside."""
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in triggers.create_statements(connection.vendor):
            cursor.execute(statement)


@contextmanager
def _led_to(made: Installation) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = made.database or str(made.folder / FILE)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def marked_run() -> Iterator[None]:
    """For the first process of a run: hold its mark, and leave nothing behind."""
    if not ON_POSTGRES:
        yield
        return
    with psycopg.connect(_address(), autocommit=True) as server:
        _lock(server, RUN)
        _drop(server, [mark for mark in _marks(server) if mark != RUN and _lock(server, mark)])
        yield
        _drop(server, [RUN])


def rows_of_the_migrations() -> dict[str, int]:
    """(table: number of rows) of every table; to be asked before a test has run."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "django_migrations"]
        counts = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables)  # noqa: S608 - our own tables
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def take_away_what_was_committed(at_first: dict[str, int]) -> None:
    """Empty the tables that were empty at first, past the triggers that rightly refuse it. What migrations loaded
    must not have been touched.
    """
    filled = {name: rows for name, rows in rows_of_the_migrations().items() if rows != at_first[name]}
    touched = [name for name in filled if at_first[name]]
    assert not touched, f"a test changed what migrations loaded: {touched}"
    vendor = connection.vendor
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (each for made in PROTECTIONS for each in made.drop_statements(vendor)):
            cursor.execute(statement)
        for name in filled:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own tables
        for statement in (each for made in PROTECTIONS for each in made.create_statements(vendor)):
            cursor.execute(statement)


def _model() -> Installation:
    """Made by whichever process of the run needs it first, while the others wait."""
    model = Installation(settings.VAR / "model", MODEL)
    with _first("model") as is_first:
        if is_first:
            drop_database(MODEL)
            if MODEL:
                _on_server(f'CREATE DATABASE "{MODEL}"')
            done = model.sanggar("manage", "migrate", "-v0", "--skip-checks")
            assert done.returncode == 0, done.stderr
    return model


@contextmanager
def _first(name: str) -> Iterator[bool]:
    """Whether this process of the run is the first to need what bears this name; the others wait until it is made."""
    with (settings.VAR / f"{name}.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_first = not os.fstat(lock.fileno()).st_size
        yield is_first
        if is_first:
            lock.write("made")


def _copy(model: Installation, copy: Installation) -> Installation:
    """Of the database alone: the second is new, and has no keys yet."""
    copy.folder.mkdir(mode=0o700, parents=True)
    if copy.database:
        _on_server(f'CREATE DATABASE "{copy.database}" TEMPLATE "{model.database}"')
    else:
        shutil.copyfile(model.folder / FILE, copy.folder / FILE)
    return copy


def _marks(server: psycopg.Connection) -> set[str]:
    names = [name for (name,) in server.execute("SELECT datname FROM pg_database")]
    return {found[0] for name in names if (found := OWNED.match(name))}


def _lock(server: psycopg.Connection, mark: str) -> bool:
    """Whether nobody else held it."""
    row = server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [mark]).fetchone()
    return bool(row and row[0])


def _drop(server: psycopg.Connection, marks: list[str]) -> None:
    for (name,) in server.execute("SELECT datname FROM pg_database").fetchall():
        if name.startswith(tuple(f"{mark}_" for mark in marks)):
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    with psycopg.connect(_address(), autocommit=True) as server:
        server.execute(statement)


def _address() -> str:
    return SERVER.replace("postgres://", "postgresql://", 1)
