"""The freeze: who takes part, under which random ids, and where the seed will come from, before anyone can know it."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from sanggar.applications.actions import freeze_applications
from sanggar.applications.models import Call
from sanggar.applications.queries import eligible_applications
from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import lottery_document
from sanggar.cores.lottery.json_text import write_json
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.chance import fresh_hex
from sanggar.selection.models import Draw, DrawEntry, DrawEvent, DrawState, SourceKind
from sanggar.selection.queries import readiness_of
from sanggar.selection.refusals import DrawTimeMissing, RoundTooLate, RoundTooSoon
from sanggar.selection.strata import SHARED, lottery_over, require_seats_for

DRAW_ID_BYTES = 16
LATEST = timedelta(days=60)


@transaction.atomic
def freeze_draw(
    call: Call, *, source_kind: str, by: Actor, at: datetime, announced_for: datetime | None = None, venue: str = ""
) -> Draw:
    """Freeze the list of a closed and settled call and fix the seed's source; neither can change afterwards.

    With drand, `announced_for` names the round: the first that is published at that time or later. With dice it only
    announces when and where they will be rolled. The audit is sealed once the freeze is committed.
    """
    freeze_applications(call, by=by, at=at)  # holds the call from here on
    call = Call.objects.select_related("stage__programme__organisation").get(pk=call.pk)
    seats = readiness_of(call, at).require()
    number = _named_round(announced_for, at) if source_kind == SourceKind.DRAND else None
    strata = dict(eligible_applications(call).values_list("pk", "track__code"))
    if SHARED in seats:
        strata = dict.fromkeys(strata, SHARED)
    require_seats_for(strata.values(), seats)
    ids = {fresh_hex(DRAW_ID_BYTES): application for application in strata}
    document = lottery_document(lottery_over({key: strata[pk] for key, pk in ids.items()}, seats))
    draw = Draw.objects.create(
        call=call,
        public_id=call.slug,
        seats=document["seats"],
        entrants=len(ids),
        list_digest=list_digest(ids),
        lottery_digest=lottery_digest(document),
        lottery=write_json(document),
        source_kind=source_kind,
        drand_round=number,
        announced_for=announced_for,
        venue=venue,
        frozen_at=at,
        frozen_by=by.label,
    )
    DrawEntry.objects.bulk_create(
        [DrawEntry(draw=draw, application_id=pk, number=key, stratum=strata[pk]) for key, pk in ids.items()],
        batch_size=500,
    )
    _record_freeze(draw, by, at)
    return draw


def _named_round(announced_for: datetime | None, at: datetime) -> int:
    if announced_for is None:
        raise DrawTimeMissing(field="announced_for")
    if announced_for < at + settings.DRAW_LEAD:
        raise RoundTooSoon(field="announced_for", minutes=round(settings.DRAW_LEAD.total_seconds() / 60))
    if announced_for > at + LATEST:
        raise RoundTooLate(field="announced_for", days=LATEST.days)
    return quicknet.first_round_from(announced_for)


def _record_freeze(draw: Draw, by: Actor, at: datetime) -> None:
    DrawEvent.objects.create(draw=draw, at=at, by_label=by.label, to_state=DrawState.FROZEN)
    details = {name: getattr(draw, name) for name in ("list_digest", "lottery_digest", "source", "seats", "entrants")}
    record("selection.freeze_draw", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    transaction.on_commit(partial(audit.seal_pending, at), robust=True)
