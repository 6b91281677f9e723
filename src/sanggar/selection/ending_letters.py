"""Letters to whose seat comes to an end by the office: a "no" was noted, or the participation is over."""

from django.utils import translation
from django_tasks import task

from sanggar.applications.letters import has_a_way
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.mail import send_letter
from sanggar.selection.models import Offer, OfferState, OfferWithdrawal
from sanggar.selection.moments import when


@task()
def send_refusal_noted(noted_pk: int) -> None:
    """While their own answer still counts. Nothing where no letter finds them: the second person asks them."""
    parts = ("offer__application", "offer__stage__programme__organisation")
    noted = OfferWithdrawal.objects.select_related(*parts).get(pk=noted_pk)
    offer, application = noted.offer, noted.offer.application
    if noted.settled_at or not has_a_way(application):
        return
    programme = offer.stage.programme
    until = None if offer.class_wanted_at else offer.deadline  # who waits for a class has no deadline any more
    with translation.override(application.language):
        deadline = when(until) if until else ""
    send_letter(
        "selection/letters/refusal_noted",
        {
            "application": application,
            "programme": programme,
            "stage": offer.stage,
            "how": noted.reason,
            "deadline": deadline,
        },
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=ByHand(application.name, application.phone, programme.shelf, f"refusal {noted.pk}", until, once=True),
    )


@task()
def send_seat_ended(offer_pk: int) -> None:
    """Tell whose accepted seat one of the office has ended that it passes on, and whom to turn to at once; without a
    way somebody tells it. The reason is the office's own note, and stays there.
    """
    offer = Offer.objects.select_related("application", "stage__programme__organisation").get(pk=offer_pk)
    application, programme = offer.application, offer.stage.programme
    if offer.state not in (OfferState.WITHDRAWN, OfferState.NO_SHOW) or application.erased_at:
        return
    send_letter(
        "selection/letters/seat_ended",
        {"application": application, "programme": programme, "stage": offer.stage},
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=ByHand(application.name, application.phone, programme.shelf, f"ended {offer.pk}", once=True),
    )
