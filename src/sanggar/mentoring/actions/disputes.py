"""Writes by the office on what a participant disputes."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.models import Answer, Contact
from sanggar.mentoring.refusals import ContactNotDisputed


@transaction.atomic
def ask_about_contact(contact: Contact, *, question: str, by: Actor, at: datetime) -> None:
    """What the mentor is asked about a disputed note, in the office's own words; asked anew it takes the last place."""
    standing = Contact.objects.filter(pk=contact.pk, answer=Answer.DISPUTED, voided_at=None)
    if not standing.update(office_asks=question):
        raise ContactNotDisputed
    contact.refresh_from_db()
    pair = contact.mentorship
    place, details = pair.mentor.programme.place, {"contact": contact.pk}
    record("mentoring.ask_about_contact", pair, by=by, at=at, place=place, details=details)
