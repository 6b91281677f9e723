"""What becomes of an offer: accepted, declined, lapsed, withdrawn, or accepted by someone who never came.

An answer that the office notes for somebody has `on_behalf`: how it was given, by telephone or at the counter.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sanggar.applications.models import ApplicationState
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.one_by_one import done_one_by_one
from sanggar.planning.actions import release_held_seat
from sanggar.selection.actions.filling import lock_stage
from sanggar.selection.actions.searching import ask_for_reserves
from sanggar.selection.ending_letters import send_seat_ended
from sanggar.selection.letters import send_seat_withdrawn
from sanggar.selection.models import Offer, OfferState
from sanggar.selection.refusals import (
    ApplicationLapsed,
    OfferAlreadyAnswered,
    OfferExpired,
    OfferNotAccepted,
    OfferNotOpen,
    OfferWithdrawn,
)
from sanggar.selection.result_words import take_back_offer_letters, take_back_results
from sanggar.selection.states import change_offer, note_wish

LAPSED = Actor.system("tenggat penawaran")


@transaction.atomic
def accept_offer(offer: Offer, *, on_behalf: str = "", by: Actor, at: datetime) -> None:
    """Mark the offer accepted, if it is open and its deadline has not passed. Its seat stays held: taking it is the
    enrolment, in the same transaction.
    """
    offer = _held(offer)
    _require_answerable(offer, at)
    if offer.application.state != ApplicationState.ELIGIBLE:
        raise ApplicationLapsed
    _answer(offer, OfferState.ACCEPTED, by, at, on_behalf)


@transaction.atomic
def keep_for_class(offer: Offer, *, on_behalf: str = "", by: Actor, at: datetime) -> None:
    """Note that the person accepts, and that no class has a free seat: the seat stays theirs until one has. Said again,
    it overtakes what was written down against them since.
    """
    offer = _held(offer)
    _require_answerable(offer, at)
    if offer.application.state != ApplicationState.ELIGIBLE:
        raise ApplicationLapsed
    is_first = Offer.objects.filter(pk=offer.pk, class_wanted_at=None).update(class_wanted_at=at)
    if is_first or offer.withdrawals.filter(settled_at=None).exists():
        note_wish(offer, by=by, at=at, reason=on_behalf)
        take_back_results(offer.entry.draw, [offer.entry_id], by=by, at=at)
        place = offer.stage.programme.place
        record("selection.keep_for_class", offer, by=by, at=at, place=place, **_told_by(on_behalf))


@transaction.atomic
def decline_offer(offer: Offer, *, on_behalf: str = "", by: Actor, at: datetime) -> None:
    """Decline for good. Who comes next is found in the background: the answer is on disk without waiting for it."""
    offer = _held(offer)
    _require_answerable(offer, at)
    _answer(offer, OfferState.DECLINED, by, at, on_behalf)
    release_held_seat(offer.stage)
    ask_for_reserves(offer.entry.draw, at=at)


def expire_due_offers(at: datetime) -> int:
    """Close every open offer whose deadline has passed, or whose applicant has withdrawn the application meanwhile, and
    have found who comes next; how many. Each in its own transaction.
    """
    lapsed = Q(deadline__lt=at, class_wanted_at=None) | ~Q(application__state=ApplicationState.ELIGIBLE)
    due = Offer.objects.filter(lapsed, state=OfferState.OPEN).order_by("deadline", "pk")
    return done_one_by_one(lambda offer: _expire(offer, at), due)


@transaction.atomic
def withdraw_offer(offer: Offer, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back an offer that is still open, for a reason that the person is written, and have found who is next.

    Of the office it takes two (`withdrawals`); alone the clock may, where somebody takes part already.
    """
    offer = open_offer(offer, at)
    _change(offer, OfferState.OPEN, OfferState.WITHDRAWN, "selection.withdraw_offer", by, at, reason)
    take_back_offer_letters(offer, by=by, at=at)
    send_seat_withdrawn.enqueue(offer.pk)
    release_held_seat(offer.stage)
    ask_for_reserves(offer.entry.draw, at=at)


