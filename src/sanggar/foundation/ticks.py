"""Periodic work. A job runs once for each of its minutes, whichever ticker comes first; what a crash left is taken up.

Rooms declare jobs in their `jobs.py` with `@every(minutes=…)`. A job must be idempotent, for after a kill it runs
again, and short, for the others wait for it: long work (mail, the network) it hands to a background task.
"""

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.module_loading import module_has_submodule

from sanggar.foundation import clock
from sanggar.foundation.failures import log_failure
from sanggar.foundation.models import Tick

logger = logging.getLogger("sanggar.ticks")
KEPT = timedelta(days=7)
LEASE = timedelta(minutes=10)  # a job that has not ended by then was killed
Job = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Periodic:
    name: str
    minutes: int
    run: Job


REGISTER: dict[str, Periodic] = {}


def every(*, minutes: int) -> Callable[[Job], Job]:
    """Register a function `job(at)` to run each `minutes` minutes (counted from the hour zero of UTC)."""

    def declare(job: Job) -> Job:
        name = f"{job.__module__.removeprefix('sanggar.').removesuffix('.jobs')}.{job.__name__}"
        REGISTER[name] = Periodic(name, minutes, job)
        return job

    return declare


def load() -> None:
    """Import every room's jobs so that they are registered."""
    for config in apps.get_app_configs():
        if config.name.startswith("sanggar.") and config.module and module_has_submodule(config.module, "jobs"):
            importlib.import_module(f"{config.name}.jobs")


def run_due(at: datetime | None = None) -> list[str]:
    """Run every job whose minute has come and which nobody has started; the names of those that ran."""
    at = at or clock.now()
    return [job.name for job in REGISTER.values() if _run(job, at)]


def _run(job: Periodic, at: datetime) -> bool:
    tick = _claim(job, at)
    if tick is None:
        return False
    try:
        job.run(at)
    except Exception as error:  # noqa: BLE001 - one failing job must not stop the others; it is logged and kept
        log_failure(error, job.name)
        tick.failure = type(error).__qualname__
    tick.finished_at = clock.now()
    tick.save(update_fields=["finished_at", "failure"])
    return True


def _claim(job: Periodic, at: datetime) -> Tick | None:
    """The tick of the job's present minute, if it is ours to run."""
    seconds = job.minutes * 60
    minute = datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=at.tzinfo)
    known = Tick.objects.filter(job=job.name, minute=minute).first()
    if known is None:
        try:
            with transaction.atomic():
                return Tick.objects.create(job=job.name, minute=minute, started_at=at)
        except IntegrityError:
            return None
    left_behind = known.finished_at is None and known.started_at <= at - LEASE
    same = Tick.objects.filter(pk=known.pk, finished_at=None, started_at=known.started_at)
    return known if left_behind and same.update(started_at=at) else None
