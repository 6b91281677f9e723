"""Structured logs: one JSON object a line on standard error, without personal data (see foundation.middleware)."""

import json
import logging
import sys
import time
from functools import lru_cache
from typing import Any

from gunicorn.glogging import Logger

from sanggar.foundation.failures import describe

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}


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
        return json.dumps(line, default=str, ensure_ascii=False)


@lru_cache(8)
def moment_text(seconds: int) -> str:
    """A moment in the machine's own zone; the same for the many lines of one second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(seconds))


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """The web server's own lines, in the same form. What it says of a request it could not answer quotes the address
    that was asked for, which may hold a secret link, and the caller's: only the kind of failure is kept.
    """

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - gunicorn's signature
        error = sys.exc_info()[1]
        self.error_log.error("failure", extra={"where": "web server"} | (describe(error) if error else {}))

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request from"):
            self.error_log.warning("invalid request")
        else:
            self.error_log.warning(msg, *args, **kwargs)


def logging_config() -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "sanggar.config.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django names the path of a failed request, which may hold a secret link; our access log names the route.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
            "httpx": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
        },
    }
