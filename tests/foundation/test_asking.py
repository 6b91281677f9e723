"""What is asked together is one question on PostgreSQL, and all of a transaction stands or nothing."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from sanggar.foundation.asking import Statement, ask, moment_of, one_transaction
from sanggar.foundation.inserting import Rows, insertion, insertions, numbers_of
from sanggar.foundation.models import AuditPersonal, Once

AT = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)
CONTENTS = "SELECT content FROM foundation_once ORDER BY content"


def once(*contents: str) -> Rows:
    tokens = (UUID(int=ord(content)) for content in contents)
    return Rows(
        Once,
        ("token", "content", "at"),
        [(token, content, AT) for token, content in zip(tokens, contents, strict=True)],
    )


def stored() -> list[str]:
    """As another connection sees them."""
    found: list[str] = []

    def look() -> None:
        found.extend(Once.objects.order_by("content").values_list("content", flat=True))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found


@pytest.mark.django_db
def test_each_statement_has_its_rows_also_one_that_returns_none() -> None:
    (inserted,) = insertions(once("a"))
    answers = ask(
        Statement("SELECT 1, 2 WHERE 1 = 0"), inserted, Statement("SELECT %s, 'x%%'", [7]), Statement(CONTENTS)
    )
    assert [[tuple(row) for row in rows] for rows in answers] == [[], [], [(7, "x%")], [("a",)]]


@pytest.mark.django_db
def test_a_moment_comes_back_with_its_zone() -> None:
    ask(*insertions(once("a")))
    ((row,),) = ask(Statement("SELECT at FROM foundation_once"))
    assert (moment_of(row[0]), moment_of(None)) == (AT, None)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_stands_with_its_last_statement_and_not_before() -> None:
    with one_transaction() as asking:
        numbers = numbers_of(asking.ask(*insertion(once("a"), "token")))
        before = stored() if connection.vendor == "postgresql" else []  # SQLite's only writer keeps others waiting
        asking.last(*insertions(once("b")))
    assert (len(numbers), before, stored()) == (1, [], ["a", "b"])


@pytest.mark.django_db(transaction=True)
def test_one_without_a_last_statement_stands_when_it_is_left() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
    with one_transaction():
        pass  # and one that asked nothing leaves nothing open
    with transaction.atomic():
        ask(*insertions(once("b")))
    assert stored() == ["a", "b"]


def both_and_one_that_is_there() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
        asking.last(*insertions(once("c"), once("b")))


def one_and_a_mistake() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
        raise LookupError


def one_and_a_mistake_around_it() -> None:
    with transaction.atomic():
        with one_transaction() as asking:
            asking.last(*insertions(once("a")))
        raise LookupError


def one_within_another_that_fails() -> None:
    with one_transaction() as whole:
        with one_transaction() as part:
            part.last(*insertions(once("a")))
        with one_transaction() as part:
            part.ask(*insertions(once("c")))
        assert len(whole.ask(Statement(CONTENTS))[0]) == 3
        raise LookupError


def one_beside_what_only_the_commit_refuses() -> None:
    nowhere = Rows(AuditPersonal, ("entry_id", "salt", "sealed_values"), [(404, "", "")])
    with one_transaction() as asking:
        asking.last(*insertions(once("a"), nowhere))


def one_and_a_mistake_that_is_passed_over() -> None:
    """The database would say ROLLBACK to the COMMIT, and no error."""
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
        with suppress(IntegrityError):
            asking.ask(*insertions(once("b")))
        if connection.vendor == "sqlite":  # which undoes the one statement
            raise TransactionManagementError


def one_that_takes_too_long() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")), Statement("SET LOCAL statement_timeout = 20"))
        asking.last(*insertions(once("c")), Statement("SELECT pg_sleep(5)"))


def one_and_the_connection_is_cut_in_its_last_statement() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
        asking.last(*insertions(once("c")), Statement("SELECT pg_terminate_backend(pg_backend_pid())"))


def one_and_the_connection_is_cut() -> None:
    with one_transaction() as asking:
        asking.ask(*insertions(once("a")))
        asking.ask(Statement("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fail", "error"),
    [
        (both_and_one_that_is_there, IntegrityError),
        (one_and_a_mistake, LookupError),
        (one_and_a_mistake_around_it, LookupError),
        (one_within_another_that_fails, LookupError),
        (one_beside_what_only_the_commit_refuses, IntegrityError),
        (one_and_a_mistake_that_is_passed_over, TransactionManagementError),
        (one_that_takes_too_long, DatabaseError),  # by SQLite it is a mistake
        (one_and_the_connection_is_cut, DatabaseError),
        (one_and_the_connection_is_cut_in_its_last_statement, DatabaseError),
    ],
)
def test_what_fails_leaves_nothing_and_a_connection_of_use(fail: Callable[[], None], error: type[Exception]) -> None:
    ask(*insertions(once("b")))
    with pytest.raises(error):
        fail()
    with transaction.atomic():
        ask(*insertions(once("d")))
    assert stored() == ["b", "d"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_waited_for_once() -> None:
    tried = 0

    def away(**_: object) -> None:
        nonlocal tried
        tried += 1
        raise OperationalError

    def ask_in_vain() -> None:
        connection.connect = away  # type: ignore[method-assign]  # of this thread alone
        with suppress(OperationalError), one_transaction() as asking:
            asking.last(Statement("SELECT 1"))

    thread = threading.Thread(target=ask_in_vain)
    thread.start()
    thread.join()
    assert tried == 1
