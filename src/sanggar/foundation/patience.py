"""Work that is given up: whoever made a file decides how much work its reader is asked for."""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


class OutOfPatience(BaseException):
    """The time is over. No `Exception`, so that a reader that puts up with broken files does not put up with this."""


def within(seconds: float, work: Callable[[], T], *, inside: str) -> T:
    """What `work` gives; `OutOfPatience` at the next call that the package `inside` makes or gets once the time is
    over, inside one long step in C once that has ended.

    Only there, never in what that package uses: stopped between taking a lock and the `try` that gives it back (as
    `logging` takes them), a reader would leave everybody else waiting for ever.
    """
    until, before = time.monotonic() + seconds, sys.getprofile()

    def look(frame: FrameType, event: str, arg: Any) -> None:  # noqa: ARG001 - as Python calls it
        if time.monotonic() > until and (_is_of(frame, inside) or (event == "call" and _is_of(frame.f_back, inside))):
            raise OutOfPatience

    sys.setprofile(look)
    try:
        return work()
    finally:
        sys.setprofile(before)


def _is_of(frame: FrameType | None, package: str) -> bool:
    return frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package
