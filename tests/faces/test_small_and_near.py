"""The first view of everybody is small, and what they come for is two taps away."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment, make_questions, make_skills, make_trainer
from sanggar.foundation import clock
from sanggar.mentoring.actions import book_slot
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.training.actions import set_goal
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
MOST = 60 * 1024
"""Bytes over the wire, style and font among them."""


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    """Everything at once: a session running, works, a mentor, a talk, a contact to confirm, goals, no baseline."""
    make_skills(programme)
    make_questions(programme)
    found = make_enrolment(make_cohort_of(programme), "Sulastri", at=clock.now() - timedelta(days=30))
    found.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", by=SETUP, at=clock.now())
    found.person.save()
    make_meeting(found.cohort, in_days=1)
    for number in range(4):
        make_assignment(found.stage, f"Tugas {number}")
    pair = make_pair(found, make_mentor(programme), days_ago=9)
    make_contact(pair)
    book_slot(make_slot(pair.mentor, days=2), pair, by=SETUP, at=clock.now())
    set_goal(found, text="Empat video", by=SETUP, at=clock.now())
    return found


def weight(page: bytes) -> int:
    names = set(re.findall(rb'"/static/([^"]+)"', page))
    files = [found for name in names if (found := finders.find(name.decode()))]
    assert len(files) >= 2
    return sum(len(gzip.compress(part)) for part in [page, *(Path(found).read_bytes() for found in files)])


def links(page: bytes) -> set[str]:
    return {found.decode().partition("?")[0] for found in re.findall(rb'href="(/[^"#]*)"', page)}


def within_two_taps(client: Client, page: bytes) -> set[str]:
    """What is linked from the first view, and from the pages of one's own that are linked there."""
    first = links(page)
    answers = [client.get(at) for at in sorted(first) if at.startswith("/saya/")]
    return first.union(*(links(each.content) for each in answers if "html" in each["Content-Type"]))


def test_a_participants_first_view(enrolment: Enrolment, signed_in: Callable[[Account], Client]) -> None:
    account, own = enrolment.person.account, [enrolment.pk]
    assert account
    client = signed_in(account)
    page = client.get("/saya/").content
    assert weight(page) <= MOST
    wanted = {
        *(reverse(f"mine:{name}", args=own) for name in ("timetable", "badge", "certificate", "works")),
        *(reverse(name, args=own) for name in ("own_progress", "own_mentoring", "my_works", "own_baseline")),
        *(reverse("my_work", args=[*own, each.pk]) for each in enrolment.stage.assignments.all()),
        reverse("mine:participant_calendar", args=own),
    }
    assert wanted - within_two_taps(client, page) == set()


def test_a_trainers_first_view(enrolment: Enrolment, signed_in: Callable[[Account], Client]) -> None:
    programme = enrolment.stage.programme
    trainer = make_trainer("Tono Narasumber", programme)
    for number in range(6):
        Meeting.objects.filter(pk=make_meeting(enrolment.cohort, in_days=number).pk).update(trainer=trainer)
    given = hand_in(enrolment.stage.assignments.first(), enrolment).assessments.get(account=trainer)
    client = signed_in(trainer)
    page = client.get("/saya/").content
    assert weight(page) <= MOST
    taught = [reverse("trainer_meeting", args=[each.pk]) for each in Meeting.objects.filter(trainer=trainer)[:5]]
    wanted = {*taught, reverse("my_assessments"), reverse("my_assessment", args=[given.pk]), reverse("mine:calendar")}
    assert wanted - within_two_taps(client, page) == set()


def test_a_reviewers_first_view(enrolment: Enrolment, signed_in: Callable[[Account], Client]) -> None:
    reviewer = make_account("Rita Penilai", Role.REVIEWER, enrolment.stage.programme.organisation)
    given = hand_in(enrolment.stage.assignments.first(), enrolment).assessments.get(account=reviewer)
    client = signed_in(reviewer)
    page = client.get("/saya/").content
    assert weight(page) <= MOST
    assert {reverse("my_assessment", args=[given.pk]), reverse("my_assessments")} - links(page) == set()


def test_a_mentors_first_view_leads_to_each_person_in_two_taps(
    enrolment: Enrolment, signed_in: Callable[[Account], Client]
) -> None:
    pair = enrolment.mentorships.get()
    client = signed_in(pair.mentor.account)
    page = client.get("/saya/").content
    assert weight(page) <= MOST
    near = within_two_taps(client, page)
    wanted = {reverse(name, args=[pair.pk]) for name in ("my_pair", "my_contact", "mine:pair_progress")}
    assert {*wanted, reverse("my_slots", args=[pair.mentor_id])} - near == set()
