"""Reads of a result since it came out: who is still written to about it, and who has left the seat."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sanggar.applications.models import ApplicationState
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.foundation.messaging.officer import BY_OFFICE as CANCELLED_BY_HAND
from sanggar.foundation.models import Message, MessageState
from sanggar.selection.models import Draw, DrawEntry, OfferState
from sanggar.selection.queries.draws import CAME_IN, published_selected
from sanggar.selection.queries.line import HAS_LEFT
from sanggar.selection.result_words import entry_of_key, result_batch

BY_OFFICE = Q(offer__state=OfferState.WITHDRAWN, offer__answered_at=None)
"""Whose offer was withdrawn while it was open; who had accepted and withdrew later had answered."""


def result_letters(draw: Draw, at: datetime) -> QuerySet[DrawEntry]:
    """Who is written to about the result: people of the draw who can be reached and have not withdrawn, and
    whose offer, if there is one, waits for an answer.
    """
    people = draw.entries.filter(Q(offer=None) | _waits(at), application__state=ApplicationState.ELIGIBLE)
    people = people if reaches_phones() else people.exclude(application__email="")
    return people.exclude(outcome="").order_by("-outcome", "application__receipt")


def letters_cancelled(draw: Draw) -> dict[int, str]:
    """The entries whose letter was written and taken back before it left, with why."""
    shelf = draw.call.stage.programme.shelf
    cancelled = Message.objects.filter(shelf=shelf, batch=result_batch(draw), state=MessageState.CANCELLED)
    return {entry_of_key(key): reason for key, reason in cancelled.values_list("key", "reason")}


def _waits(at: datetime) -> Q:
    return Q(offer__state=OfferState.OPEN, offer__class_wanted_at=None, offer__deadline__gte=at)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a draw get no letter about the result, by the reason: none was written and is no more, or it was
    cancelled before it left. Who has no address is counted elsewhere.
    """

    accepted: int
    declined: int
    expired: int
    withdrawn: int
    ended: int
    lapsed: int
    offered: int
    cancelled: int

    @property
    def total(self) -> int:
        ended = self.accepted + self.declined + self.expired + self.withdrawn + self.ended + self.lapsed
        return ended + self.offered + self.cancelled


def left_out(draw: Draw, at: datetime) -> LeftOut:
    accepted = Q(offer__state=OfferState.ACCEPTED) | Q(
        offer__state=OfferState.OPEN, offer__class_wanted_at__isnull=False
    )
    late = Q(offer__state=OfferState.OPEN, offer__class_wanted_at=None, offer__deadline__lt=at)
    parted = Q(offer__state=OfferState.WITHDRAWN, offer__answered_at__isnull=False)
    standing = Q(application__state=ApplicationState.ELIGIBLE)
    cancelled = letters_cancelled(draw)
    by_hand = [pk for pk, reason in cancelled.items() if reason == CANCELLED_BY_HAND]
    still = standing & (Q(offer=None) | _waits(at)) & Q(pk__in=list(cancelled))
    kinds = {
        "accepted": standing & accepted,
        "declined": standing & Q(offer__state=OfferState.DECLINED),
        "expired": standing & (Q(offer__state=OfferState.EXPIRED) | late),
        "withdrawn": standing & BY_OFFICE,
        "ended": standing & (Q(offer__state=OfferState.NO_SHOW) | parted),
        "lapsed": ~standing,
        "offered": still & ~Q(offer=None) & ~Q(pk__in=by_hand),
        "cancelled": still & (Q(offer=None) | Q(pk__in=by_hand)),
    }
    unwritten = Q(letter_at=None) if reaches_phones() else Q(letter_at=None) & ~Q(application__email="")
    untold = draw.entries.filter(unwritten | Q(pk__in=list(cancelled))).exclude(outcome="")
    return LeftOut(**untold.aggregate(**{name: Count("pk", filter=kind) for name, kind in kinds.items()}))


@dataclass(frozen=True, slots=True)
class SinceSelected:
    """Of those who were selected, by the draw or later: their names stay where they were published."""

    given_back: int
    withdrawn: int
    came_in: int


def since_selected(draw: Draw) -> SinceSelected:
    counts = (
        published_selected(draw)
        .order_by()
        .aggregate(
            left=Count("pk", filter=HAS_LEFT),
            withdrawn=Count("pk", filter=BY_OFFICE),
            came_in=Count("pk", filter=CAME_IN),
        )
    )
    return SinceSelected(counts["left"] - counts["withdrawn"], counts["withdrawn"], counts["came_in"])
