"""Who may have an installation to himself: many programs use it at once, a restore or a change of keys waits for none.

The lock stands on a file in SANGGAR_VAR and ends with the process. It is known on this machine alone: an installation
that runs on several stops the others first (docs/guide/deployment.md).
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sanggar.cli.django import complain
from sanggar.config import environment


class InUse(Exception):
    """Someone else uses the installation."""


@contextmanager
def used_with_others() -> Iterator[None]:
    with _locked(fcntl.LOCK_SH, "a restore or a change of keys is under way; try again when it has ended"):
        yield


def with_others(work: Callable[[], int]) -> int:
    """Work that may run beside other programs, but not beside a restore or a change of keys."""
    try:
        with used_with_others():
            return work()
    except InUse as error:
        return complain(str(error))


@contextmanager
def used_alone() -> Iterator[None]:
    with _locked(fcntl.LOCK_EX, "the program is running here; stop `sanggar run` first"):
        yield


@contextmanager
def _locked(kind: int, refusal: str) -> Iterator[None]:
    folder = environment.var_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o600)  # whoever can read it could hold it
    try:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(refusal) from None
        yield
    finally:
        os.close(file)
