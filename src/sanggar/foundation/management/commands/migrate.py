"""Django's `migrate`, which makes the tables of an empty database in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from sanggar.foundation import first_start

LOCK = 0x5A_6E_67_72
"""Of no meaning but that everyone who migrates asks for the same one."""


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's; what it does itself afterwards (permissions, for one) follows here too."""
        whole = not any(
            options[each] for each in ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
        )
        connection = connections[options["database"]]
        with _one_at_a_time(connection):
            if whole and first_start.is_empty(connection):
                first_start.make_tables(connection)
            super().handle(*args, **options)


@contextmanager
def _one_at_a_time(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Of several machines that start together on one PostgreSQL, the others wait, and find nothing left to do."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
