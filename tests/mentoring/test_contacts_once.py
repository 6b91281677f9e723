"""A contact is written once: the same one again is refused, another of the same day is asked about, and how it was held
is known from the talk.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.models import Contact, Mentorship, Slot
from sanggar.mentoring.pages.contact_words import contact_text
from sanggar.mentoring.pages.slots import how_of
from sanggar.mentoring.refusals import ContactThere, ManyContactsThatDay, SecondContactThatDay
from sanggar.people.models import Account
from sanggar.planning.models import Programme

SignIn = Callable[[Account], Client]


def log(pair: Mentorship, **changes: Any) -> Contact:
    given: dict[str, Any] = {"held_on": clock.today(), "how": "chat", "minutes": 15, "summary": "Membahas judul."}
    return actions.log_contact(pair, **(given | changes), by=SETUP, at=clock.now())


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=10)


@pytest.mark.django_db
def test_the_same_contact_again_is_refused_whatever_is_ticked(pair: Mentorship) -> None:
    log(pair)
    for again in ({}, {"is_another": True}, {"summary": "  membahas\njudul. ", "is_another": True}):
        with pytest.raises(ContactThere), transaction.atomic():
            log(pair, **again)
    assert pair.contacts.count() == 1


@pytest.mark.django_db
def test_what_was_voided_may_be_written_anew(pair: Mentorship) -> None:
    actions.void_contact(log(pair), reason="Salah orang.", by=SETUP, at=clock.now())
    assert log(pair).counts


@pytest.mark.django_db
def test_another_contact_of_the_day_needs_a_word(pair: Mentorship) -> None:
    log(pair)
    with pytest.raises(SecondContactThatDay), transaction.atomic():
        log(pair, summary="Membahas musik.")
    log(pair, summary="Membahas musik.", is_another=True)
    log(pair, held_on=clock.today() - timedelta(days=1))
    assert pair.contacts.count() == 3


@pytest.mark.django_db
def test_a_day_longer_than_one_can_talk_needs_a_word_but_for_groups(pair: Mentorship) -> None:
    others = [make_pair(make_enrolment(pair.enrolment.cohort), pair.mentor, days_ago=10) for _ in range(2)]
    log(pair, how="group", minutes=400)
    log(others[0], how="call", minutes=400)
    with pytest.raises(ManyContactsThatDay), transaction.atomic():
        log(others[1], how="call", minutes=400)
    log(others[1], how="group", minutes=400)
    assert Contact.objects.count() == 3


@pytest.mark.django_db
def test_back_and_save_again_writes_nothing_and_leads_to_what_is_there(pair: Mentorship, signed_in: SignIn) -> None:
    client, page = signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/kontak/"
    given = {"summary": "Membahas judul.", "held_on": clock.today().isoformat(), "how": "chat", "minutes": "15"}
    assert client.post(page, sent(**given)).status_code == 302
    again = client.post(page, sent(**given))
    assert (again.status_code, "Lihat catatan yang sudah ada" in again.content.decode()) == (422, True)
    other = given | {"summary": "Membahas musik."}
    assert "Ya, ini percakapan lain" not in client.get(page).content.decode()
    assert "Ya, ini percakapan lain" in client.post(page, sent(**other)).content.decode()
    assert client.post(page, sent(**other, is_another="on")).status_code == 302
    assert pair.contacts.count() == 2


@pytest.mark.parametrize(
    ("place", "how"),
    [
        ("Sanggar, ruang kecil", "visit"),
        ("https://meet.example/abc", "video"),
        ("0812-3456-7890", "call"),
        ("Telepon", "call"),
    ],
)
def test_the_place_of_a_talk_says_how_it_was_held(place: str, how: str) -> None:
    assert how_of(place) == how


@pytest.mark.django_db
def test_a_talk_that_is_over_fills_in_the_contact_from_wherever_it_is_noted(
    pair: Mentorship, signed_in: SignIn
) -> None:
    slot = make_slot(pair.mentor, place="0812-3456-7890")
    talk = actions.book_slot(slot, pair, by=SETUP, at=clock.now())
    over = clock.now() - timedelta(days=1)
    Slot.objects.filter(pk=slot.pk).update(starts_at=over - timedelta(minutes=30), ends_at=over)
    client, page = signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/kontak/?janji={talk.pk}"
    for each in ("/saya/pendampingan/", f"/saya/pendampingan/{pair.pk}/"):
        assert 'class="button primary' in client.get(each).content.decode()
        assert client.get(each).content.decode().count(f'href="{page}"') >= 1
    form = client.get(page).context["form"]
    assert (form["how"].value(), "0812-3456-7890" in client.get(page).content.decode()) == ("call", True)


@pytest.mark.django_db
def test_what_follows_a_summary_begins_a_sentence(pair: Mentorship) -> None:
    contact = log(pair, summary="Membahas jadwal unggah", next_step="Unggah draf")
    assert contact_text(contact) == "Membahas jadwal unggah. Berikutnya: Unggah draf"
    assert make_contact(pair).summary.endswith(")")
