"""When the mentor changes, both sides know it: one letter, a line in the history, and no silence forgotten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.jobs import escalate_silence
from sanggar.mentoring.models import FollowUpKind, Mentor, Mentorship
from sanggar.people.models import Account, Person
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME = "/saya/pendampingan/"


def act(days: int = 0) -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now() + timedelta(days=days)}


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(maya: Mentor) -> Mentorship:
    """Silent for 40 days."""
    return make_pair(make_enrolment(make_cohort_of(maya.programme), "Sulastri"), maya, days_ago=40)


def own_page(pair: Mentorship, client: Client) -> str:
    application = pair.enrolment.application
    return client.get(f"/lamaran/{application.receipt}/{application.token}/pendampingan/").content.decode()


def test_one_letter_tells_the_participant_also_of_the_talk_that_is_lost(pair: Mentorship) -> None:
    talk = actions.book_slot(make_slot(pair.mentor), pair, **act())
    yudi = make_mentor(pair.mentor.programme, "Yudi")
    DBTaskResult.objects.all().delete()
    new = actions.hand_over(pair, yudi, note="Bu Maya sakit.", **act())
    tasks = DBTaskResult.objects.filter(task_path__startswith="sanggar.mentoring")
    assert sorted((task.task_path.rpartition(".")[2], task.args_kwargs["args"][0]) for task in tasks) == [
        ("tell_mentor_of_cancelled_talk", talk.pk),
        ("tell_mentor_of_moved_people", pair.mentor_id),
        ("tell_mentor_of_new_people", yudi.pk),
        ("tell_participant_of_mentor", new.pk),
    ]
    Person.objects.filter(pk=pair.enrolment.person_id).update(email="sulastri@contoh.example")
    letters.tell_participant_of_mentor.call(new.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sulastri@contoh.example"], "Pendamping Anda: Yudi")
    assert "Anda didampingi Yudi" in letter.body
    assert "menggantikan Maya Pendamping" in letter.body
    assert "ikut batal" in letter.body
    assert "Bu Maya sakit" not in letter.body
    letters.tell_mentor_of_cancelled_talk.call(talk.pk)
    letters.tell_mentor_of_moved_people.call(pair.mentor_id, 1)
    assert [letter.to for letter in mail.outbox[1:]] == [[pair.mentor.account.email]] * 2
    cancelled, replaced = mail.outbox[1:]
    assert "Pilih waktu lain" not in cancelled.body
    assert replaced.subject == "1 peserta Anda dialihkan kepada pendamping lain"


def test_the_history_of_the_participant_shows_the_change_and_no_note(pair: Mentorship, client: Client) -> None:
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Bu Maya sakit.", **act())
    page = own_page(pair, client)
    assert "Pendampingan oleh Maya Pendamping dialihkan" in page
    assert "Yudi mulai mendampingi Anda" in page
    assert "sakit" not in page


def test_the_note_is_signed_by_its_writer(pair: Mentorship, officer: Account, signed_in: SignIn) -> None:
    yudi = make_mentor(pair.mentor.programme, "Yudi")
    new = actions.hand_over(pair, yudi, note="Bu Maya sakit.", by=officer.actor, at=clock.now())
    page = signed_in(yudi.account).get(f"{HOME}{new.pk}/").content.decode()
    assert f"Catatan serah terima, ditulis {officer.name}" in page
    assert "dari Maya Pendamping" not in page


def test_the_first_contact_has_its_own_day(maya: Mentor, signed_in: SignIn) -> None:
    make_pair(make_enrolment(make_cohort_of(maya.programme), "Budi"), maya)
    page = signed_in(maya.account).get(HOME).content.decode()
    assert "Menunggu kontak pertama" in page
    assert f"paling lambat {plain_date(clock.today() + timedelta(days=7))}" in page


def test_after_the_day_for_the_first_contact_the_mentor_reads_so(maya: Mentor, signed_in: SignIn) -> None:
    make_pair(make_enrolment(make_cohort_of(maya.programme), "Budi"), maya, days_ago=9)
    client = signed_in(maya.account)
    page = client.get(HOME).content.decode()
    assert "Kontak pertama terlambat 2 hari" in page
    assert "1 orang menunggu kabar Anda" in page
    assert "Kontak pertama terlambat" in client.get("/saya/").content.decode()


def test_silence_is_not_forgotten_by_a_change(pair: Mentorship, signed_in: SignIn) -> None:
    contact = make_contact(pair, days_ago=30)
    yudi = make_mentor(pair.mentor.programme, "Yudi")
    actions.hand_over(pair, yudi, note="Sakit.", **act(-15))
    page = signed_in(yudi.account).get(HOME).content.decode()
    assert f"{plain_date(contact.held_on)}, dengan pendamping sebelumnya" in page
    escalate_silence(clock.now())
    (follow_up,) = queries.open_follow_ups(pair.enrolment)
    assert follow_up.kind == FollowUpKind.FIRST_CONTACT
