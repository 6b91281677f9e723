"""Stopping the computation of a lottery, and starting it again. Neither touches list, quotas or source."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.freezing import ask_for_lottery
from sanggar.selection.models import CANCELLED, Draw, DrawState, LotteryWork
from sanggar.selection.moments import is_near
from sanggar.selection.procedure_refusals import LotteryAlreadyMade, NothingToCancel, RoundOutAlready

PLACE = "call__stage__programme__organisation"


@transaction.atomic
def cancel_lottery(draw: Draw, *, by: Actor, at: datetime) -> None:
    """Stop the computation that runs. The job notices when it next tells its progress, and leaves nothing behind."""
    draw = Draw.objects.select_for_update(of=("self",)).select_related(PLACE).get(pk=draw.pk)
    running = LotteryWork.objects.filter(draw=draw, ended_at=None)
    if draw.lottery or not running.update(ended_at=at, fault=CANCELLED, cancelled_by=by.label):
        raise NothingToCancel
    record("selection.cancel_lottery", draw, by=by, at=at, place=draw.call.stage.programme.place)


@transaction.atomic
def restart_lottery(draw: Draw, *, by: Actor, at: datetime) -> None:
    """Compute again what was cancelled or failed, or whose worker died, with the same quotas for the same time."""
    draw = Draw.objects.select_for_update(of=("self",)).select_related(PLACE).get(pk=draw.pk)
    work = LotteryWork.objects.select_for_update().filter(draw=draw).first()
    if draw.lottery or draw.state != DrawState.FROZEN or work is None or not work.may_restart(at):
        raise LotteryAlreadyMade
    if is_near(draw.chance_at, at):
        raise RoundOutAlready
    ask_for_lottery(draw, at)
    record("selection.restart_lottery", draw, by=by, at=at, place=draw.call.stage.programme.place)
