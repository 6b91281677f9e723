"""What ends an offer by two people of the office: taking it back for a reason, or a "no" that somebody heard.

Until the second has confirmed it the person may answer, and the answer counts. Not for what they answer on their own
page, nor for a "yes", which takes nothing from them (`answers`).
"""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.answers import decline_offer, open_offer, withdraw_offer
from sanggar.selection.ending_letters import send_refusal_noted
from sanggar.selection.models import Offer, OfferWithdrawal
from sanggar.selection.refusals import OwnWithdrawal, PersonUnknown, WithdrawalOvertaken, WithdrawalWaits


@transaction.atomic
def propose_withdrawal(offer: Offer, *, reason: str, by: Actor, at: datetime) -> OfferWithdrawal:
    """Takes nothing yet."""
    return _begin(offer, reason, "selection.propose_withdrawal", by, at)


@transaction.atomic
def note_refusal(offer: Offer, *, how: str, by: Actor, at: datetime) -> OfferWithdrawal:
    """Note that the person said they can't come, and how they said it. They are written at once, where a letter finds
    them, that it was noted and how to contest it.
    """
    noted = _begin(offer, how, "selection.note_refusal", by, at, is_refusal=True)
    send_refusal_noted.enqueue(noted.pk)
    return noted


@transaction.atomic
def confirm_withdrawal(proposal: OfferWithdrawal, *, by: Actor, at: datetime) -> None:
    """Never by the account that proposed or noted it; the database holds that too."""
    offer = open_offer(proposal.offer, at)
    if by.account_id is None:
        raise PersonUnknown
    if by.account_id == proposal.account_id:
        raise OwnWithdrawal
    _settle(proposal, at, confirmed_by=by.account_id)
    if proposal.is_refusal:
        decline_offer(offer, on_behalf=proposal.reason, by=by, at=at)
    else:
        withdraw_offer(offer, reason=proposal.reason, by=by, at=at)


@transaction.atomic
def drop_withdrawal(proposal: OfferWithdrawal, *, by: Actor, at: datetime) -> None:
    """Take it back, or refuse it: the offer stands as it did."""
    offer = open_offer(proposal.offer, at)
    _settle(proposal, at)
    record("selection.drop_withdrawal", offer, by=by, at=at, place=offer.stage.programme.place)


def _begin(
    offer: Offer, reason: str, verb: str, by: Actor, at: datetime, *, is_refusal: bool = False
) -> OfferWithdrawal:
    if by.account_id is None:
        raise PersonUnknown
    offer = open_offer(offer, at)
    if offer.withdrawals.filter(settled_at=None).exists():
        raise WithdrawalWaits
    record(verb, offer, by=by, at=at, place=offer.stage.programme.place, personal={"reason": reason})
    return OfferWithdrawal.objects.create(
        offer=offer, at=at, account_id=by.account_id, is_refusal=is_refusal, reason=reason
    )


def _settle(proposal: OfferWithdrawal, at: datetime, confirmed_by: int | None = None) -> None:
    waiting = OfferWithdrawal.objects.filter(pk=proposal.pk, settled_at=None)
    if not waiting.update(settled_at=at, confirmed_by=confirmed_by):
        raise WithdrawalOvertaken
