"""Reads: one contact noted twice, and what waits for the participant's word."""

from datetime import date

from django.db.models import QuerySet

from sanggar.mentoring.models import OPEN, Contact, Mentorship
from sanggar.mentoring.queries.pairs import UNANSWERED
from sanggar.people.models import Account


def same_contacts(mentorship: Mentorship, *, held_on: date, how: str, minutes: int, summary: str) -> list[Contact]:
    """What stands noted already with the same day, way, length and words, however they are spaced."""
    words = " ".join(summary.split()).casefold()
    rows = mentorship.contacts.filter(held_on=held_on, how=how, minutes=minutes, voided_at=None)
    return [row for row in rows if " ".join(row.summary.split()).casefold() == words]


def waiting_contacts(account: Account) -> QuerySet[Contact]:
    """Of a mentor's open pairs: the contacts that their participants have still to confirm, the oldest first."""
    rows = Contact.objects.filter(UNANSWERED, mentorship__mentor__account=account, mentorship__state__in=OPEN)
    return rows.select_related(
        "mentorship__enrolment__person__village", "mentorship__enrolment__application", "mentorship__mentor__programme"
    ).order_by("held_on", "pk")
