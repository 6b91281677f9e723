"""How the office reaches a pair: each look at their telephones and addresses stands in the record."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.models import Mentorship


@transaction.atomic
def see_contacts(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    """Participant and mentor are shown together, for who follows one up asks the other."""
    record("mentoring.see_contacts", mentorship, by=by, at=at, place=mentorship.mentor.programme.place)
