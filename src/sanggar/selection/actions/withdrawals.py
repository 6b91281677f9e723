"""Taking back a seat that was offered: one of the office proposes it with the reason, another confirms it.

Not for a person's own wish: that is an answer, given by them or noted for them (`answers`).
"""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.answers import open_offer, withdraw_offer
from sanggar.selection.models import Offer, OfferWithdrawal
from sanggar.selection.refusals import OwnWithdrawal, PersonUnknown, WithdrawalOvertaken, WithdrawalWaits


@transaction.atomic
def propose_withdrawal(offer: Offer, *, reason: str, by: Actor, at: datetime) -> OfferWithdrawal:
    """Takes nothing yet: until another account confirms it the person may still answer, and the answer counts."""
    if by.account_id is None:
        raise PersonUnknown
    offer = open_offer(offer, at)
    if offer.withdrawals.filter(settled_at=None).exists():
        raise WithdrawalWaits
    proposal = OfferWithdrawal.objects.create(offer=offer, at=at, account_id=by.account_id, reason=reason)
    place = offer.stage.programme.place
    record("selection.propose_withdrawal", offer, by=by, at=at, place=place, personal={"reason": reason})
    return proposal


@transaction.atomic
def confirm_withdrawal(proposal: OfferWithdrawal, *, by: Actor, at: datetime) -> None:
    """Never by the account that proposed it; the database holds that too."""
    offer = open_offer(proposal.offer, at)
    if by.account_id is None:
        raise PersonUnknown
    if by.account_id == proposal.account_id:
        raise OwnWithdrawal
    _settle(proposal, at, confirmed_by=by.account_id)
    withdraw_offer(offer, reason=proposal.reason, by=by, at=at)


@transaction.atomic
def drop_withdrawal(proposal: OfferWithdrawal, *, by: Actor, at: datetime) -> None:
    """Take it back, or refuse it: the offer stands as it did."""
    offer = open_offer(proposal.offer, at)
    _settle(proposal, at)
    record("selection.drop_withdrawal", offer, by=by, at=at, place=offer.stage.programme.place)


def _settle(proposal: OfferWithdrawal, at: datetime, confirmed_by: int | None = None) -> None:
    waiting = OfferWithdrawal.objects.filter(pk=proposal.pk, settled_at=None)
    if not waiting.update(settled_at=at, confirmed_by=confirmed_by):
        raise WithdrawalOvertaken
