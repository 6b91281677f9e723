"""Reads of offers: who has which, who is to be called, and how many may still be asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from sanggar.applications.models import Act, Application, ApplicationEvent
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.planning.models import Programme, Stage
from sanggar.selection.models import Offer, OfferState, OfferWithdrawal, without_texts


def offer_of(application: Application) -> Offer | None:
    """The latest offer to this person."""
    offers = without_texts(application.offers.select_related("stage", "entry__draw"), "entry__draw")
    return offers.order_by("offered_at", "pk").last()


def links_shown(offer: Offer) -> list[ApplicationEvent]:
    """When somebody of the office saw the link by which the person answers, or handed them a new one; and when they
    made it anew themselves, from when on what was seen before opens nothing. In order.
    """
    return list(offer.application.events.filter(act__in=(Act.REVEAL, Act.REISSUE)))


def offers_of(programme: Programme) -> QuerySet[Offer]:
    """`is_proposed`: somebody has proposed to withdraw it, or noted a no, and a colleague has yet to say."""
    proposed = OfferWithdrawal.objects.filter(offer=OuterRef("pk"), settled_at=None)
    rows = Offer.objects.filter(stage__programme=programme).annotate(is_proposed=Exists(proposed))
    return rows.select_related("application__track", "application__village__parent", "entry", "stage", "reached_by")


def people_without_class() -> QuerySet[Offer]:
    """Open offers that were accepted while no class had a free seat."""
    return Offer.objects.filter(state=OfferState.OPEN, class_wanted_at__isnull=False)


def call_list(stage: Stage, at: datetime) -> QuerySet[Offer]:
    """Whom the office still has to speak to: open offers, first those not yet reached, without e-mail before with, by
    deadline. Who has been reached stays below, so that a mark can be taken back.
    """
    waiting = Offer.objects.filter(stage=stage, state=OfferState.OPEN, deadline__gte=at, class_wanted_at=None)
    has_email = Case(When(application__email="", then=0), default=1)
    order = (F("reached_at").asc(nulls_first=True), has_email, F("deadline").asc(), F("application__receipt").asc())
    return waiting.select_related("application__track", "entry", "stage__programme", "reached_by").order_by(*order)


def unreached_by_letter(at: datetime) -> QuerySet[Offer]:
    """Of these, in every stage, the ones to whom no letter finds a way, so that only a call tells them."""
    waiting = Offer.objects.filter(
        state=OfferState.OPEN, deadline__gte=at, class_wanted_at=None, reached_at=None, application__email=""
    )
    return waiting.none() if reaches_phones() else waiting


@dataclass(frozen=True, slots=True)
class OfferCounts:
    """How the offers of a stage stand."""

    open: int
    accepted: int
    declined: int
    expired: int
    withdrawn: int
    no_show: int
    unreached: int

    @property
    def total(self) -> int:
        return self.open + self.accepted + self.declined + self.expired + self.withdrawn + self.no_show


def offer_counts(stage: Stage) -> OfferCounts:
    states = {str(state): Count("pk", filter=Q(state=state)) for state in OfferState.values}
    unreached = Count("pk", filter=Q(state=OfferState.OPEN, reached_at=None))
    return OfferCounts(**Offer.objects.filter(stage=stage).aggregate(**states, unreached=unreached))
