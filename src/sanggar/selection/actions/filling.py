"""Offering seats: first to the selected, then, seat by seat as they fall free, to the reserves in their order.

Whoever fills seats holds the stage's row first, and so does whoever answers: stage, then offer, then cohort is the
order in which rows are locked everywhere. So filling is idempotent: a seat that is held or taken is not offered again.

Who gives a seat back only asks for the search (`searching`), and is not kept waiting by it: under quotas the next is
drawn by a lottery of its own, which is worked out while nothing is locked.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q

from sanggar.applications.letters import has_a_way
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.work import under_way
from sanggar.planning.actions import hold_seat
from sanggar.planning.models import Stage
from sanggar.selection.actions.searching import (
    ask_for_reserves,
    asked_deadline,
    end_search,
    note_progress,
)
from sanggar.selection.actions.stepping import StepPlan, plan_step, take_planned_step
from sanggar.selection.hours import before_the_night, out_of_the_night, require_civil
from sanggar.selection.letters import send_offer_letter
from sanggar.selection.models import Draw, DrawEntry, DrawState, Offer, OfferEvent, OfferState, ReserveSearch
from sanggar.selection.models.searches import LOST, TRIED_AGAIN
from sanggar.selection.moments import under_lock
from sanggar.selection.patience import TRIES, now_and_then
from sanggar.selection.procedure_refusals import CallingUpEnded, NoSeatFell
from sanggar.selection.queries import mark_of_asked, who_is_next
from sanggar.selection.queries.proposals import ELSEWHERE
from sanggar.selection.queries.steps import circumstances_of
from sanggar.selection.refusals import (
    AskedChangedMeanwhile,
    CallingUpEndsTooSoon,
    DeadlineTooSoon,
    OffersAlreadyOpen,
    ProposalOvertaken,
    StepOutOfOrder,
)
from sanggar.selection.reserve_job import find_reserves
from sanggar.selection.result_words import take_back_results
from sanggar.selection.strata import seats_free_for

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
    seen: str | None = None,
) -> list[Offer]:
    """Offer every seat of the draw, once. `reserve_hours` and `call_up_until` bind the later calls to reserves; `seen`
    is the `mark_of_asked` of those whom the page counted.
    """
    if deadline < at + LEAST_TO_ANSWER:
        raise DeadlineTooSoon(field="deadline", hours=round(LEAST_TO_ANSWER.total_seconds() / 3600))
    require_civil(deadline, field="deadline")
    if call_up_until is not None:
        _require_later_by_day(call_up_until, deadline)
    stage = lock_stage(draw.call.stage_id)
    ready = Draw.objects.filter(pk=draw.pk, state=DrawState.PUBLISHED, offers_opened_at=None)
    if not ready.update(offers_opened_at=at, reserve_hours=reserve_hours, call_up_until=call_up_until):
        draw.refresh_from_db()
        raise OffersAlreadyOpen if draw.offers_opened_at else StepOutOfOrder(state=draw.get_state_display())
    free = seats_free_for(draw.call_id, stage)
    if seen is not None and seen != mark_of_asked(who_is_next(draw, free)):
        raise AskedChangedMeanwhile
    offers = _fill(draw, stage, deadline, by, at)
    _record("selection.open_offers", draw, offers, deadline, by, at)
    if draw.is_by_type and len(offers) < free:  # someone who was drawn has withdrawn meanwhile
        ask_for_reserves(draw, at=at, deadline=deadline)
    return offers


def call_up_reserves(draw: Draw, *, at: datetime, by: Actor = CALLER, deadline: datetime | None = None) -> list[Offer]:
    """Offer each free seat of the draw to the next who has never had an offer; nothing where none is free.

    Where tracks have seats of their own a seat stays in its track; under quotas whoever comes next is drawn. Without
    `deadline` the one that was asked for counts, or the draw's own `reserve_hours`, and nobody is called once
    `call_up_until` is near. Two at once are harmless, and so is a kill at any moment: whose plan no longer holds once
    the stage is theirs makes a new one.
    """
    began = clock.now()
    for _ in range(TRIES):
        draw.refresh_from_db()
        seen = circumstances_of(draw)
        offers = _call_up(draw, _plan(draw, at), seen, at=at, began=began, by=by, deadline=deadline)
        if offers is not None:
            return offers
    return []  # people leave faster than we can count: the search stands, and the clock takes it up


@transaction.atomic
def request_reserves(draw: Draw, *, by: Actor, at: datetime) -> bool:
    """Have the worker look at once for who takes the free seats, because the office asks; False where a search waits or
    runs already, so that two clicks make one. One that the queue lost is queued again; where a killed worker still
    has it, `take_up_searches` asks on until it is free. Raises `NoSeatFell` and `CallingUpEnded`.
    """
    stage = lock_stage(draw.call.stage_id)
    draw.refresh_from_db()
    if not draw.offers_opened_at or not seats_free_for(draw.call_id, stage):
        raise NoSeatFell
    if reserve_deadline(draw, at) is None:
        raise CallingUpEnded
    search = ReserveSearch.objects.filter(draw=draw).first()
    if search and search.ended_at is None:
        return bool(_have_found([draw.pk], at))
    if search and search.is_taken(at) and (draw.pk,) in under_way(find_reserves, at):
        return False
    ask_for_reserves(draw, at=at)
    record("selection.request_reserves", draw, by=by, at=at, place=draw.call.stage.programme.place)
    return True


def fill_free_seats(at: datetime) -> int:
    """Have reserves found wherever a seat stands free that nobody was asked for; for how many draws. None any more
    whose calling up is over, and none for which the last search found nobody and nothing has changed since.
    """
    can_be_called = Q(call_up_until=None) | Q(call_up_until__gt=at)
    free = Draw.objects.filter(can_be_called, call__stage__seats__gt=HELD, offers_opened_at__isnull=False)
    found = free.defer(*Draw.HEAVY).select_related("call__stage", "search").order_by("pk")
    return _have_found([draw.pk for draw in found if _may_find(draw, at)], at)


def take_up_searches(at: datetime) -> int:
    """Ask again for each search that was asked for a while ago and that the queue does not know; how many."""
    lost = Draw.objects.filter(search__asked_at__lte=at - LOST, search__ended_at=None)
    return _have_found(lost.order_by("pk").values_list("pk", flat=True), at)


def _have_found(draws: Iterable[int], at: datetime) -> int:
    """By the worker, for it may take minutes."""
    wanted = list(draws)
    known = under_way(find_reserves, at) if wanted else set()
    asked = [pk for pk in wanted if (pk,) not in known]
    for pk in asked:
        find_reserves.enqueue(pk)
    return len(asked)


def _may_find(draw: Draw, at: datetime) -> bool:
    """Whether a search may find other than the last one did."""
    last = getattr(draw, "search", None)
    if last is None or last.ended_at is None or last.ended_at <= at - TRIED_AGAIN:
        return True
    return bool(last.tried_with != circumstances_of(draw))


def _plan(draw: Draw, at: datetime) -> StepPlan | None:
    """Nothing is replayed where no seat is free. `at` is when the search was taken, where one was."""
    is_needed = draw.is_by_type and draw.offers_opened_at and seats_free_for(draw.call_id, draw.call.stage)
    return plan_step(draw, now_and_then(partial(note_progress, draw, at))) if is_needed else None


@transaction.atomic
def _call_up(
    draw: Draw,
    plan: StepPlan | None,
    seen: str,
    *,
    at: datetime,
    began: datetime,
    by: Actor,
    deadline: datetime | None,
) -> list[Offer] | None:
    """Offer the seats as planned; None where the plan no longer holds. Whoever is asked has the whole time from now on:
    planning may have taken minutes.
    """
    stage = lock_stage(draw.call.stage_id)
    at = under_lock(at, began)
    draw.refresh_from_db()
    deadline = deadline or asked_deadline(draw, at) or reserve_deadline(draw, at)
    if draw.offers_opened_at is None or deadline is None:
        end_search(draw, at=at, tried_with=seen)
        return []
    is_short = False
    if draw.is_by_type and (free := seats_free_for(draw.call_id, stage)):
        if plan is None or not plan.holds_for(draw):
            return None
        is_short = plan.seats > free  # a seat of ours is another list's by now, or no more: the office decides
        if not is_short:
            take_planned_step(draw, plan, by=by, at=at)
    offers = _fill(draw, stage, deadline, by, at)
    way_out = {"fault": ELSEWHERE} if is_short else plan.way_out if plan and stage.seats_free else {}
    end_search(draw, at=at, offered=len(offers), tried_with=seen, way_out=way_out)
    if offers:
        _record("selection.call_up_reserves", draw, offers, deadline, by, at)
    return offers


@transaction.atomic
def relax_and_fill(draw: Draw, plan: StepPlan, *, reason: str, by: Actor, at: datetime) -> list[Offer]:
    """Take the step whose quotas give way (`plan_relaxed_step`), for a reason that everyone can read, and offer its
    seats. Refused where somebody has left, or a step was taken, since it was worked out: then the proposal is another;
    and where the seat has been promised to another list meanwhile.
    """
    stage = lock_stage(draw.call.stage_id)
    draw.refresh_from_db()
    deadline = reserve_deadline(draw, at)
    if deadline is None:
        raise CallingUpEnded
    if not plan.holds_for(draw):
        raise ProposalOvertaken
    if seats_free_for(draw.call_id, stage) < max(plan.seats, 1):
        raise NoSeatFell
    take_planned_step(draw, plan, by=by, at=at, reason=reason)
    offers = _fill(draw, stage, deadline, by, at)
    end_search(draw, at=at, offered=len(offers))
    _record("selection.call_up_reserves", draw, offers, deadline, by, at)
    return offers


def lock_stage(pk: int) -> Stage:
    """The stage, its seats not moving until the transaction ends."""
    return Stage.objects.select_for_update(no_key=True).get(pk=pk)


def _fill(draw: Draw, stage: Stage, deadline: datetime, by: Actor, at: datetime) -> list[Offer]:
    """What a letter that has not left tells of the result, an offer tells otherwise."""
    found = who_is_next(draw, seats_free_for(draw.call_id, stage))
    take_back_results(draw, [entry.pk for entry in found], by=by, at=at)
    return [_offer(entry, stage, deadline, by, at) for entry in found]


def _offer(entry: DrawEntry, stage: Stage, deadline: datetime, by: Actor, at: datetime) -> Offer:
    hold_seat(stage)
    application = entry.application
    offer = Offer.objects.create(entry=entry, application=application, stage=stage, deadline=deadline, offered_at=at)
    OfferEvent.objects.create(offer=offer, at=at, by_label=by.label, by_kind=by.kind, to_state=OfferState.OPEN)
    if has_a_way(application):
        send_offer_letter.enqueue(offer.pk)
    return offer


def _require_later_by_day(call_up_until: datetime, deadline: datetime) -> None:
    if call_up_until < deadline:
        raise CallingUpEndsTooSoon(field="call_up_until")
    require_civil(call_up_until, field="call_up_until")


def reserve_deadline(draw: Draw, at: datetime) -> datetime | None:
    """The time that reserves were given, whole, and an hour of a day at least; what ends in the night goes on until
    the morning. No longer than calling up goes on; None where less than that hour is left of it.
    """
    soonest = out_of_the_night(at) + LEAST_TO_ANSWER
    deadline = out_of_the_night(max(at + timedelta(hours=draw.reserve_hours), soonest))
    if draw.call_up_until is None:
        return deadline
    until = before_the_night(draw.call_up_until)
    return None if soonest > until else min(deadline, until)


def _record(verb: str, draw: Draw, offers: list[Offer], deadline: datetime, by: Actor, at: datetime) -> None:
    details = {"offers": [offer.pk for offer in offers], "deadline": deadline.isoformat()}
    record(verb, draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
