"""After upheld objections where marks decide: a new list where reading again changes it, else the same."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanggar.applications.models import Application
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.freezing import freeze_again, people_and_marks
from sanggar.selection.actions.listing import keep_floor_marks
from sanggar.selection.actions.objections import close_upheld, require_list_can_change
from sanggar.selection.models import Draw, ObjectionState
from sanggar.selection.moments import is_near, under_lock
from sanggar.selection.procedure_refusals import NothingToSettle, RoundOutAlready
from sanggar.selection.queries import merit_ready, reopened


@transaction.atomic
def settle_objections(draw: Draw, *, by: Actor, at: datetime) -> bool:
    """Settle once everyone whose objection was upheld has been marked; whether the list was frozen anew.

    It stands where nothing in it would be another: who missed the floor misses it still, a mark is what it was.
    """
    began = clock.now()
    draw = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme").get(pk=draw.pk)
    at = under_lock(at, began)
    waiting = draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None)
    receipts = list(waiting.order_by("at").values_list("application__receipt", flat=True))
    if not receipts:
        raise NothingToSettle
    merit_ready(draw.call).require()
    if is_near(draw.chance_at, at):
        raise RoundOutAlready
    require_list_can_change(draw, at)
    people, marks = people_and_marks(draw)
    if _changes(draw, people, marks) or _chance_was_seen(draw):
        freeze_again(draw, reason=f"{', '.join(receipts)}: {ObjectionState.UPHELD.label}"[:1000], by=by, at=at)
        return True
    keep_floor_marks(draw, marks)
    close_upheld(draw, at)
    details = {"objections": len(receipts), "list_digest": draw.list_digest, "revision": draw.revision}
    record("selection.keep_list", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    return False


def _changes(draw: Draw, people: list[Application], marks: dict[int, Decimal | None]) -> bool:
    """Whether one of those who were read again comes in, or stands in the list by another mark."""
    opened = reopened(draw.call)
    before = dict(draw.entries.filter(application__in=opened).values_list("application", "mark"))
    return before != {each.pk: marks[each.pk] for each in people if each.pk in opened}


def _chance_was_seen(draw: Draw) -> bool:
    """Whether the draw was moved after its chance was out, as upheld objections allow: then this list may not stay, or
    whoever saw what it would have given could have had it drawn once more.
    """
    since = draw.lists.get(revision=draw.revision).at
    moved = draw.postponements.filter(change__at__gte=since).select_related("change")
    return any(is_near(each.chance_at, each.change.at) for each in moved)
