"""One's calendar on the phone: by subscription, and by another link where the old one came into other hands."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from factories.mentoring import make_mentor
from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import renew_badge
from sanggar.training.calendars import calendar_path, subscription_of, trainer_calendar_path
from sanggar.training.models import CalendarRenewal, Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    found = make_enrolment(make_cohort_of(programme), "Sulastri")
    make_meeting(found.cohort)
    found.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", by=SETUP, at=clock.now())
    found.person.save()
    return found


def statuses(*paths: str) -> list[int]:
    return [Client().get(path).status_code for path in paths]


def test_a_participant_subscribes_and_renews_the_link_without_a_new_badge(
    enrolment: Enrolment, signed_in: SignIn
) -> None:
    client, before = signed_in(enrolment.person.account), calendar_path(enrolment)
    page = reverse("mine:participant_calendar", args=[enrolment.pk])
    shown = client.get(page).content.decode()
    subscription = subscription_of(before)
    assert subscription.startswith("webcal://")
    assert subscription.endswith(before)
    assert f'href="{subscription}"' in shown
    assert page in client.get(reverse("mine:timetable", args=[enrolment.pk])).content.decode()
    assert client.post(page, {"once": uuid.uuid4()}).status_code == 302
    badge, after = enrolment.badge_version, calendar_path(enrolment)
    enrolment.refresh_from_db()
    assert (enrolment.badge_version, statuses(before, after)) == (badge, [404, 200])
    renew_badge(enrolment, by=SETUP, at=clock.now())
    assert statuses(before, after, calendar_path(enrolment)) == [404, 404, 200]


def test_a_mentor_renews_their_own_and_nobody_elses(programme: Programme, signed_in: SignIn) -> None:
    maya, bagus = make_mentor(programme).account, make_mentor(programme, "Bagus").account
    before, other = trainer_calendar_path(maya), trainer_calendar_path(bagus)
    client = signed_in(maya)
    for _time in range(2):
        client.post(reverse("mine:calendar"), {"once": uuid.uuid4()})
    assert statuses(before, other, trainer_calendar_path(maya)) == [404, 200, 200]
    assert CalendarRenewal.objects.get().times == 2


def test_nobody_opens_the_calendar_page_of_another(enrolment: Enrolment, officer: Account, signed_in: SignIn) -> None:
    page = reverse("mine:participant_calendar", args=[enrolment.pk])
    assert signed_in(officer).post(page, {"once": uuid.uuid4()}).status_code == 404
    assert not CalendarRenewal.objects.exists()


def test_a_renewal_is_of_one_of_both(enrolment: Enrolment) -> None:
    for whose in ({}, {"enrolment": enrolment, "account": enrolment.person.account}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarRenewal.objects.create(**whose)
