"""Who has no address and no password reaches everything of their learning by the secret link alone."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting
from factories.selection import make_offers, open_offers_of
from factories.works import VIDEO, make_assignment, make_questions, make_skills, replies
from sanggar.foundation import clock
from sanggar.journeys import accept_offer
from sanggar.people.models import Role
from sanggar.planning.models import Meeting, Programme
from sanggar.training import actions
from sanggar.training.badges import badge_path
from sanggar.training.calendars import calendar_path
from sanggar.training.codes import screen_digits, screen_token, window_of
from sanggar.training.models import Attendance, Enrolment, Submission

OURS = {"sec-fetch-site": "same-origin"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    make_questions(programme)
    offers = open_offers_of(make_offers(programme, people=6, seats=6))
    offer = next(each for each in offers if not each.application.email)
    make_cohort(offer.stage)
    return accept_offer(offer, by=SETUP, at=clock.now())


@pytest.fixture
def meeting(enrolment: Enrolment) -> Meeting:
    return make_meeting(enrolment.cohort, in_days=1 / 24)


@pytest.fixture
def browser(enrolment: Enrolment) -> Client:
    """A phone that has opened the link and pressed the button."""
    browser = Client()
    page = browser.post(f"{enrolment.application.own_path}masuk/", follow=True, headers=OURS)
    assert (page.request["PATH_INFO"], enrolment.person.email) == ("/saya/", "")
    return browser


def sent(**given: object) -> dict[str, object]:
    return {"once": str(uuid.uuid4()), **given}


def links_of(browser: Client, at: str) -> set[str]:
    page = browser.get(at)
    assert page.status_code == 200, at
    return set(re.findall(r'href="(/saya/[^"#?]+)"', page.content.decode()))


def add_reading(programme: Programme) -> str:
    module = actions.add_module(
        programme,
        title="Merekam",
        objectives="",
        stage=None,
        track=None,
        ordinal=None,
        meetings=[],
        by=SETUP,
        at=clock.now(),
    )
    actions.add_material(
        module,
        title="Panduan",
        ordinal=None,
        version={"kind": "text", "file": None, "url": "", "body": "Pegang ponsel mendatar.", "note": ""},
        release="open",
        release_on=None,
        release_works=None,
        release_meetings=[],
        by=SETUP,
        at=clock.now(),
    )
    return "Pegang ponsel mendatar."


def test_every_page_of_ones_learning_is_two_taps_from_my_page(
    programme: Programme, enrolment: Enrolment, meeting: Meeting, browser: Client
) -> None:
    text, assignment = add_reading(programme), make_assignment(enrolment.stage)
    first = links_of(browser, "/saya/")
    second = set().union(*(links_of(browser, at) for at in first))
    own = [
        ("own_check_in", []),
        ("own_baseline", []),
        ("own_skills", []),
        ("own_quiz", ["pre"]),
        ("own_sample", []),
        ("own_goals", []),
        ("my_materials", []),
        ("my_works", []),
        ("my_work", [assignment.pk]),
        ("own_progress", []),
        ("own_mentoring", []),
        ("mine:timetable", []),
        ("mine:badge", []),
        ("mine:certificate", []),
        ("mine:works", []),
    ]
    wanted = {reverse(name, args=[enrolment.pk, *more]) for name, more in own}
    assert wanted - first - second == set()
    materials = reverse("my_materials", args=[enrolment.pk])
    (reading,) = [at for at in links_of(browser, materials) if at.startswith(materials) and at != materials]
    assert text in browser.get(reading).content.decode()
    assert calendar_path(enrolment) in browser.get(reverse("mine:timetable", args=[enrolment.pk])).content.decode()


def test_a_work_is_handed_in_and_its_answer_read(programme: Programme, enrolment: Enrolment, browser: Client) -> None:
    assignment = make_assignment(enrolment.stage)
    at = reverse("my_work", args=[enrolment.pk, assignment.pk])
    checks = {f"check_{key}": reply for key, reply in replies(programme).items()}
    assert browser.post(at, sent(url=VIDEO, **checks)).status_code == 302
    assert Submission.objects.get().enrolment == enrolment
    assert "Menunggu penilaian" in browser.get(at).content.decode()


@pytest.mark.parametrize("way", ["scanned before signing in", "scanned after", "typed"])
def test_the_code_in_the_hall_is_used_on_my_page(
    enrolment: Enrolment, meeting: Meeting, browser: Client, way: str
) -> None:
    window = window_of(clock.now())
    scan = reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)])
    at, given = reverse("own_check_in", args=[enrolment.pk]), sent()
    if way == "scanned before signing in":
        browser = Client()
        asked = browser.get(scan, follow=True).content.decode()
        assert "Buka tautan rahasia" in asked
        browser.post(f"{enrolment.application.own_path}masuk/", headers=OURS)
        assert at in links_of(browser, "/saya/")
    elif way == "scanned after":
        assert browser.get(scan, follow=True).request["PATH_INFO"] == at
    else:
        given["code"] = screen_digits(meeting, window)
    browser.get(at)
    told = browser.post(at, given, follow=True)
    assert (told.status_code, "Anda tercatat hadir" in told.content.decode()) == (200, True)
    assert Attendance.objects.get().enrolment == enrolment


def test_the_code_is_used_by_the_link_without_entering_at_all(enrolment: Enrolment, meeting: Meeting) -> None:
    phone, window = Client(), window_of(clock.now())
    phone.get(reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)]))
    at = f"{enrolment.application.own_path}hadir/"
    assert at in phone.get(enrolment.application.own_path).content.decode()
    phone.get(at)
    assert "Anda tercatat hadir" in phone.post(at, sent(), follow=True).content.decode()


def test_the_badge_is_shown_and_read_by_whoever_records(
    programme: Programme, enrolment: Enrolment, meeting: Meeting, browser: Client
) -> None:
    assert browser.get(reverse("mine:badge", args=[enrolment.pk])).status_code == 200
    reader = Client()
    reader.force_login(make_account("Dewi Pengelola", Role.OFFICER, programme.organisation))
    reader.post(badge_path(enrolment), sent(meeting=meeting.pk))
    assert Attendance.objects.get().method == "qr"
    assert browser.get(badge_path(enrolment)).status_code == 404


def test_who_comes_back_when_the_session_is_over_is_told_the_way(enrolment: Enrolment) -> None:
    page = Client().get(reverse("my_materials", args=[enrolment.pk]), follow=True).content.decode()
    assert "buka tautan rahasia pada tanda terima lamaran" in page
    browser = Client()
    browser.post(f"{enrolment.application.own_path}masuk/", headers=OURS)
    assert browser.get(reverse("my_materials", args=[enrolment.pk])).status_code == 200
