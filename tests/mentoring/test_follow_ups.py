"""Follow-ups: once open of a kind, shown to whoever accompanies and to the office, closed with words."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions, queries
from sanggar.mentoring.jobs import escalate_silence
from sanggar.mentoring.models import FollowUp, Mentor, Mentorship
from sanggar.mentoring.refusals import FollowUpSettled
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))


@pytest.fixture
def follow_up(pair: Mentorship) -> FollowUp:
    return actions.open_follow_up(pair.enrolment, kind="presence", detail="Dua kali alpa.", **act())


def test_the_same_need_is_opened_once_and_again_after_it_was_settled(pair: Mentorship, follow_up: FollowUp) -> None:
    again = actions.open_follow_up(pair.enrolment, kind="presence", detail="Tiga kali alpa.", **act())
    assert (again, again.detail) == (follow_up, "Dua kali alpa.")
    actions.settle_follow_up(follow_up, how="Sudah ditelepon; anak sakit.", **act())
    assert actions.open_follow_up(pair.enrolment, kind="presence", detail="Lagi.", **act()) != follow_up
    assert AuditEntry.objects.filter(verb="mentoring.open_follow_up").count() == 2


def test_the_office_notes_what_no_rule_watches_for_and_the_mentor_reads_it(
    programme: Programme, pair: Mentorship, officer: Account, signed_in: SignIn
) -> None:
    desk, home = signed_in(officer), f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"
    assert f"{home}perhatian/" in desk.get(home).content.decode()
    told = {"detail": "Perlu alat rekam pinjaman."}
    assert desk.post(f"{home}perhatian/", told | {"once": str(uuid.uuid4())}).status_code == 302
    noted = FollowUp.objects.get()
    assert (noted.kind, noted.words) == ("other", "Perlu alat rekam pinjaman.")
    own = signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    assert "Perlu alat rekam pinjaman." in own
    refused = desk.post(f"{home}perhatian/", {"detail": "Yang lain.", "once": str(uuid.uuid4())})
    assert "Sudah ada satu hal lain yang terbuka, dicatat Dewi Pengelola" in refused.content.decode()
    assert FollowUp.objects.get() == noted


def test_it_is_settled_once(follow_up: FollowUp) -> None:
    actions.settle_follow_up(follow_up, how="Sudah ditelepon.", **act())
    with pytest.raises(FollowUpSettled):
        actions.settle_follow_up(follow_up, how="Sekali lagi.", **act())


def test_the_mentor_sees_and_settles_it(pair: Mentorship, follow_up: FollowUp, signed_in: SignIn) -> None:
    client, home = signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/"
    assert "Dua kali alpa." in client.get(home).content.decode()
    page = f"{home}tindak-lanjut/{follow_up.pk}/"
    assert client.post(page, {"once": str(uuid.uuid4()), "how": ""}).status_code == 422
    assert client.post(page, {"once": str(uuid.uuid4()), "how": "Sudah ditelepon."}).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.settled_how, follow_up.settled_by) == ("Sudah ditelepon.", pair.mentor.account.name)
    assert "Dua kali alpa." not in client.get(home).content.decode()


def test_another_mentor_does_not(follow_up: FollowUp, programme: Programme, signed_in: SignIn) -> None:
    other = make_pair(make_enrolment(make_cohort_of(programme, name="Kelas B")), make_mentor(programme, "Yudi"))
    page = f"/saya/pendampingan/{other.pk}/tindak-lanjut/{follow_up.pk}/"
    answer = signed_in(other.mentor.account).post(page, {"once": str(uuid.uuid4()), "how": "Diam-diam."})
    assert (answer.status_code, list(queries.open_follow_ups(programme))) == (404, [follow_up])


def test_the_office_has_the_list_and_settles(
    follow_up: FollowUp, programme: Programme, officer: Account, pptk: Account, signed_in: SignIn
) -> None:
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"
    client, page = signed_in(officer), f"{home}tindak-lanjut/{follow_up.pk}/"
    assert "1 hal perlu ditindaklanjuti" in client.get(home).content.decode()
    assert "Dua kali alpa." in client.get(f"{home}tindak-lanjut/").content.decode()
    assert signed_in(pptk).get(page).status_code == 403
    assert client.post(page, {"once": str(uuid.uuid4()), "how": "Dikunjungi."}).status_code == 302
    assert list(queries.open_follow_ups(programme)) == []


def test_a_mentor_does_not_settle_what_is_about_their_own_notes(pair: Mentorship, signed_in: SignIn) -> None:
    actions.dispute_contact(make_contact(pair), word="Tidak bicara.", **act())
    (disputed,) = queries.open_follow_ups(pair.enrolment)
    browser = signed_in(pair.mentor.account)
    assert "Pengelola yang menyelesaikannya." in browser.get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    there = f"/saya/pendampingan/{pair.pk}/tindak-lanjut/{disputed.pk}/"
    assert browser.post(there, {"once": str(uuid.uuid4()), "how": "Beres."}).status_code == 404
    disputed.refresh_from_db()
    assert disputed.is_open


def test_every_disputed_note_stands_at_the_desk_however_long_and_many(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    words = [f"{number} {'panjang ' * 35}".strip() for number in range(4)]
    for word in words:
        actions.dispute_contact(make_contact(pair), word=word, **act())
    (found,) = queries.open_follow_ups(programme)
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"
    client = signed_in(officer)
    for page in (f"{pair.pk}/", "tindak-lanjut/", f"tindak-lanjut/{found.pk}/"):
        shown = client.get(f"{home}{page}").content.decode()
        assert [word in shown for word in words] == [True] * 4, page


@pytest.mark.parametrize("kind", ["wish", "after"])
def test_what_goes_past_the_mentor_is_not_on_the_mentors_pages(
    pair: Mentorship, officer: Account, programme: Programme, signed_in: SignIn, kind: str
) -> None:
    found = actions.open_follow_up(pair.enrolment, kind=kind, detail="Untuk kantor saja.", **act())
    mine = signed_in(pair.mentor.account)
    for page in ("/saya/", "/saya/pendampingan/", f"/saya/pendampingan/{pair.pk}/"):
        assert "Untuk kantor saja." not in mine.get(page).content.decode()
    there = f"/saya/pendampingan/{pair.pk}/tindak-lanjut/{found.pk}/"
    assert mine.post(there, {"once": str(uuid.uuid4()), "how": "Beres."}).status_code == 404
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/tindak-lanjut/"
    assert "Untuk kantor saja." in signed_in(officer).get(home).content.decode()


def test_an_officer_who_is_the_mentor_does_not_find_the_wish_at_the_desk(
    pair: Mentorship, officer: Account, programme: Programme, signed_in: SignIn
) -> None:
    found = actions.open_follow_up(pair.enrolment, kind="wish", detail="Untuk kantor saja.", **act())
    Mentor.objects.filter(pk=pair.mentor_id).update(account=officer)
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/"
    client = signed_in(officer)
    for page in ("", "pendampingan/", "pendampingan/tindak-lanjut/", f"pendampingan/{pair.pk}/"):
        shown = client.get(f"{desk}{page}").content.decode()
        assert ("Untuk kantor saja." in shown, "1 hal" in shown) == (False, False), page
    assert client.get(f"{desk}pendampingan/tindak-lanjut/{found.pk}/").status_code == 404


def test_a_mentor_who_does_not_answer_comes_before_the_office(programme: Programme) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    asked = clock.now() - timedelta(days=30)
    actions.propose_mentor(enrolment, make_mentor(programme), by=SETUP, at=asked)
    for _day in range(2):
        escalate_silence(clock.now())
    (found,) = queries.open_follow_ups(programme)
    assert "belum menjawab" in found.words
