"""The call list: who of the office spoke to whom about an offer. A mark can be taken back."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.selection.models import Offer, OfferState
from sanggar.selection.refusals import OfferNotOpen, PersonUnknown


@transaction.atomic
def mark_reached(offer: Offer, *, by: Actor, at: datetime) -> None:
    """Note that `by` reached the person. Marking twice changes nothing: who reached them first stands."""
    if by.account_id is None:
        raise PersonUnknown
    waiting = Offer.objects.filter(pk=offer.pk, state=OfferState.OPEN)
    if waiting.filter(reached_at=None).update(reached_at=at, reached_by_id=by.account_id):
        record("selection.mark_reached", offer, by=by, at=at, place=offer.stage.programme.place)
    elif not waiting.exists():
        offer.refresh_from_db()
        raise OfferNotOpen(state=offer.get_state_display())


@transaction.atomic
def unmark_reached(offer: Offer, *, by: Actor, at: datetime) -> None:
    """Take a mistaken mark back; the record keeps that it was there."""
    if Offer.objects.filter(pk=offer.pk, reached_at__isnull=False).update(reached_at=None, reached_by=None):
        record("selection.unmark_reached", offer, by=by, at=at, place=offer.stage.programme.place)
