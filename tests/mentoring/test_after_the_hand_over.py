"""A mentor's own notes outlive the pair: what waits for a word of the participant, and what is disputed, stays seen."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Contact, Mentor, Mentorship
from sanggar.people.models import Account
from sanggar.planning.actions import end_programme_grant
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.training.actions import set_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME, WORD = "/saya/pendampingan/", "Hari itu saya di rumah sakit"


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def contact(maya: Mentor) -> Contact:
    return make_contact(make_pair(make_enrolment(make_cohort_of(maya.programme), "Sulastri"), maya, days_ago=5))


@pytest.fixture
def moved(contact: Contact) -> Mentorship:
    """Sulastri goes on with Yudi; what Maya noted waits for Sulastri's word."""
    pair = contact.mentorship
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    pair.refresh_from_db()
    return pair


def dispute(contact: Contact) -> None:
    by = contact.mentorship.enrolment.application.actor
    actions.dispute_contact(contact, word=WORD, by=by, at=clock.now())


def desk_of(pair: Mentorship) -> str:
    programme = pair.mentor.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"


def test_a_note_of_an_ended_pair_waits_on_with_its_mentor_without_a_telephone(
    moved: Mentorship, contact: Contact, maya: Mentor, signed_in: SignIn
) -> None:
    client = signed_in(maya.account)
    assert queries.mentor_day(maya.account, clock.now()).unconfirmed == 1
    for page in ("/saya/", HOME, f"{HOME}{moved.pk}/"):
        assert "1 kontak menunggu dibenarkan peserta" in client.get(page).content.decode()
    page = client.get(f"{HOME}menunggu/").content.decode()
    assert ("Sulastri" in page, "diingatkan lewat surat" in page) == (True, True)
    assert ("wa.me" in page, contact.summary in page) == (False, False)
    actions.confirm_contact(contact, **act())
    assert queries.mentor_day(maya.account, clock.now()).unconfirmed == 0
    assert client.get(f"{HOME}{moved.pk}/").status_code == 404


def test_a_note_disputed_after_the_hand_over_is_told_with_the_question_and_not_the_words(
    moved: Mentorship, contact: Contact, maya: Mentor, officer: Account, signed_in: SignIn
) -> None:
    dispute(contact)
    page = f"{desk_of(moved)}kontak/{contact.pk}/tanya/"
    office = signed_in(officer)
    assert page in office.get(desk_of(moved)).content.decode()
    given = {"once": str(uuid.uuid4()), "question": "Jam berapa kontak ini?"}
    assert office.post(page, given).status_code == 302
    client = signed_in(maya.account)
    for own in ("/saya/", HOME, f"{HOME}{moved.pk}/"):
        shown = client.get(own)
        told = shown.content.decode()
        assert (shown.status_code, "Jam berapa kontak ini?" in told, WORD in told) == (200, True, False)
    actions.settle_follow_up(queries.open_follow_ups(moved.enrolment).get(), how="Sudah ditanya.", **act())
    assert "Jam berapa" not in client.get("/saya/").content.decode()


def test_who_may_accompany_no_more_reads_of_neither_and_is_not_asked(
    moved: Mentorship, contact: Contact, maya: Mentor, officer: Account, signed_in: SignIn
) -> None:
    dispute(contact)
    assert list(queries.ended_disputes(maya.account)) == [contact]
    end_programme_grant(ProgrammeGrant.objects.get(account=maya.account), reason="Kontrak selesai.", **act())
    assert list(queries.ended_disputes(maya.account)) == []
    assert signed_in(maya.account).get(f"{HOME}{moved.pk}/").status_code == 404
    page, office = f"{desk_of(moved)}kontak/{contact.pk}/tanya/", signed_in(officer)
    assert page not in office.get(desk_of(moved)).content.decode()
    assert office.get(page).status_code == 404


def test_no_act_on_an_ended_pair_seems_to_be_done(moved: Mentorship, maya: Mentor, signed_in: SignIn) -> None:
    assert signed_in(maya.account).post(f"{HOME}{moved.pk}/kontak/", {"summary": "Lagi"}).status_code == 404


def test_who_hands_over_or_closes_reads_which_talk_is_called_off(
    contact: Contact, maya: Mentor, officer: Account, signed_in: SignIn
) -> None:
    pair = contact.mentorship
    make_mentor(maya.programme, "Yudi")
    told = "ikut dibatalkan, dan keduanya diberi tahu"
    office, own = signed_in(officer), signed_in(maya.account)
    pages = [
        (office, f"{desk_of(pair)}alihkan/"),
        (office, f"{desk_of(pair)}akhiri/"),
        (own, f"{HOME}{pair.pk}/tutup/"),
    ]
    assert [told in client.get(page).content.decode() for client, page in pages] == [False] * 3
    talk = actions.book_slot(make_slot(maya, place="Rumah Kreatif"), pair, **act())
    assert [told in client.get(page).content.decode() for client, page in pages] == [True] * 3
    assert "Rumah Kreatif" in office.get(desk_of(pair)).content.decode()
    actions.end_mentorship(pair, outcome="stopped", reason="Pindah kota.", **act())
    talk.refresh_from_db()
    assert talk.why_cancelled == "Pendampingan ini sudah berakhir."
    with translation.override("en"):
        assert talk.why_cancelled == "This mentoring has ended."


def test_an_open_wish_for_another_mentor_is_told_on_the_pair_but_never_to_the_mentor(
    contact: Contact, maya: Mentor, officer: Account, signed_in: SignIn
) -> None:
    pair, told = contact.mentorship, "Peserta meminta pendamping lain"
    assert told not in signed_in(officer).get(desk_of(pair)).content.decode()
    actions.ask_for_another(pair, reason="Jamnya tidak cocok.", **act())
    assert told in signed_in(officer).get(desk_of(pair)).content.decode()
    assert told not in signed_in(maya.account).get(f"{HOME}{pair.pk}/").content.decode()


def test_closing_names_all_that_is_missing_at_once(contact: Contact, maya: Mentor, signed_in: SignIn) -> None:
    pair = contact.mentorship
    goal = set_goal(pair.enrolment, text="Sepuluh video", due_on=None, **act())
    given = {"once": str(uuid.uuid4()), "outcome": "finished", "reason": "Sampai akhir pendampingan."}
    shown = signed_in(maya.account).post(f"{HOME}{pair.pk}/tutup/", given)
    assert shown.status_code == 422
    assert set(shown.context["form"].errors) == {f"goal_{goal.pk}", "held_on", "what_next"}


def test_the_participant_reads_their_own_answers_as_their_own(contact: Contact, client: Client) -> None:
    pair = contact.mentorship
    application, other = pair.enrolment.application, make_contact(pair, days_ago=1)
    actions.confirm_contact(contact, by=application.actor, at=clock.now())
    dispute(other)
    page = client.get(f"/lamaran/{application.receipt}/{application.token}/pendampingan/").content.decode()
    assert ("Anda benarkan" in page, "Anda sanggah" in page, "Dibenarkan peserta" in page) == (True, True, False)


def test_of_what_was_talked_one_of_two_is_needed_and_neither_is_called_optional(
    contact: Contact, maya: Mentor, signed_in: SignIn
) -> None:
    page = signed_in(maya.account).get(f"{HOME}{contact.mentorship_id}/kontak/").content.decode()
    told = page[page.index("Yang dibahas") : page.index("Langkah berikutnya")]
    assert ("Ketuk, tulis di bawah, atau keduanya." in told, "(opsional)" in told) == (True, False)