@transaction.atomic
def end_accepted_offer(offer: Offer, to: OfferState, *, reason: str, by: Actor, at: datetime) -> None:
    """Note that who had accepted never came (`NO_SHOW`) or left (`WITHDRAWN`), so that the seat may pass on.

    Moves no seat: giving back the participant's seat belongs to the enrolment. Whose seat somebody of the office ended
    is written so: one account alone may do it, as a free chair at the door can not wait for two.
    """
    offer = _held(offer)
    if offer.state != OfferState.ACCEPTED:
        raise OfferNotAccepted(state=offer.get_state_display())
    _change(offer, OfferState.ACCEPTED, to, "selection.end_accepted_offer", by, at, reason)
    if by.account_id is not None:
        send_seat_ended.enqueue(offer.pk)


@transaction.atomic
def _expire(offer: Offer, at: datetime) -> bool:
    offer = _held(offer)
    is_lapsed = offer.application.state != ApplicationState.ELIGIBLE
    if offer.state != OfferState.OPEN or not (is_lapsed or offer.is_over(at)):
        return False
    to = OfferState.DECLINED if is_lapsed else OfferState.EXPIRED
    _change(offer, OfferState.OPEN, to, "selection.expire_offer", LAPSED, at)
    release_held_seat(offer.stage)
    ask_for_reserves(offer.entry.draw, at=at)
    return True


def _held(offer: Offer) -> Offer:
    """The offer as it stands now, behind the stage's lock."""
    lock_stage(offer.stage_id)
    parts = ("application", "stage", "entry__draw__call__stage__programme__organisation")
    return Offer.objects.select_related(*parts).get(pk=offer.pk)


def open_offer(offer: Offer, at: datetime) -> Offer:
    """The offer behind the stage's lock. Raises `OfferNotOpen`, and also before the clock has noted it `OfferExpired`
    and, of who has withdrawn the application, `ApplicationLapsed`: that is no seat that the office takes back.
    """
    offer = _held(offer)
    if offer.state != OfferState.OPEN:
        raise OfferNotOpen(state=offer.get_state_display())
    if offer.application.state != ApplicationState.ELIGIBLE:
        raise ApplicationLapsed
    if offer.is_over(at):
        raise OfferExpired
    return offer


def _require_answerable(offer: Offer, at: datetime) -> None:
    """Expiry is judged here too: a job that is late gives nobody more time."""
    if offer.state == OfferState.EXPIRED or (offer.state == OfferState.OPEN and offer.is_over(at)):
        raise OfferExpired
    if offer.state == OfferState.WITHDRAWN:
        raise OfferWithdrawn
    if offer.state != OfferState.OPEN:
        raise OfferAlreadyAnswered(state=offer.get_state_display())


def _answer(offer: Offer, to: OfferState, by: Actor, at: datetime, on_behalf: str) -> None:
    verb = {OfferState.ACCEPTED: "selection.accept_offer", OfferState.DECLINED: "selection.decline_offer"}[to]
    if not change_offer(offer, OfferState.OPEN, to, by=by, at=at, reason=on_behalf, answered_at=at):
        raise _told(offer)
    take_back_results(offer.entry.draw, [offer.entry_id], by=by, at=at)
    record(verb, offer, by=by, at=at, place=offer.stage.programme.place, **_told_by(on_behalf))


def _told_by(on_behalf: str) -> dict[str, Any]:
    """What the record keeps of an answer that somebody of the office noted."""
    return {"details": {"on_behalf": True}, "personal": {"reason": on_behalf}} if on_behalf else {}


def _change(
    offer: Offer,
    start: OfferState,
    to: OfferState,
    verb: str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    if not change_offer(offer, start, to, by=by, at=at, reason=reason):
        raise _told(offer)
    take_back_results(offer.entry.draw, [offer.entry_id], by=by, at=at)
    place = offer.stage.programme.place
    record(verb, offer, by=by, at=at, place=place, personal={"reason": reason} if reason else None)


def _told(offer: Offer) -> DomainError:
    offer.refresh_from_db()
    return OfferAlreadyAnswered(state=offer.get_state_display())
