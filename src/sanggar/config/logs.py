"""Structured logs: one JSON object a line on standard error, without personal data (see foundation.middleware)."""

import json
import logging
import time
from functools import lru_cache
from typing import Any

from sanggar.foundation.failures import describe

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}

ENCODER = json.JSONEncoder(default=str, ensure_ascii=False)
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line of ours tells them,
logging._srcfile = None  # noqa: SLF001 - nor from where it was told; documented by logging


class JsonLines(logging.Formatter):
    """Format a record as JSON; anything passed by `extra` becomes a field of its own. Of an exception its kind and its
    frames: the message may quote what a person typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": moment_text(int(record.created)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: record.__dict__[key] for key in record.__dict__.keys() - PLAIN}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = describe(record.exc_info[1])
        return ENCODER.encode(line)


@lru_cache(8)
def moment_text(seconds: int) -> str:
    """A moment in the machine's own zone; the same for the many lines of one second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(seconds))


def logging_config() -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "sanggar.config.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "sanggar.config.log_lines.UnhurriedLines", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "_granian": {"level": "WARNING"},
            # Django names the path of a failed request, which may hold a secret link; our access log names the route.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
            "httpx": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
        },
    }
