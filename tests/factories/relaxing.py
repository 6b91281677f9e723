"""Seats that wait for the office: what is proposed, and what the office answers."""

from factories.people import SETUP
from factories.selection import worked_off
from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.selection import actions
from sanggar.selection.models import Draw, Offer, OfferState, Relaxation
from sanggar.selection.queries import StepProposal, waits_for_office, way_out_of


def clashing(draw: Draw, track: str = "tiktok") -> None:
    """Whoever of the track has an offer declines, and the reserves too, until nobody of it is left."""
    while not waits_for_office(draw):
        decline_one(track)
        worked_off(clock.now())
    draw.refresh_from_db()


def decline_one(track: str) -> Offer:
    offer = Offer.objects.filter(state=OfferState.OPEN, application__track__code=track).order_by("pk")[0]
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    return offer


def proposal_of(draw: Draw) -> StepProposal:
    found = way_out_of(draw)
    assert found
    assert found.proposal
    return found.proposal


def ask(draw: Draw, quotas: Quotas | None = None, reason: str = "Tidak ada lagi", by: Actor = SETUP) -> Relaxation:
    """By the smallest change unless told otherwise."""
    found = way_out_of(draw)
    seen = found.search.tried_with if found else ""
    wanted = proposal_of(draw).smallest() if quotas is None else quotas
    return actions.ask_to_relax(draw, quotas=wanted, reason=reason, seen=seen, by=by, at=clock.now())


def relaxed(draw: Draw, quotas: Quotas | None = None, reason: str = "Tidak ada lagi") -> Relaxation:
    """Asked for, and worked off: how it ended."""
    wish = ask(draw, quotas, reason)
    worked_off(clock.now())
    draw.refresh_from_db()
    wish.refresh_from_db()
    return wish
