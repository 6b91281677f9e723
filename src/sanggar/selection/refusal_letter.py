"""The letter that a "no" was noted for somebody, written while their own answer still counts."""

from django.utils import translation
from django_tasks import task

from sanggar.applications.letters import has_a_way
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.mail import send_letter
from sanggar.selection.models import OfferWithdrawal
from sanggar.selection.moments import when


@task()
def send_refusal_noted(noted_pk: int) -> None:
    """Nothing where no letter finds them: the second person asks them."""
    parts = ("offer__application", "offer__stage__programme__organisation")
    noted = OfferWithdrawal.objects.select_related(*parts).get(pk=noted_pk)
    offer, application = noted.offer, noted.offer.application
    if noted.settled_at or not has_a_way(application):
        return
    programme = offer.stage.programme
    until = None if offer.class_wanted_at else offer.deadline  # who waits for a class has no deadline any more
    with translation.override(application.language):
        deadline = when(offer.deadline)
    send_letter(
        "selection/letters/refusal_noted",
        {
            "application": application,
            "programme": programme,
            "stage": offer.stage,
            "how": noted.reason,
            "deadline": deadline,
            "has_accepted": offer.class_wanted_at is not None,
        },
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=ByHand(application.name, application.phone, programme.shelf, f"refusal {noted.pk}", until, once=True),
    )
