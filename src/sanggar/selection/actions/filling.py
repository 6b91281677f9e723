"""Offering seats: first to the selected, then, seat by seat as they fall free, to the reserves in their order.

Whoever fills seats holds the stage's row first, and so does whoever answers: stage, then offer, then cohort is the
order in which rows are locked everywhere. So filling is idempotent: a seat that is held or taken is not offered again.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation.audit import Actor, record
from sanggar.planning.actions import hold_seat
from sanggar.planning.models import Stage
from sanggar.selection.actions.stepping import relax_and_draw, take_due_step
from sanggar.selection.letters import send_offer_letter
from sanggar.selection.models import Draw, DrawEntry, DrawState, Offer, OfferEvent, OfferState
from sanggar.selection.queries import who_is_next
from sanggar.selection.refusals import DeadlineTooSoon, OffersAlreadyOpen, StepOutOfOrder

LEAST_TO_ANSWER = timedelta(hours=1)
CALLER = Actor.system("panggilan cadangan")
HELD = F("call__stage__seats_offered") + F("call__stage__seats_taken")


@transaction.atomic
def open_offers(
    draw: Draw,
    *,
    deadline: datetime,
    by: Actor,
    at: datetime,
    reserve_hours: int = 48,
    call_up_until: datetime | None = None,
) -> list[Offer]:
    """Offer every seat of the draw, once. `reserve_hours` and `call_up_until` bind the later calls to reserves."""
    if deadline < at + LEAST_TO_ANSWER:
        raise DeadlineTooSoon(field="deadline", hours=round(LEAST_TO_ANSWER.total_seconds() / 3600))
    stage = lock_stage(draw.call.stage_id)
    ready = Draw.objects.filter(pk=draw.pk, state=DrawState.PUBLISHED, offers_opened_at=None)
    if not ready.update(offers_opened_at=at, reserve_hours=reserve_hours, call_up_until=call_up_until):
        draw.refresh_from_db()
        raise OffersAlreadyOpen if draw.offers_opened_at else StepOutOfOrder(state=draw.get_state_display())
    if draw.is_by_type:
        take_due_step(draw, by=by, at=at)  # someone who was drawn may have withdrawn meanwhile
    offers = _fill(draw, stage, deadline, by, at)
    _record("selection.open_offers", draw, offers, deadline, by, at)
    return offers


@transaction.atomic
def call_up_reserves(draw: Draw, *, at: datetime, by: Actor = CALLER, deadline: datetime | None = None) -> list[Offer]:
    """Offer each free seat of the draw to the next who has never had an offer; nothing where none is free.

    Where tracks have seats of their own a seat stays in its track; under quotas whoever comes next is drawn. Without
    `deadline` the draw's own `reserve_hours` count and nobody is called once `call_up_until` is near; a replacement at
    the door brings its own deadline.
    """
    stage = lock_stage(draw.call.stage_id)
    draw.refresh_from_db()
    deadline = deadline or _reserve_deadline(draw, at)
    if draw.offers_opened_at is None or deadline is None:
        return []
    if draw.is_by_type:
        take_due_step(draw, by=by, at=at)
    offers = _fill(draw, stage, deadline, by, at)
    if offers:
        _record("selection.call_up_reserves", draw, offers, deadline, by, at)
    return offers


def fill_free_seats(at: datetime) -> int:
    """Call up reserves wherever a seat stands free that nobody was asked for; how many offers. Each draw by itself."""
    running = Draw.objects.filter(offers_opened_at__isnull=False, call__stage__seats__gt=HELD)
    return sum(len(call_up_reserves(draw, at=at)) for draw in running.select_related("call__stage__programme"))


@transaction.atomic
def relax_and_fill(draw: Draw, *, relaxed: Quotas, reason: str, by: Actor, at: datetime) -> list[Offer]:
    """Let quotas give way for seats that nobody who waits could take (`relax_and_draw`), and offer these seats."""
    lock_stage(draw.call.stage_id)
    relax_and_draw(draw, relaxed=relaxed, reason=reason, by=by, at=at)
    return call_up_reserves(draw, at=at)


def lock_stage(pk: int) -> Stage:
    """The stage, its seats not moving until the transaction ends."""
    return Stage.objects.select_for_update(no_key=True).get(pk=pk)


def _fill(draw: Draw, stage: Stage, deadline: datetime, by: Actor, at: datetime) -> list[Offer]:
    return [_offer(entry, stage, deadline, by, at) for entry in who_is_next(draw, stage.seats_free)]


def _offer(entry: DrawEntry, stage: Stage, deadline: datetime, by: Actor, at: datetime) -> Offer:
    hold_seat(stage)
    application = entry.application
    offer = Offer.objects.create(entry=entry, application=application, stage=stage, deadline=deadline, offered_at=at)
    OfferEvent.objects.create(offer=offer, at=at, by_label=by.label, by_kind=by.kind, to_state=OfferState.OPEN)
    if application.email:
        send_offer_letter.enqueue(offer.pk)
    return offer


def _reserve_deadline(draw: Draw, at: datetime) -> datetime | None:
    deadline = at + timedelta(hours=draw.reserve_hours)
    if draw.call_up_until is None:
        return deadline
    return None if at + LEAST_TO_ANSWER > draw.call_up_until else min(deadline, draw.call_up_until)


def _record(verb: str, draw: Draw, offers: list[Offer], deadline: datetime, by: Actor, at: datetime) -> None:
    details = {"offers": [offer.pk for offer in offers], "deadline": deadline.isoformat()}
    record(verb, draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
