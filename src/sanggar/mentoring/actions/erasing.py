"""Taking away what people told of themselves when they offered to be mentors."""

from collections.abc import Iterable

from django.db import transaction

from sanggar.foundation.audit import erase_personal, subject_of
from sanggar.mentoring.models import MentorApplication
from sanggar.people.personal import GONE


@transaction.atomic
def erase_offers(keys: Iterable[int]) -> int:
    """Of offers that were answered; that there were some, and how they were answered, stays. The caller records it."""
    offers = MentorApplication.objects.filter(pk__in=list(keys), decided_at__isnull=False)
    erase_personal([subject_of(offer) for offer in offers])
    gone = dict.fromkeys(("name", "email", "phone", "motivation"), GONE)
    for offer in offers:
        offer.tracks.clear()
        offer.districts.clear()
    return offers.update(**gone, skills="", note="", languages=[], times=[])
