"""Writes by the participant on what was noted of a contact with them."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.actions.follow_ups import open_follow_up
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.models import Answer, Contact, FollowUpKind
from sanggar.mentoring.refusals import ContactAlreadyConfirmed, ContactAlreadyVoided, ContactAnsweredMeanwhile


@transaction.atomic
def confirm_contact(contact: Contact, *, by: Actor, at: datetime, word: str = "") -> None:
    """Say that it was so; also after having disputed it. A second tap changes nothing. `word` says how the office heard
    it from a participant who can not tap; it never comes in the place of another answer (`ContactAnsweredMeanwhile`).
    """
    held = _held(contact)
    if word and held.answer and (held.answer, held.answer_word) != (Answer.CONFIRMED, word):
        raise ContactAnsweredMeanwhile(by=held.answered_by)
    if held.answer == Answer.CONFIRMED:
        return
    _answer(held, Answer.CONFIRMED, word, by, at)
    _record("mentoring.confirm_contact", held, by, at)


@transaction.atomic
def dispute_contact(contact: Contact, *, word: str, by: Actor, at: datetime) -> None:
    """Say that it was not so, with a word. The office looks at it; a contact once confirmed stands."""
    held = _held(contact)
    if held.answer == Answer.CONFIRMED:
        raise ContactAlreadyConfirmed
    _answer(held, Answer.DISPUTED, word, by, at)
    _record("mentoring.dispute_contact", held, by, at)
    open_follow_up(held.mentorship.enrolment, kind=FollowUpKind.DISPUTE, code=Opening.DISPUTED, by=by, at=at)


def _held(contact: Contact) -> Contact:
    rows = Contact.objects.select_for_update(of=("self",)).select_related(
        "mentorship__enrolment__stage__programme__organisation"
    )
    held = rows.get(pk=contact.pk)
    if not held.counts:
        raise ContactAlreadyVoided
    return held


def _answer(contact: Contact, answer: Answer, word: str, by: Actor, at: datetime) -> None:
    fields = {"answer": answer, "answer_word": word, "answered_at": at, "answered_by": by.label}
    Contact.objects.filter(pk=contact.pk).update(**fields)


def _record(verb: str, contact: Contact, by: Actor, at: datetime) -> None:
    pair = contact.mentorship
    place = pair.enrolment.stage.programme.place
    record(verb, pair, by=by, at=at, place=place, details={"contact": contact.pk})
