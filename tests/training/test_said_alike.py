"""What two pages say of one thing they say alike: the count of a hall, an own note, the steps to a goal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment
from sanggar.foundation import clock
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment
from sanggar.training.pages.presenters import record_note

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    enrolment = make_enrolment(make_cohort_of(programme), "Sulastri", at=clock.now() - timedelta(days=9))
    enrolment.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", **act())
    enrolment.person.save()
    return enrolment


def test_until_its_end_who_came_is_counted_out_of_all_who_are_expected(
    programme: Programme, enrolment: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    make_enrolment(enrolment.cohort, "Budi", at=clock.now() - timedelta(days=9))
    meeting = make_meeting(enrolment.cohort, in_days=-1 / 24, topic="Kamera ponsel")
    actions.record_presence(meeting, enrolment, presence="present", method="hand", **act())
    place, client = [programme.organisation.slug, programme.slug], signed_in(officer)
    timetable = reverse("training:timetable", args=place)
    assert "1 dari 2" in client.get(timetable).content.decode()
    hall = client.get(reverse("training:screen", args=[*place, meeting.pk])).content.decode()
    assert "<strong>1</strong> dari 2 sudah hadir" in hall
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1)):
        page = signed_in(officer).get(timetable).content.decode()
    assert ("1 dari 1" in page, "1 belum dicatat" in page) == (True, True)


def test_who_recorded_themself_is_named_in_the_reader_s_language(enrolment: Enrolment) -> None:
    meeting = make_meeting(enrolment.cohort, in_days=-1 / 24)
    kept = actions.record_presence(meeting, enrolment, presence="present", method="code", **act())
    with translation.override("en"):
        assert record_note(kept, meeting).endswith("code on the screen, participant")


def test_a_note_to_the_assessor_stands_beside_the_work(enrolment: Enrolment, signed_in: SignIn) -> None:
    assert enrolment.person.account
    assignment = make_assignment(enrolment.stage)
    hand_in(assignment, enrolment, note="Suaranya saya rekam dua kali.")
    page = signed_in(enrolment.person.account).get(reverse("my_work", args=[enrolment.pk, assignment.pk]))
    assert "Suaranya saya rekam dua kali." in page.content.decode()


def test_steps_to_a_goal_are_read_where_the_goal_is(enrolment: Enrolment, signed_in: SignIn) -> None:
    assert enrolment.person.account
    goal = actions.set_goal(enrolment, text="Empat video", due_on=clock.today() + timedelta(days=30), **act())
    actions.set_milestone(goal, text="Video pertama", **act())
    client = signed_in(enrolment.person.account)
    for page in ("own_goals", "own_progress"):
        told = client.get(reverse(page, args=[enrolment.pk])).content.decode()
        assert ("Video pertama" in told, "Paling lambat" in told) == (True, True)
