"""Contacts: dated plausibly, corrected openly, private notes sealed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.sealed import unseal
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import NOTE_PLACE, Contact, Mentorship, PrivateNote
from sanggar.mentoring.refusals import (
    ContactAlreadyVoided,
    ContactBeforeStart,
    ContactInFuture,
    NextBeforeContact,
)
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme)), make_mentor(programme), days_ago=10)


def log(pair: Mentorship, **changes: Any) -> Contact:
    given: dict[str, Any] = {"held_on": clock.today(), "how": "chat", "minutes": 15, "summary": "Membahas judul."}
    return actions.log_contact(pair, **(given | changes), **act())


def test_a_contact_keeps_what_was_said_and_what_comes_next(pair: Mentorship) -> None:
    next_on = clock.today() + timedelta(days=7)
    contact = log(pair, next_step="Unggah draf", next_on=next_on)
    contact.refresh_from_db()
    kept = (contact.held_on, contact.how, contact.minutes, contact.summary, contact.next_step, contact.next_on)
    assert kept == (clock.today(), "chat", 15, "Membahas judul.", "Unggah draf", next_on)


@pytest.mark.parametrize(("days", "refusal"), [(1, ContactInFuture), (-11, ContactBeforeStart)])
def test_a_contact_lies_between_the_start_and_today(pair: Mentorship, days: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        log(pair, held_on=clock.today() + timedelta(days=days))
    assert pair.contacts.count() == 0


@pytest.mark.parametrize("days", [0, -10])
def test_the_day_of_the_start_and_today_are_fine(pair: Mentorship, days: int) -> None:
    assert log(pair, held_on=clock.today() + timedelta(days=days)).counts


def test_the_next_step_is_not_before_the_contact(pair: Mentorship) -> None:
    with pytest.raises(NextBeforeContact):
        log(pair, next_on=clock.today() - timedelta(days=1))


def test_a_private_note_is_sealed_and_kept_apart_from_the_summary(pair: Mentorship) -> None:
    contact = log(pair, private_note="Sedang bersedih.")
    note = PrivateNote.objects.get(contact=contact)
    assert "bersedih" not in note.text_sealed
    assert unseal(note.text_sealed, NOTE_PLACE) == "Sedang bersedih."
    assert contact.summary == "Membahas judul."


def test_a_mistaken_entry_stays_and_does_not_count(pair: Mentorship) -> None:
    wrong, right = make_contact(pair), make_contact(pair)
    actions.void_contact(wrong, reason="salah orang", **act())
    wrong.refresh_from_db()
    assert (wrong.counts, wrong.void_reason, right.counts) == (False, "salah orang", True)
    assert queries.contacts_held(pair.enrolment) == 1
    assert queries.contacts_of(pair.enrolment).count() == 2
    with pytest.raises(ContactAlreadyVoided):
        actions.void_contact(wrong, reason="sekali lagi", **act())


def test_contacts_of_every_mentor_count_for_the_participant(pair: Mentorship, programme: Programme) -> None:
    make_contact(pair)
    following = actions.hand_over(pair, make_mentor(programme, "Baru"), note="Silakan.", **act())
    make_contact(following)
    assert queries.contacts_held(pair.enrolment) == 2
    (row,) = queries.with_contacts(type(pair.enrolment).objects.filter(pk=pair.enrolment_id))
    assert vars(row)["contacts_held"] == 2


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 0}, {"minutes": 601}, {"how": "surat"}, {"summary": ""}, {"voided_by": "siapa"}],
)
def test_the_database_refuses_an_implausible_contact(pair: Mentorship, wrong: dict[str, Any]) -> None:
    contact = make_contact(pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**wrong)
