"""Contacts: dated plausibly, corrected openly, private notes sealed."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.sealed import unseal
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import NOTE_PLACE, Answer, Contact, Mentor, Mentorship, PrivateNote, Talk
from sanggar.mentoring.pages.contact_words import contact_text
from sanggar.mentoring.refusals import (
    ContactAlreadyVoided,
    ContactBeforeStart,
    ContactInFuture,
    MentorshipEnded,
    NextBeforeContact,
)
from sanggar.people.models import Account
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
    wrong, right = make_confirmed_contact(pair), make_confirmed_contact(pair)
    actions.void_contact(wrong, reason="salah orang", **act())
    wrong.refresh_from_db()
    assert (wrong.counts, wrong.void_reason, right.counts) == (False, "salah orang", True)
    assert queries.contacts_held(pair.enrolment) == 1
    assert queries.contacts_of(pair.enrolment).count() == 2
    with pytest.raises(ContactAlreadyVoided):
        actions.void_contact(wrong, reason="sekali lagi", **act())


def test_contacts_of_every_mentor_count_for_the_participant(pair: Mentorship, programme: Programme) -> None:
    make_confirmed_contact(pair)
    following = actions.hand_over(pair, make_mentor(programme, "Baru"), note="Silakan.", **act())
    make_confirmed_contact(following)
    assert counted(pair) == (2, 0)


def counted(pair: Mentorship) -> tuple[int, int]:
    """(held, waiting), the first by both ways of asking."""
    (row,) = queries.with_contacts(type(pair.enrolment).objects.filter(pk=pair.enrolment_id))
    assert vars(row)["contacts_held"] == queries.contacts_held(pair.enrolment)
    return vars(row)["contacts_held"], vars(row)["contacts_waiting"]


def test_what_waits_is_seen_waiting_and_what_is_disputed_counts_never(pair: Mentorship) -> None:
    contact, by = make_contact(pair), pair.enrolment.application.actor
    assert counted(pair) == (0, 1)
    actions.dispute_contact(contact, word="Bukan saya.", by=by, at=clock.now())
    assert counted(pair) == (0, 0)
    actions.confirm_contact(contact, by=by, at=clock.now())
    assert counted(pair) == (1, 0)


def test_who_cannot_tap_is_asked_by_the_office_and_it_says_how(
    pair: Mentorship, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    programme, contact = pair.mentor.programme, make_contact(pair)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"
    client, address = signed_in(officer), f"{page}kontak/{contact.pk}/benar/"
    assert address in client.get(page).content.decode()
    assert client.post(address, {"once": str(uuid.uuid4()), "word": ""}).status_code == 422
    assert client.post(address, {"once": str(uuid.uuid4()), "word": "Lewat telepon."}).status_code == 302
    assert counted(pair) == (1, 0)
    shown = client.get(page).content.decode()
    assert ("Dibenarkan: Lewat telepon." in shown, address in shown) == (True, False)
    contact.refresh_from_db()
    assert contact.answered_by == officer.name
    own = make_contact(pair)
    Mentor.objects.filter(pk=pair.mentor_id).update(account=officer)
    assert client.post(f"{page}kontak/{own.pk}/benar/", {"once": str(uuid.uuid4()), "word": "x"}).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 0}, {"minutes": 601}, {"how": "surat"}, {"summary": ""}, {"voided_by": "siapa"}],
)
def test_the_database_refuses_an_implausible_contact(pair: Mentorship, wrong: dict[str, Any]) -> None:
    contact = make_contact(pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**wrong)


def test_after_the_end_the_office_puts_right_what_was_missed(
    pair: Mentorship, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    wrong, slot = make_contact(pair, 1), make_slot(pair.mentor, days=-2)
    talk = Talk.objects.create(slot=slot, mentorship=pair, booked_at=clock.now(), booked_by="Sulastri")
    ended = clock.now() - timedelta(days=1)
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="x", by=SETUP, at=ended)
    programme, client = pair.mentor.programme, signed_in(officer)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"
    assert f"kontak/?janji={talk.pk}" in client.get(page).content.decode()
    given = {"once": str(uuid.uuid4()), "how": "visit", "minutes": "30", "summary": "Bicara.", "next_step": ""}
    late = client.post(f"{page}kontak/?janji={talk.pk}", given | {"held_on": clock.today().isoformat()})
    assert (late.status_code, "saat pendampingan berakhir" in late.content.decode()) == (422, True)
    held_on = (clock.today() - timedelta(days=2)).isoformat()
    assert client.post(f"{page}kontak/?janji={talk.pk}", given | {"held_on": held_on}).status_code == 302
    gone = {"once": str(uuid.uuid4()), "contact": wrong.pk, "reason": "salah orang"}
    assert client.post(f"{page}kontak/coret/", gone).status_code == 302
    wrong.refresh_from_db()
    assert (wrong.counts, talk.contact.summary, queries.contacts_to_answer(pair.enrolment).count()) == (
        False,
        "Bicara.",
        1,
    )


def test_of_what_never_began_there_is_nothing_to_note(pair: Mentorship) -> None:
    other = make_enrolment(pair.enrolment.cohort)
    asked = actions.propose_mentor(other, pair.mentor, **act())
    actions.end_mentorship(asked, outcome="withdrawn", reason="Lama.", **act())
    with pytest.raises(MentorshipEnded):
        log(asked)


def test_what_comes_next_is_told_also_of_a_contact_that_was_answered_with_a_word() -> None:
    contact = Contact(summary="Bicara", next_step="Unggah draf", answer=Answer.CONFIRMED, answer_word="Benar.")
    assert contact_text(contact) == "Bicara. Berikutnya: Unggah draf. Dibenarkan: Benar."
