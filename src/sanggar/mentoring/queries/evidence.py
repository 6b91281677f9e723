"""Reads: contacts that both sides stand by."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.mentoring.models import Contact, Mentor
from sanggar.mentoring.queries.pairs import CONFIRMED, UNANSWERED
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

PATIENCE = timedelta(days=2)


def contacts_as_evidence(scope: Programme | Mentor | Enrolment) -> QuerySet[Contact]:
    """Contacts that the participant confirmed and nobody voided: what a payment to a mentor may rest on."""
    rows = Contact.objects.filter(CONFIRMED).select_related(
        "mentorship__mentor__account", "mentorship__enrolment__person"
    )
    if isinstance(scope, Enrolment):
        return rows.filter(mentorship__enrolment=scope)
    if isinstance(scope, Mentor):
        return rows.filter(mentorship__mentor=scope)
    return rows.filter(mentorship__mentor__programme=scope)


def enrolments_to_remind(at: datetime) -> QuerySet[Enrolment]:
    """Whom a letter reaches and who has left a contact unanswered for two days."""
    waiting = Contact.objects.filter(UNANSWERED, recorded_at__lt=at - PATIENCE)
    rows = Enrolment.objects.filter(pk__in=waiting.values("mentorship__enrolment"))
    return rows if reaches_phones() else rows.exclude(person__email="")


def contacts_to_answer(enrolment: Enrolment) -> QuerySet[Contact]:
    """What a participant has still to confirm, the oldest first."""
    rows = Contact.objects.filter(UNANSWERED, mentorship__enrolment=enrolment)
    return rows.select_related("mentorship__mentor__account").order_by("held_on", "pk")
