"""Starting Django from the command line, with plain words when the installation is not in order."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

UNUSABLE = 2
NO_SUCH_TABLE = "42P01"  # PostgreSQL's code; SQLite calls it an operational error


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> int:
    """Say on standard error why nothing was done; the exit code for it."""
    sys.stderr.write(f"sanggar: {line}\n")
    sys.stderr.flush()
    return UNUSABLE


def prepare() -> None:
    """Django with our settings. What is written from now on, the database before all, is its owner's alone to read."""
    import django

    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanggar.config.settings")
    with loading():
        django.setup()


@contextmanager
def loading() -> Iterator[None]:
    """What is loaded here stays to the end. The garbage collector looks at it neither meanwhile nor later, nor when the
    process ends: together a third of what a short command costs. The few circles that loading leaves behind stay too.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def with_django(work: Callable[[], int]) -> int:
    """Run with Django ready. What an administrator can mend (keys, settings, database, disk) is told in one line."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import InterfaceError, OperationalError, ProgrammingError

    from sanggar.foundation.keys import KeyFileUnusable

    try:
        prepare()
        return work()
    except (KeyFileUnusable, ImproperlyConfigured, OSError) as error:
        return complain(str(error))
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        if isinstance(error, ProgrammingError) and getattr(error.__cause__, "sqlstate", "") != NO_SUCH_TABLE:
            raise
        return complain(f"the database does not answer or is not set up ({type(error).__name__})")


def with_database(work: Callable[[], int], *, finishing: bool = False) -> int:
    """Run with Django ready and the key file proven to belong to the database.

    `finishing` is for the one command that ends an interrupted change of keys.
    """

    def proven() -> int:
        from sanggar.foundation.canary import require_matching_keys

        require_matching_keys(finishing=finishing)
        return work()

    return with_django(proven)
