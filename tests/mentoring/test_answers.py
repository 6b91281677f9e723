"""The participant's own pages: a contact confirmed by one tap, disputed with a word; through both doors alike."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.mentoring.refusals import ContactAlreadyConfirmed, ContactAlreadyVoided
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Person
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=9)


@pytest.fixture
def contact(pair: Mentorship) -> Contact:
    return make_contact(pair)


@pytest.fixture(params=["own", "link"])
def door(request: pytest.FixtureRequest, pair: Mentorship, client: Client) -> tuple[Client, str]:
    """A client that stands behind one of the two doors, and the address of its first page."""
    if request.param == "link":
        return client, f"{pair.enrolment.application.own_path}pendampingan/"
    account = open_account(email="sulastri@contoh.example", name="Sulastri", **act())
    Person.objects.filter(pk=pair.enrolment.person_id).update(account=account)
    client.force_login(account)
    return client, f"/saya/kepesertaan/{pair.enrolment_id}/pendampingan/"


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def test_a_confirmed_contact_is_evidence_and_another_is_not(pair: Mentorship, contact: Contact) -> None:
    other = make_contact(pair)
    actions.confirm_contact(contact, **act())
    actions.confirm_contact(contact, **act())
    for scope in (pair.mentor, pair.mentor.programme, pair.enrolment):
        assert list(queries.contacts_as_evidence(scope)) == [contact]
    assert list(queries.contacts_to_answer(pair.enrolment)) == [other]
    contact.refresh_from_db()
    actions.void_contact(contact, reason="salah orang", **act())
    assert list(queries.contacts_as_evidence(pair.mentor)) == []


def test_a_dispute_comes_before_the_office_and_may_be_taken_back(pair: Mentorship, contact: Contact) -> None:
    actions.dispute_contact(contact, word="Tidak pernah bicara.", **act())
    (follow_up,) = queries.open_follow_ups(pair.enrolment)
    assert (follow_up.kind, list(queries.disputed_contacts(pair.enrolment))) == ("dispute", [contact])
    actions.confirm_contact(contact, **act())
    contact.refresh_from_db()
    assert (contact.is_evidence, list(queries.disputed_contacts(pair.enrolment))) == (True, [])
    with pytest.raises(ContactAlreadyConfirmed):
        actions.dispute_contact(contact, word="Bukan.", **act())


def test_what_was_voided_is_not_answered(contact: Contact) -> None:
    contact.refresh_from_db()
    actions.void_contact(contact, reason="salah orang", **act())
    with pytest.raises(ContactAlreadyVoided):
        actions.confirm_contact(contact, **act())


def test_one_tap_confirms(door: tuple[Client, str], contact: Contact) -> None:
    client, home = door
    page = client.get(home).content.decode()
    assert ("Membahas naskah video." in page, "Maya Pendamping" in page) == (True, True)
    assert client.get(f"{home}kontak/{contact.pk}/benar/").status_code == 405
    assert client.post(f"{home}kontak/{contact.pk}/benar/", sent()).status_code == 302
    contact.refresh_from_db()
    assert contact.is_evidence
    assert "Ya, benar" not in client.get(home).content.decode()


def test_a_word_disputes(door: tuple[Client, str], contact: Contact) -> None:
    client, home = door
    page = f"{home}kontak/{contact.pk}/sanggah/"
    assert client.get(page).status_code == 200
    assert client.post(page, sent(word="")).status_code == 422
    assert client.post(page, sent(word="Tidak pernah bicara.")).status_code == 302
    contact.refresh_from_db()
    assert (contact.answer, contact.answer_word) == ("no", "Tidak pernah bicara.")


def test_a_slot_is_booked_moved_and_cancelled(door: tuple[Client, str], pair: Mentorship) -> None:
    client, home = door
    first, second = make_slot(pair.mentor, days=2), make_slot(pair.mentor, days=3)
    assert client.post(f"{home}waktu/{first.pk}/", sent()).status_code == 302
    assert client.post(f"{home}waktu/{second.pk}/", sent()).status_code == 302
    talk = queries.coming_talk(pair, clock.now())
    assert talk is not None
    assert talk.slot == second
    assert client.post(f"{home}janji/{talk.pk}/batal/", sent()).status_code == 302
    again = client.post(f"{home}janji/{talk.pk}/batal/", sent())
    assert (again.status_code, "sudah dibatalkan" in again.content.decode()) == (409, True)


def test_who_was_slower_is_told_and_may_choose_again(door: tuple[Client, str], pair: Mentorship) -> None:
    client, home = door
    slot, other = make_slot(pair.mentor, days=2), make_pair(make_enrolment(pair.enrolment.cohort), pair.mentor)
    actions.book_slot(slot, other, **act())
    answer = client.post(f"{home}waktu/{slot.pk}/", sent())
    assert (answer.status_code, "sudah diambil" in answer.content.decode()) == (409, True)


def test_another_persons_contact_slot_and_talk_are_not_there(door: tuple[Client, str], programme: Programme) -> None:
    client, home = door
    other = make_pair(make_enrolment(make_cohort_of(programme, name="B"), "Budi"), make_mentor(programme, "Yudi"), 5)
    contact, slot = make_contact(other, summary="Urusan Budi."), make_slot(other.mentor)
    talk = actions.book_slot(slot, other, **act())
    for page in (f"kontak/{contact.pk}/benar/", f"kontak/{contact.pk}/sanggah/", f"waktu/{slot.pk}/"):
        assert client.post(f"{home}{page}", sent(word="x")).status_code == 404
    assert client.post(f"{home}janji/{talk.pk}/batal/", sent()).status_code == 404
    assert "Budi" not in client.get(home).content.decode()


def test_no_private_note_reaches_the_participant(door: tuple[Client, str], pair: Mentorship) -> None:
    given: dict[str, Any] = {"held_on": clock.today(), "how": "call", "minutes": 30, "summary": "Membahas judul."}
    actions.log_contact(pair, private_note="Sedang bersedih.", **given, **act())
    client, home = door
    page = client.get(home).content.decode()
    assert ("Membahas judul." in page, "bersedih" in page) == (True, False)


def test_a_stranger_finds_no_page(pair: Mentorship, stranger: Account, signed_in: SignIn, client: Client) -> None:
    assert signed_in(stranger).get(f"/saya/kepesertaan/{pair.enrolment_id}/pendampingan/").status_code == 404
    receipt = pair.enrolment.application.receipt
    assert client.get(f"/lamaran/{receipt}/{'0' * 26}/pendampingan/").status_code == 404
