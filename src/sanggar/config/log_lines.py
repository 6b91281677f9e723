"""Where log lines go: standard error, which nobody may be reading. No request waits for it.

A pipe, a terminal or a socket whose reader stands still would otherwise stop the whole server at its first full buffer.
What does not fit is left out and counted; the next line that gets through comes after one that says how many.

In an event loop, which answers thirty at once when their group is committed, what they tell is written together at the
end of the loop's turn. A warning never waits.
"""

import asyncio
import logging
import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from itertools import accumulate, islice

STANDARD_ERROR = 2
WHOLE = 3_900
"""Bytes, somewhat fewer than those that a pipe takes all or not at all (PIPE_BUF)."""
LEFT_OUT = b'{"level": "WARNING", "logger": "sanggar.logs", "message": "log lines left out", "count": %d}\n'


class UnhurriedLines(logging.Handler):
    """Writes whole lines, or none, to an open file descriptor."""

    def __init__(self, descriptor: int = STANDARD_ERROR) -> None:
        super().__init__()
        self.write, self.left_out, self.broken = writer(descriptor), 0, False
        self.turns = threading.local()
        """For each event loop's thread the lines of its present turn."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            told = self.format(record)
        except (TypeError, ValueError, KeyError):  # a line that can not be told must not fail what it tells of
            self.handleError(record)
            return
        line = f"{told}\n".encode(errors="backslashreplace")
        loop = _loop() if record.levelno < logging.WARNING else None
        if loop is None:
            self._end_turn()
            self._tell([line])
            return
        lines = vars(self.turns).setdefault("lines", [])
        lines.append(line)
        if len(lines) == 1:
            loop.call_soon(self._end_turn)

    def flush(self) -> None:
        """Write what this thread's loop told in a turn that may be its last."""
        self._end_turn()

    def _end_turn(self) -> None:
        lines: list[bytes] = vars(self.turns).pop("lines", [])
        with self.lock or nullcontext():
            for part in _parts(lines):
                self._tell(part)

    def _tell(self, lines: list[bytes]) -> None:
        before = b"\n" * self.broken + (LEFT_OUT % self.left_out if self.left_out else b"")
        data = before + b"".join(lines)
        try:
            written = self.write(data)
        except OSError:  # full, or nobody is at the other end
            self.left_out += len(lines)
            return
        self.broken = written < len(data)  # longer than a pipe takes at once: its end is missing
        if written >= len(before):
            self.left_out = 0
        ends = accumulate(map(len, lines), initial=len(before))
        self.left_out += sum(end > written for end in islice(ends, 1, None))


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _parts(lines: list[bytes]) -> Iterator[list[bytes]]:
    """As many as a pipe takes whole or not at all, with room for what may stand before them."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        if part and size + len(line) > WHOLE:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part


def writer(descriptor: int) -> Callable[[bytes], int]:
    """Writes what it can at once and says how many bytes that was; raises `OSError` where it would have to wait.

    Others hold the same standard error, the supervisor and a person's shell among them, so it is not made non-blocking
    itself: a pipe or terminal is opened once more, and a socket told with each piece. Where that is forbidden (a pipe
    of another user), lines wait for their reader as they do in any program.
    """
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISSOCK(mode):
        line = socket.socket(fileno=os.dup(descriptor))
        return lambda data: line.send(data, socket.MSG_DONTWAIT)
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        with suppress(OSError):
            descriptor = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    return lambda data: os.write(descriptor, data)
