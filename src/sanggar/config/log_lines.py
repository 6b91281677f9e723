"""Where log lines go: standard error, which nobody may be reading. No request waits for it.

A pipe, a terminal or a socket whose reader stands still would otherwise stop the whole server at its first full buffer.
What does not fit is left out and counted; the next line that gets through comes after one that says how many.
"""

import logging
import os
import socket
import stat
from collections.abc import Callable
from contextlib import suppress

STANDARD_ERROR = 2
LEFT_OUT = '{{"level": "WARNING", "logger": "sanggar.logs", "message": "log lines left out", "count": {}}}\n'


class UnhurriedLines(logging.Handler):
    """Writes whole lines, or none, to an open file descriptor."""

    def __init__(self, descriptor: int = STANDARD_ERROR) -> None:
        super().__init__()
        self.write, self.left_out, self.broken = writer(descriptor), 0, False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            told = self.format(record)
        except (TypeError, ValueError, KeyError):  # a line that can not be told must not fail what it tells of
            self.handleError(record)
            return
        line = "\n" * self.broken + (LEFT_OUT.format(self.left_out) if self.left_out else "") + told
        data = f"{line}\n".encode(errors="backslashreplace")
        try:
            written = self.write(data)
        except OSError:  # full, or nobody is at the other end
            self.left_out += 1
            return
        self.broken = written < len(data)  # longer than a pipe takes at once: its end is missing
        self.left_out = int(self.broken)


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
