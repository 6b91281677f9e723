"""The way to the certificate leads on: each open requirement has the page where it is met."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.evaluation import make_finisher, make_rule
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from factories.works import make_assignment, make_questions
from sanggar.evaluation.actions import set_rule
from sanggar.faces.participation import Participation
from sanggar.foundation import clock
from sanggar.journeys import open_participant_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


def test_every_open_requirement_leads_to_a_page_that_opens(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    make_assignment(enrolment.stage)
    make_questions(programme)
    asked = {"attendance_percent": 80, "contacts": 1, "works": 1, "assignments": True, "post_test": True}
    set_rule(programme, **asked, by=SETUP, at=clock.now())
    steps = Participation(enrolment, clock.now()).steps
    assert len([each.url for each in steps if each.url]) == 5
    phone = signed_in(open_participant_account(enrolment, by=SETUP, at=clock.now()))
    page = phone.get(reverse("mine:certificate", args=[enrolment.pk])).content.decode()
    for step in steps:
        assert f'href="{step.url}"' in page
        assert phone.get(step.url).status_code == 200


def test_what_is_met_asks_for_nothing(programme: Programme) -> None:
    make_rule(programme)
    enrolment = make_finisher(make_cohort_of(programme))
    assert [each.url for each in Participation(enrolment, clock.now()).steps] == ["", "", ""]
