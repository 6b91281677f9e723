"""Writes on contacts: by the mentor while the pair runs; afterwards the office still puts right what was missed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.sealed import seal
from sanggar.mentoring.actions.follow_ups import settle_silence
from sanggar.mentoring.actions.plausible import require_new, require_own, require_plausible
from sanggar.mentoring.actions.states import held_pair, held_running
from sanggar.mentoring.models import NOTE_PLACE, Contact, Mentorship, PrivateNote, Talk
from sanggar.mentoring.queries.pairs import AGAIN
from sanggar.mentoring.refusals import ContactAlreadyVoided, ContactAnsweredMeanwhile


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
    topics: Sequence[str] = (),
    next_step: str = "",
    next_on: date | None = None,
    private_note: str = "",
    talk: Talk | None = None,
    is_another: bool = False,
) -> Contact:
    """Record a contact on the day it was held or later, never before the pair began nor after it ended. Noted already
    it is refused (`ContactThere`); a second one of a day needs the word that it `is_another`.
    """
    require_plausible(_held(mentorship, by), held_on, next_on, at)
    require_own(mentorship, talk)
    when: dict[str, Any] = {"held_on": held_on, "how": how, "minutes": minutes}
    said: dict[str, Any] = {"summary": summary, "topics": list(topics)}
    require_new(mentorship, is_another=is_another, **when, **said)
    contact = mentorship.contacts.create(
        **when,
        **said,
        talk=talk,
        next_step=next_step,
        next_on=next_on,
        recorded_at=at,
        recorded_by=by.label,
    )
    if private_note:
        PrivateNote.objects.create(contact=contact, text_sealed=seal(private_note, NOTE_PLACE))
    details = when | {"held_on": held_on.isoformat()}
    settle_silence(mentorship.enrolment, by=by, at=at)
    record("mentoring.log_contact", mentorship, by=by, at=at, place=mentorship.mentor.programme.place, details=details)
    return contact


@transaction.atomic
def void_contact(contact: Contact, *, reason: str, by: Actor, at: datetime, seen: str | None = None) -> None:
    """Take a mistaken entry out of the count; it stays to be read with the reason. What was answered since is read
    first (`ContactAnsweredMeanwhile`): `seen` is the `answer_mark` that was read, by default that of `contact`.
    """
    _held(contact.mentorship, by)
    standing = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not standing.counts:
        raise ContactAlreadyVoided
    if standing.answer_mark != (contact.answer_mark if seen is None else seen):
        raise ContactAnsweredMeanwhile(by=standing.answered_by)
    voided = {"voided_at": at, "voided_by": by.label, "void_reason": reason, "talk": None}
    Contact.objects.filter(pk=contact.pk).update(**voided)
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


def _held(mentorship: Mentorship, by: Actor) -> Mentorship:
    """The pair, held: one that runs, or that ran and is put right by anybody but its own mentor."""
    held = held_pair(mentorship)
    has_run = not held.is_open and held.outcome not in AGAIN
    return held if has_run and by.account_id != mentorship.mentor.account_id else held_running(mentorship)
