"""Reads of a result since it came out: who is still written to about it, and who has left the seat."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sanggar.applications.models import ApplicationState
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.selection.models import Draw, DrawEntry, OfferState
from sanggar.selection.queries.draws import CAME_IN, published_selected
from sanggar.selection.queries.line import HAS_LEFT

BY_OFFICE = Q(offer__state=OfferState.WITHDRAWN, offer__answered_at=None)
"""Whose offer was withdrawn while it was open; who had accepted and withdrew later had answered."""


def result_letters(draw: Draw, at: datetime) -> QuerySet[DrawEntry]:
    """Who is written to about the result: people of the draw who can be reached and have not withdrawn, and
    whose offer, if there is one, waits for an answer.
    """
    people = draw.entries.filter(Q(offer=None) | _waits(at), application__state=ApplicationState.ELIGIBLE)
    people = people if reaches_phones() else people.exclude(application__email="")
    return people.exclude(outcome="").order_by("-outcome", "application__receipt")


def _waits(at: datetime) -> Q:
    return Q(offer__state=OfferState.OPEN, offer__class_wanted_at=None, offer__deadline__gte=at)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a draw no letter about the result was written to, and is no more, by the reason."""

    accepted: int
    declined: int
    expired: int
    withdrawn: int
    ended: int
    lapsed: int

    @property
    def total(self) -> int:
        return self.accepted + self.declined + self.expired + self.withdrawn + self.ended + self.lapsed


def left_out(draw: Draw, at: datetime) -> LeftOut:
    accepted = Q(offer__state=OfferState.ACCEPTED) | Q(
        offer__state=OfferState.OPEN, offer__class_wanted_at__isnull=False
    )
    late = Q(offer__state=OfferState.OPEN, offer__class_wanted_at=None, offer__deadline__lt=at)
    parted = Q(offer__state=OfferState.WITHDRAWN, offer__answered_at__isnull=False)
    standing = Q(application__state=ApplicationState.ELIGIBLE)
    kinds = {
        "accepted": standing & accepted,
        "declined": standing & Q(offer__state=OfferState.DECLINED),
        "expired": standing & (Q(offer__state=OfferState.EXPIRED) | late),
        "withdrawn": standing & BY_OFFICE,
        "ended": standing & (Q(offer__state=OfferState.NO_SHOW) | parted),
        "lapsed": ~standing,
    }
    untold = draw.entries.filter(letter_at=None).exclude(outcome="")
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
