"""How the offers of a draw stand, and what moves them on."""

from datetime import datetime

from sanggar.foundation import clock
from sanggar.selection import actions
from sanggar.selection.models import Draw, Offer


def asked(draw: Draw) -> list[tuple[str, int | None, str]]:
    """Who has an offer, in the order of the draw, and how it stands."""
    offers = Offer.objects.filter(entry__draw=draw).order_by("-entry__outcome", "entry__position")
    return list(offers.values_list("entry__outcome", "entry__position", "state"))


def seats(draw: Draw) -> tuple[int, int]:
    """(offered, taken), as the stage counts them."""
    stage = type(draw.call.stage).objects.get(pk=draw.call.stage_id)
    return stage.seats_offered, stage.seats_taken


def decline(offer: Offer, at: datetime | None = None) -> None:
    """And the worker finds who comes next."""
    at = at or clock.now()
    actions.decline_offer(offer, by=offer.application.actor, at=at)
    actions.call_up_reserves(offer.entry.draw, at=at)
