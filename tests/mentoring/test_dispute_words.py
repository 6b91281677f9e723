"""With what words a note was disputed the office reads, never who wrote the note; the office may ask them about it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.mentoring.refusals import ContactAnsweredMeanwhile, ContactNotDisputed
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WORD = "Hari itu saya di rumah sakit"


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def disputed(programme: Programme) -> Contact:
    pair = make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=5)
    contact = make_contact(pair)
    actions.dispute_contact(contact, word=WORD, by=pair.enrolment.application.actor, at=clock.now())
    return contact


def desk_of(pair: Mentorship) -> str:
    programme = pair.mentor.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def test_the_office_reads_the_words_and_the_mentor_does_not(
    disputed: Contact, officer: Account, signed_in: SignIn
) -> None:
    pair = disputed.mentorship
    own = signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    assert ("disanggah peserta" in own, WORD in own) == (True, False)
    for page in (f"{pair.pk}/", "tindak-lanjut/"):
        assert WORD in signed_in(officer).get(f"{desk_of(pair)}{page}").content.decode()


def test_a_mentor_with_a_desk_reads_no_more_there(disputed: Contact, signed_in: SignIn) -> None:
    pair, mentor = disputed.mentorship, disputed.mentorship.mentor
    give_programme_grant(mentor.account, Role.OFFICER, mentor.programme, **act())
    follow_up = queries.open_follow_ups(pair.enrolment).get()
    client = signed_in(mentor.account)
    for page in (f"{pair.pk}/", "tindak-lanjut/", f"tindak-lanjut/{follow_up.pk}/"):
        shown = client.get(f"{desk_of(pair)}{page}")
        assert (shown.status_code, WORD in shown.content.decode()) == (200, False)
    assert client.get(f"{desk_of(pair)}{pair.pk}/kontak/{disputed.pk}/tanya/").status_code == 404


def test_what_the_office_asks_the_mentor_reads(disputed: Contact, officer: Account, signed_in: SignIn) -> None:
    pair, client = disputed.mentorship, signed_in(officer)
    page = f"{desk_of(pair)}{pair.pk}/kontak/{disputed.pk}/tanya/"
    assert page in client.get(f"{desk_of(pair)}{pair.pk}/").content.decode()
    given = {"once": str(uuid.uuid4()), "question": "Jam berapa kontak ini?"}
    assert client.post(page, given).status_code == 302
    own = signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    assert "Kantor bertanya: Jam berapa kontak ini?" in own
    actions.confirm_contact(disputed, **act())
    with pytest.raises(ContactNotDisputed):
        actions.ask_about_contact(disputed, question="Jam berapa?", **act())


def test_who_disputes_is_told_who_reads_it(disputed: Contact, client: Client) -> None:
    application = disputed.mentorship.enrolment.application
    other = make_contact(disputed.mentorship)
    page = f"/lamaran/{application.receipt}/{application.token}/pendampingan/kontak/{other.pk}/sanggah/"
    assert "hanya dibaca kantor penyelenggara" in client.get(page).content.decode()


def test_the_next_mentor_does_not_inherit_the_dispute(disputed: Contact, signed_in: SignIn) -> None:
    pair = disputed.mentorship
    following = actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    mentor = following.mentor.account
    assert list(queries.mentor_day(mentor, clock.now()).follow_ups) == []
    own = signed_in(mentor).get(f"/saya/pendampingan/{following.pk}/").content.decode()
    assert ("Catatan kontak disanggah" in own, WORD in own) == (False, False)
    contact = make_contact(following)
    actions.dispute_contact(contact, word=WORD, **act())
    assert [each.kind for each in queries.mentor_day(mentor, clock.now()).follow_ups] == ["dispute"]


def test_the_office_writes_no_word_over_a_fresh_dispute_and_the_participant_may(
    disputed: Contact, officer: Account, signed_in: SignIn
) -> None:
    pair = disputed.mentorship
    given = {"once": str(uuid.uuid4()), "word": "Lewat telepon."}
    late = signed_in(officer).post(f"{desk_of(pair)}{pair.pk}/kontak/{disputed.pk}/benar/", given)
    assert (late.status_code, "Baca dulu" in late.content.decode()) == (422, True)
    with pytest.raises(ContactAnsweredMeanwhile):
        actions.confirm_contact(disputed, word=WORD, **act())
    disputed.refresh_from_db()
    assert (disputed.is_disputed, disputed.answer_word) == (True, WORD)
    actions.confirm_contact(disputed, **act())
    disputed.refresh_from_db()
    assert disputed.is_evidence


def test_a_note_that_was_disputed_since_the_page_was_opened_is_not_voided(disputed: Contact, signed_in: SignIn) -> None:
    pair, other = disputed.mentorship, make_contact(disputed.mentorship)
    client, page = signed_in(pair.mentor.account), f"/saya/pendampingan/{disputed.mentorship_id}/kontak/coret/"
    seen = client.get(page).context["form"]["seen"].value()
    actions.dispute_contact(other, word="Tidak bicara.", **act())
    given = {"once": str(uuid.uuid4()), "contact": other.pk, "reason": "Salah orang.", "seen": seen}
    late = client.post(page, given)
    other.refresh_from_db()
    assert (late.status_code, "Baca dulu" in late.content.decode(), other.counts) == (422, True, True)
    again = given | {"seen": late.context["form"]["seen"].value(), "once": str(uuid.uuid4())}
    assert client.post(page, again).status_code == 302
    other.refresh_from_db()
    assert not other.counts


def test_voided_by_its_mentor_a_disputed_note_stays_before_the_office(
    disputed: Contact, officer: Account, signed_in: SignIn
) -> None:
    pair, follow_up = disputed.mentorship, queries.open_follow_ups(disputed.mentorship.enrolment).get()
    disputed.refresh_from_db()
    actions.void_contact(disputed, reason="Salah orang", by=pair.mentor.account.actor, at=clock.now())
    client = signed_in(officer)
    for page in ("tindak-lanjut/", f"tindak-lanjut/{follow_up.pk}/"):
        assert f"{WORD} (dicoret: Salah orang)" in client.get(f"{desk_of(pair)}{page}").content.decode()
    assert f"Disanggah: {WORD}. Dicoret: Salah orang" in client.get(f"{desk_of(pair)}{pair.pk}/").content.decode()
    assert WORD not in signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    actions.settle_follow_up(follow_up, how="Sudah ditanyakan.", **act())
    assert list(queries.disputed_contacts(pair.enrolment)) == []
