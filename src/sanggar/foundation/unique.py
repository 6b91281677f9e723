"""A broken unique constraint told as what it means: someone was quicker, or it is there already."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from sanggar.foundation.errors import DomainError

SQLITE_CODES = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
POSTGRES_UNIQUE_VIOLATION = "23505"


@contextmanager
def unless_taken(refusal: DomainError) -> Iterator[None]:
    """Raise `refusal` when a row made in the block exists already, also when two people make it at the same moment.

    Every other broken constraint is a mistake of the program and passes through.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if _is_duplicate(error):
            raise refusal from None
        raise


def _is_duplicate(error: IntegrityError) -> bool:
    cause = error.__cause__
    is_sqlite = getattr(cause, "sqlite_errorcode", None) in SQLITE_CODES
    return is_sqlite or getattr(cause, "sqlstate", None) == POSTGRES_UNIQUE_VIOLATION
