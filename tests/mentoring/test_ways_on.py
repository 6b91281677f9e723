"""No page of mentoring is a dead end: ways back, ways to be heard, and a word where something waits."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.dates import short_date
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.documents.records import participant_data
from sanggar.mentoring.models import FollowUpKind, How, Mentor, Mentorship
from sanggar.mentoring.pages.slots import how_of
from sanggar.people.models import Account, Person
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME = "/saya/pendampingan/"


def act(days: int = 0) -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now() + timedelta(days=days)}


def once(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(maya: Mentor) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(maya.programme), "Sulastri"), maya, days_ago=5)


def link_of(pair: Mentorship) -> str:
    application = pair.enrolment.application
    return f"/lamaran/{application.receipt}/{application.token}/"


def desk_of(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


@pytest.mark.parametrize("where", ["", "harapan/", "ganti/", "aduan/"])
def test_every_page_behind_the_secret_link_leads_back(pair: Mentorship, client: Client, where: str) -> None:
    root = link_of(pair)
    shown = client.get(f"{root}pendampingan/{where}").content.decode()
    assert f'href="{root}"' in shown
    assert where == "" or f'href="{root}pendampingan/"' in shown


def test_who_finds_no_time_asks_for_a_talk_once(pair: Mentorship, client: Client) -> None:
    page = f"{link_of(pair)}pendampingan/"
    assert "Minta waktu bicara" in client.get(page).content.decode()
    for _tap in range(2):
        assert client.post(f"{page}minta-waktu/", once()).status_code == 302
    assert DBTaskResult.objects.filter(task_path__endswith="tell_mentor_of_wish_to_talk").count() == 1
    (asked,) = queries.open_follow_ups(pair.enrolment)
    assert (asked.kind, list(queries.settled_by_mentors(pair.enrolment))) == (FollowUpKind.TALK, [asked])
    shown = client.get(page).content.decode()
    assert "sudah disampaikan kepada pendamping" in shown
    assert "minta-waktu" not in shown
    letters.tell_mentor_of_wish_to_talk.call(pair.mentor_id)
    assert [letter.to for letter in mail.outbox] == [[pair.mentor.account.email]]
    assert "Sulastri" not in mail.outbox[0].body
    actions.book_slot(make_slot(pair.mentor), pair, **act())
    assert not queries.open_follow_ups(pair.enrolment).exists()


@pytest.mark.parametrize(
    ("place", "how"),
    [
        ("Sanggar, ruang kecil", How.VISIT),
        ("https://meet.example/abc", How.VIDEO),
        ("Zoom", How.VIDEO),
        ("lewat telepon", How.CALL),
    ],
)
def test_a_booked_talk_is_recorded_as_it_was_held(place: str, how: How) -> None:
    assert how_of(place) == how


def test_what_waits_to_be_confirmed_is_said_and_asked_for_once_a_week(
    pair: Mentorship, maya: Mentor, signed_in: SignIn
) -> None:
    make_contact(pair, days_ago=1)
    make_contact(pair)
    client = signed_in(maya.account)
    assert "menunggu dibenarkan peserta" in client.get(f"{HOME}{pair.pk}/").content.decode()
    assert "2 kontak menunggu dibenarkan peserta" in client.get(HOME).content.decode()
    Person.objects.filter(pk=pair.enrolment.person_id).update(email="sulastri@contoh.example")
    assert list(queries.enrolments_to_remind(clock.now())) == []
    assert list(queries.enrolments_to_remind(clock.now() + timedelta(days=3))) == [pair.enrolment]
    for week in ("2026-48", "2026-48", "2026-49"):
        letters.remind_to_confirm.call(pair.enrolment_id, week)
    assert [letter.subject for letter in mail.outbox] == ["2 catatan kontak menunggu jawaban Anda"] * 2


def test_nobody_is_reminded_who_has_no_address_or_has_answered(pair: Mentorship) -> None:
    make_confirmed_contact(pair)
    later = clock.now() + timedelta(days=3)
    Person.objects.filter(pk=pair.enrolment.person_id).update(email="sulastri@contoh.example")
    assert not queries.enrolments_to_remind(later).exists()
    make_contact(pair)
    Person.objects.filter(pk=pair.enrolment.person_id).update(email="")
    assert not queries.enrolments_to_remind(later).exists()


def test_an_entry_to_strike_out_is_shown_whole_and_a_confirmed_one_is_none(
    pair: Mentorship, maya: Mentor, signed_in: SignIn
) -> None:
    long = "Menonton rekaman bersama; suara sudah jernih, cahaya masih kurang di sudut kamar."
    make_contact(pair, summary=long)
    kept = make_confirmed_contact(pair)
    client, page = signed_in(maya.account), f"{HOME}{pair.pk}/kontak/coret/"
    shown = client.get(page)
    assert long in shown.content.decode()
    assert list(shown.context["form"].fields["contact"].queryset.values_list("pk", flat=True)) != [kept.pk]
    assert client.post(page, once(contact=kept.pk, reason="Salah")).status_code == 422


def test_an_ended_pair_says_so_to_its_mentor_and_to_nobody_else(
    pair: Mentorship, maya: Mentor, signed_in: SignIn
) -> None:
    actions.hand_over(pair, make_mentor(maya.programme, "Yudi"), note="Silakan.", **act())
    client = signed_in(maya.account)
    for page in (f"{HOME}{pair.pk}/", f"{HOME}{pair.pk}/kontak/"):
        answer = client.get(page)
        assert (answer.status_code, "Pendampingan ini sudah berakhir" in answer.content.decode()) == (404, True)
        assert "Sulastri" not in answer.content.decode()
    stranger = make_mentor(maya.programme, "Rini")
    assert "sudah berakhir" not in signed_in(stranger.account).get(f"{HOME}{pair.pk}/").content.decode()


def test_who_was_accompanied_to_the_end_waits_for_nobody_and_that_is_said(
    pair: Mentorship, officer: Account, signed_in: SignIn
) -> None:
    actions.end_mentorship(pair, outcome="finished", reason="Selesai.", **act())
    client, desk = signed_in(officer), desk_of(pair.mentor.programme)
    assert list(queries.accompanied_before(pair.mentor.programme)) == [pair.enrolment]
    for page in ("tanpa-pendamping/", "usulan/", "cakupan/"):
        assert "1 peserta sudah selesai didampingi" in client.get(f"{desk}{page}").content.decode()


def test_the_mentor_page_at_the_desk_lists_their_people(pair: Mentorship, officer: Account, signed_in: SignIn) -> None:
    desk = desk_of(pair.mentor.programme)
    page = signed_in(officer).get(f"{desk}pendamping/{pair.mentor_id}/").content.decode()
    assert f'href="{desk}{pair.pk}/"' in page


def test_the_open_form_is_found(programme: Programme, officer: Account, signed_in: SignIn, client: Client) -> None:
    public = f"/{programme.organisation.slug}/{programme.slug}/"
    address = f"/jadi-pendamping{public}"
    desk, days = desk_of(programme), {"escalate_after": 7, "first_contact_within": 7}
    actions.set_terms(programme, **days, **act())
    home = reverse("public:programme", args=[programme.organisation.slug, programme.slug])
    assert address not in client.get(home).content.decode()
    actions.set_terms(programme, **days, takes_applications=True, **act())
    assert address in client.get(home).content.decode()
    at_desk = signed_in(officer)
    for page in ("ketentuan/", "pendamping/tawaran/"):
        assert f"http://testserver{address}" in at_desk.get(f"{desk}{page}").content.decode()
    given = {"name": "Rini", "email": "rini@contoh.example", "phone": "+6281234567890", "motivation": "Ingin."}
    actions.apply_as_mentor(programme, **given, at=clock.now())
    assert "· ·" not in at_desk.get(f"{desk}pendamping/tawaran/").content.decode()
    assert "Tawaran (1)" in at_desk.get(f"{desk}pendamping/").content.decode()


def test_the_record_is_signed_by_who_accompanies_now_and_names_who_did_before(pair: Mentorship) -> None:
    make_contact(pair)
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    _role, name, before = participant_data(pair.enrolment, at=clock.now())["signatures"][0]
    today = short_date(clock.now(), clock.office_zone())
    assert name == "Yudi"
    assert before.startswith("Sebelumnya: Maya Pendamping (")
    assert before.endswith(f"– {today})")


def test_the_participant_is_spoken_to_not_of(pair: Mentorship, client: Client) -> None:
    make_contact(pair)
    page = client.get(f"{link_of(pair)}pendampingan/").content.decode()
    assert "menunggu jawaban Anda" in page
    assert "menunggu dibenarkan peserta" not in page
