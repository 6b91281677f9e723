"""Statements that need not wait for one another, asked of the database at once; and a transaction that begins with its
first and ends with its last, without a word to the database of its own.

Whoever writes in a rush waits for the processor at each answer anew, once for the database to get its turn and once for
itself. On PostgreSQL everything that is asked together is one question; SQLite answers where it is asked, one after the
other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import Error, connection, transaction
from django.db.transaction import TransactionManagementError

Row = tuple[Any, ...]
BEGIN, COMMIT, ROLLBACK = "BEGIN", "COMMIT", "ROLLBACK"


class Statement(NamedTuple):
    """As `cursor.execute` takes it."""

    text: str
    values: Sequence[Any] = ()


class Asking:
    """Within a transaction that somebody else begins and ends."""

    def ask(self, *statements: Statement) -> list[list[Row]]:
        """The rows of each, in their order; none where a statement returns none."""
        if connection.vendor == "postgresql":
            return _asked_at_once(statements) if statements else []
        return [_asked(statement) for statement in statements]

    def last(self, *statements: Statement) -> list[list[Row]]:
        """The same, and nothing is asked any more."""
        return self.ask(*statements)


class _Transaction(Asking):
    """On PostgreSQL, in a connection that commits each statement by itself."""

    is_open = False

    def ask(self, *statements: Statement) -> list[list[Row]]:
        before = [] if self.is_open else [Statement(BEGIN)]
        self.is_open = True
        return super().ask(*before, *statements)[len(before) :]

    def last(self, *statements: Statement) -> list[list[Row]]:
        found = self.ask(*statements, Statement(COMMIT))[:-1]
        self.is_open = False
        return found

    def undo(self) -> None:
        """Where even that can't be said the connection is closed, which undoes it too. One that was never made is not
        made for it: who waits would wait for a database that is away twice.
        """
        if connection.connection is None:
            return
        try:
            _asked(Statement(ROLLBACK))
        except Error:
            connection.close()


class _Part(Asking):
    """Of a transaction around it, which alone ends it."""

    def __init__(self, whole: Asking) -> None:
        self.whole = whole

    def ask(self, *statements: Statement) -> list[list[Row]]:
        return self.whole.ask(*statements)


AROUND: ContextVar[_Transaction | None] = ContextVar("transaction", default=None)


@contextmanager
def one_transaction() -> Iterator[Asking]:
    """All or nothing of what is asked. Within a transaction it is a part of that one.

    Django does not know of it on PostgreSQL: within it read by its models, but write by statements alone (its own
    `atomic` is refused there), and leave nothing for `on_commit`, which would be done at once.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        with transaction.atomic(savepoint=False):
            yield Asking()
    elif around := AROUND.get():
        yield _Part(around)
    else:
        with _begun_here() as asking:
            yield asking


@contextmanager
def _begun_here() -> Iterator[_Transaction]:
    asking = _Transaction()
    before = AROUND.set(asking)
    try:
        yield asking
        if asking.is_open:
            asking.last()
    finally:
        AROUND.reset(before)
        if asking.is_open:
            asking.undo()


def ask(*statements: Statement) -> list[list[Row]]:
    return Asking().ask(*statements)


def moment_of(value: datetime | None) -> datetime | None:
    """A moment of a row, which SQLite gives without its zone, UTC."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _asked_at_once(statements: Sequence[Statement]) -> list[list[Row]]:
    values = [value for statement in statements for value in statement.values]
    found = []
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statement.text for statement in statements), values or None)
        for _statement in statements:
            found.append(list(cursor.fetchall()) if cursor.description else [])
            cursor.nextset()
        if statements[-1].text == COMMIT and cursor.statusmessage != COMMIT:
            raise TransactionManagementError  # what failed before was caught, and the database says ROLLBACK, kindly
    return found


def _asked(statement: Statement) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.values or None)
        return list(cursor.fetchall()) if cursor.description else []
