"""The lottery under quotas, computed in the background: progress is shown, quotas that clash are explained."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault, QuotasClash
from sanggar.cores.lottery.lottery import Lottery
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.selection.models import FAILED, Draw, DrawState, LotteryWork
from sanggar.selection.moments import is_near
from sanggar.selection.patience import LOTTERY, now_and_then, patient

COMPUTER = Actor.system("penghitung undian")
DEMANDS = ("demand_least", "demand_most")
PLACE = "call__stage__programme__organisation__region"


class Superseded(Exception):
    """It was cancelled, asked for anew, or the list was frozen anew meanwhile: this lottery is wanted no more."""


@task()
def compute_lottery(draw_pk: int, asked_at: str) -> None:
    """Idempotent: a lottery that stands, or was asked for anew since, is left alone."""
    work_out_lottery(draw_pk, asked_at)


def work_out_lottery(draw_pk: int, asked_at: str, at: datetime | None = None) -> None:
    """The work itself; `asked_at` names the request, `at` is when it ends, now unless told otherwise."""
    draw = _wanted(draw_pk, asked_at).select_related(PLACE).first()
    if draw is None:
        return
    entries = list(draw.entries.select_related("application__track", "application__village"))
    try:
        lottery = _made(draw, asked_at, entries)
    except Superseded:
        return
    except DrawRefused as refused:
        _end(draw, asked_at, refused.code)
    except Exception:
        _end(draw, asked_at, FAILED)  # the office sees it at once, and starts again
        raise
    else:
        if lottery:
            _store(draw, asked_at, entries, lottery, at)


def _made(draw: Draw, asked_at: str, entries: Any) -> Lottery | None:
    """None where no panel can be made: then the work has ended with the ways out."""
    from sanggar.selection.actions.listing import make_quota_lottery, ways_out  # which asks for this job

    tell = patient(LOTTERY, now_and_then(partial(_note, draw, asked_at)))
    try:
        return make_quota_lottery(draw, entries, tell)
    except QuotasClash as clash:
        faults = ways_out(draw, entries, clash, tell)
    except DocumentRefused as refused:
        faults = refused.faults
    _end(draw, asked_at, *_explained(faults))
    return None


@transaction.atomic
def _store(draw: Draw, asked_at: str, entries: Any, lottery: Any, at: datetime | None) -> None:
    from sanggar.selection.actions.listing import record_lottery, store_lottery

    held = Draw.objects.select_for_update(of=("self",)).select_related(PLACE).get(pk=draw.pk)
    if not _wanted(draw.pk, asked_at).exists():  # asked only now: somebody may have cancelled while we waited
        return
    at = at or clock.now()  # as late as can be: under the lock
    if is_near(held.chance_at, at):
        _end(held, asked_at, "too_late")  # the seed could be known by now
        return
    store_lottery(held, entries, lottery)
    record_lottery(held, COMPUTER, at)
    _end(held, asked_at, "")


def _wanted(draw_pk: int, asked_at: str) -> Any:
    waiting = Draw.objects.filter(pk=draw_pk, state=DrawState.FROZEN, lottery="")
    return waiting.filter(work__asked_at=datetime.fromisoformat(asked_at), work__ended_at=None)


def _explained(faults: list[Fault]) -> tuple[str, dict[str, Any]]:
    """Why no panel can be made, and the ways out of it."""
    found: dict[str, Any] = {fault.code: dict(fault.params) for fault in faults}
    clashes = [dict(fault.params) for fault in faults if fault.code == "quota_clash"]
    short = next((code for code in ("households_short", "people_short", "classes_short") if code in found), "")
    ways = {
        "demands": [{"code": each.code, **each.params} for each in faults if each.code in DEMANDS],
        "clashes": clashes,
        "fewer_seats": found["fewer_seats"]["seats"] if short else None,
        "limit_alone": "limit_alone" in found,
    }
    return short or ("clash" if clashes else "uncovered"), ways


def _end(draw: Draw, asked_at: str, fault: str, ways: dict[str, Any] | None = None) -> None:
    work = LotteryWork.objects.filter(draw=draw, asked_at=datetime.fromisoformat(asked_at), ended_at=None)
    work.update(ended_at=clock.now(), fault=fault, **(ways or {}))


def _note(draw: Draw, asked_at: str, doing: str, done: int, of: int) -> None:
    """Write down how far the work is, and stop it once it is wanted no more."""
    if not _wanted(draw.pk, asked_at).exists():
        raise Superseded
    LotteryWork.objects.filter(draw=draw).update(doing=doing, done=done, of=of)
