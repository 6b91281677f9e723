"""Whose turn it is to write to an SQLite file, where several processes have many groups to write.

SQLite has no queue: who finds it busy sleeps for up to a tenth of a second and looks again, and a process that writes
one group after another is seldom found idle, so that the other waits for seconds. Here they wait for a lock of the
system's, which wakes them at once and ends with its process. Who writes without it (a page, the ticker) waits as it
did: SQLite's own lock decides in the end. Not for PostgreSQL, where nobody waits for the others.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from django.db import connection


def our_turn() -> AbstractContextManager[None]:
    """Wait until no other process that asked is writing; nothing to wait for where the database is no file."""
    file = Path(str(connection.settings_dict["NAME"]))
    return turn_at(file) if connection.vendor == "sqlite" and file.is_absolute() else nullcontext()


@contextmanager
def turn_at(database: Path) -> Iterator[None]:
    """One at a time, of all who ask for the same file."""
    file = os.open(f"{database}-turn", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
