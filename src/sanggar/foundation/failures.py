"""Unexpected errors in the log: their kind and where they happened, never their message, for it may quote a person."""

import logging
import traceback
from typing import Any

failures = logging.getLogger("sanggar.failure")
FRAMES = 12


def log_failure(error: BaseException, where: str) -> None:
    failures.error("failure", extra={"where": where, **describe(error)})


def describe(error: BaseException) -> dict[str, Any]:
    """Kind and last frames of an error."""
    stack = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    frames = [f"{frame.filename.rpartition('sanggar/')[2]}:{frame.lineno} {frame.name}" for frame in stack]
    return {"type": type(error).__qualname__, "frames": frames}
