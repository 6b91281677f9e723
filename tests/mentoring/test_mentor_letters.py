"""Letters to mentors: once a day, only while somebody waits, and without a word about who."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock, ticks
from sanggar.mentoring import letters
from sanggar.mentoring.jobs import remind_mentors
from sanggar.mentoring.models import Mentor
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    """Accompanies Sulastri, silent for 20 days, and Budi, spoken to today."""
    maya, cohort = make_mentor(programme), make_cohort_of(programme)
    make_pair(make_enrolment(cohort, "Sulastri"), maya, days_ago=20)
    make_contact(make_pair(make_enrolment(cohort, "Budi"), maya, days_ago=20))
    return maya


def waiting() -> list[tuple[str, list[Any]]]:
    rows = DBTaskResult.objects.filter(task_path__startswith="sanggar.mentoring").order_by("enqueued_at")
    return [(row.task_path.rpartition(".")[2], row.args_kwargs["args"]) for row in rows]


def test_the_daily_job_hands_over_ids_alone(mentor: Mentor) -> None:
    DBTaskResult.objects.all().delete()
    remind_mentors(clock.now())
    assert waiting() == [("remind_mentor", [mentor.pk])]


def test_the_job_runs_at_seven_in_the_morning_where_the_office_is() -> None:
    ticks.load()
    assert ticks.REGISTER["mentoring.remind_mentors"].minutes == 24 * 60
    with time_machine.travel(datetime.fromisoformat("2026-11-23T00:00:00+00:00"), tick=False):
        assert clock.now().astimezone(clock.office_zone()).hour == 7


def test_a_reminder_says_how_many_and_never_who(mentor: Mentor) -> None:
    letters.remind_mentor.call(mentor.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([mentor.account.email], "1 peserta menunggu kabar Anda")
    assert "/saya/pendampingan/" in letter.body
    assert "Sulastri" not in f"{letter.subject} {letter.body}"


def test_a_reminder_goes_out_once_a_day(mentor: Mentor) -> None:
    letters.remind_mentor.call(mentor.pk)
    letters.remind_mentor.call(mentor.pk)
    assert len(mail.outbox) == 1
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        letters.remind_mentor.call(mentor.pk)
    assert len(mail.outbox) == 2


def test_a_letter_that_could_not_be_sent_is_sent_by_the_retry(mentor: Mentor, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.none.EmailBackend"
    with pytest.raises(ImportError):
        letters.remind_mentor.call(mentor.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letters.remind_mentor.call(mentor.pk)
    assert len(mail.outbox) == 1


def test_nobody_is_reminded_when_all_were_reached(programme: Programme) -> None:
    maya = make_mentor(programme)
    make_contact(make_pair(make_enrolment(make_cohort_of(programme)), maya, days_ago=20))
    DBTaskResult.objects.all().delete()
    remind_mentors(clock.now())
    letters.remind_mentor.call(maya.pk)
    assert (waiting(), mail.outbox) == ([], [])


def test_new_people_are_announced_once_a_mentor(programme: Programme) -> None:
    maya = make_mentor(programme)
    enrolment = make_enrolment(make_cohort_of(programme), "Sulastri")
    DBTaskResult.objects.all().delete()
    pair = make_pair(enrolment, maya)
    assert waiting() == [
        ("tell_mentor_of_new_people", [maya.pk, 1]),
        ("tell_participant_of_mentor", [pair.pk]),
    ]
    letters.tell_mentor_of_new_people.call(maya.pk, 1)
    (letter,) = mail.outbox
    assert letter.subject == "1 peserta baru untuk Anda dampingi"
    assert "Sulastri" not in letter.body
    assert "dalam 7 hari ini" in letter.body
