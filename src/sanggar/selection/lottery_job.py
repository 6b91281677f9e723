"""The lottery under quotas, computed in the background: progress is shown, quotas that clash are explained."""

import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks import task

from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.selection.models import Draw, DrawState, LotteryWork

COMPUTER = Actor.system("penghitung undian")
TELLING = 0.5  # seconds between two notes of progress


class Superseded(Exception):
    """The list has been frozen anew meanwhile: this lottery is wanted no more."""


@task()
def compute_lottery(draw_pk: int, revision: int) -> None:
    """Idempotent: a lottery that stands, or belongs to an earlier list, is left alone."""
    work_out_lottery(draw_pk, revision)


def work_out_lottery(draw_pk: int, revision: int, at: datetime | None = None) -> None:
    """The work itself; `at` is when it ends, now unless told otherwise."""
    from sanggar.selection.actions.listing import make_quota_lottery

    draw = _wanted(draw_pk, revision).select_related("call__stage__programme__organisation__region").first()
    if draw is None:
        return
    entries = list(draw.entries.select_related("application__track", "application__village"))
    try:
        lottery = make_quota_lottery(draw, entries, _Progress(draw))
    except Superseded:
        return
    except DocumentRefused as refused:
        _end(draw, "clash", [dict(fault.params) for fault in refused.faults])
    except DrawRefused as refused:
        _end(draw, refused.code, [])
    else:
        _store(draw, revision, entries, lottery, at or clock.now())


@transaction.atomic
def _store(draw: Draw, revision: int, entries: Any, lottery: Any, at: datetime) -> None:
    from sanggar.selection.actions.listing import record_lottery, store_lottery

    held = _wanted(draw.pk, revision).select_for_update(of=("self",)).first()
    if held is None:
        return
    if held.drand_round and at >= quicknet.time_of(held.drand_round):
        _end(held, "too_late", [])  # the seed could be known by now
        return
    store_lottery(held, entries, lottery)
    record_lottery(held, COMPUTER, at)
    _end(held, "", [])


def _wanted(draw_pk: int, revision: int) -> Any:
    return Draw.objects.filter(pk=draw_pk, revision=revision, state=DrawState.FROZEN, lottery="")


def _end(draw: Draw, fault: str, clashes: list[dict[str, Any]]) -> None:
    LotteryWork.objects.filter(draw=draw).update(ended_at=clock.now(), fault=fault, clashes=clashes)


class _Progress:
    """Writes down how far the work is, twice a second at most, and stops it once it is wanted no more."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._last = 0.0

    def __call__(self, doing: str, done: int, of: int) -> None:
        if time.monotonic() - self._last < TELLING:
            return
        self._last = time.monotonic()
        LotteryWork.objects.filter(draw=self._draw).update(doing=doing, done=done, of=of)
        if not _wanted(self._draw.pk, self._draw.revision).exists():
            raise Superseded
