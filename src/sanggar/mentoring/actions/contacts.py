"""Writes inside a running pair: contacts."""

from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.sealed import seal
from sanggar.mentoring.models import NOTE_PLACE, Contact, Mentorship, MentorshipState, PrivateNote
from sanggar.mentoring.refusals import (
    ContactAlreadyVoided,
    ContactBeforeStart,
    ContactInFuture,
    MentorshipEnded,
    NextBeforeContact,
)


@transaction.atomic
def log_contact(  # noqa: PLR0913 - what is noted of a contact
    mentorship: Mentorship,
    *,
    held_on: date,
    how: str,
    minutes: int,
    summary: str,
    by: Actor,
    at: datetime,
    next_step: str = "",
    next_on: date | None = None,
    private_note: str = "",
) -> Contact:
    """Record a contact on the day it was held or later, never before the pair began."""
    _require_running(mentorship)
    _require_plausible(mentorship, held_on, next_on, at)
    contact = mentorship.contacts.create(
        held_on=held_on,
        how=how,
        minutes=minutes,
        summary=summary,
        next_step=next_step,
        next_on=next_on,
        recorded_at=at,
        recorded_by=by.label,
    )
    if private_note:
        PrivateNote.objects.create(contact=contact, text_sealed=seal(private_note, NOTE_PLACE))
    details = {"held_on": held_on.isoformat(), "how": how, "minutes": minutes}
    record("mentoring.log_contact", mentorship, by=by, at=at, place=mentorship.mentor.programme.place, details=details)
    return contact


@transaction.atomic
def void_contact(contact: Contact, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a mistaken entry out of the count; it stays to be read with the reason."""
    _require_running(contact.mentorship)
    standing = Contact.objects.filter(pk=contact.pk, voided_at=None)
    if not standing.update(voided_at=at, voided_by=by.label, void_reason=reason):
        raise ContactAlreadyVoided
    place = contact.mentorship.mentor.programme.place
    details = {"held_on": contact.held_on.isoformat(), "contact": contact.pk}
    record(
        "mentoring.void_contact",
        contact.mentorship,
        by=by,
        at=at,
        place=place,
        details=details,
        personal={"reason": reason},
    )


def _require_running(mentorship: Mentorship) -> None:
    """Lock the pair, so that what is written stands before its end, not after it."""
    running = Mentorship.objects.select_for_update().filter(pk=mentorship.pk, state=MentorshipState.ACTIVE)
    if not list(running.values_list("pk")):
        raise MentorshipEnded


def _require_plausible(mentorship: Mentorship, held_on: date, next_on: date | None, at: datetime) -> None:
    zone = clock.office_zone()
    started = local_date(mentorship.started_at, zone)
    if held_on > local_date(at, zone):
        raise ContactInFuture(field="held_on")
    if held_on < started:
        raise ContactBeforeStart(field="held_on", started=plain_date(started))
    if next_on and next_on < held_on:
        raise NextBeforeContact(field="next_on")
