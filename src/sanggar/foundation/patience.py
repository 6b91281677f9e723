"""Work that is given up: whoever made a file decides how much work its reader is asked for."""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class OutOfPatience(BaseException):
    """The time is over. No `Exception`, so that a reader that puts up with broken files does not put up with this."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` gives, or raises; `OutOfPatience` once the time is over, wherever it is.

    It runs in a thread of its own, which is told to end and left alone: between two steps of Python it does, and inside
    one long step in C once that is over. So it must hold nothing that others need: no lock, no database.
    """
    given: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:  # noqa: BLE001 - raised anew for whoever asked
            failed.append(error)

    worker = threading.Thread(target=run, name="within", daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(OutOfPatience))
        raise OutOfPatience
    if failed:
        raise failed[0]
    return given[0]
