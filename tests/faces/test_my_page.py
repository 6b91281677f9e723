"""My page: who waits longest stands first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


def test_a_mentor_sees_first_who_has_waited_longest(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    cohort = make_cohort_of(programme)
    mentor = make_mentor(programme, "Maya Mentor")
    began = clock.now() - timedelta(days=30)
    with time_machine.travel(began, tick=False):
        waiting, called = (make_pair(make_enrolment(cohort, name), mentor) for name in ("Budi", "Ayu"))
    make_contact(called)
    page = signed_in(mentor.account).get("/saya/")
    assert [(pair.pk, rhythm.is_overdue) for pair, rhythm in page.context["pairs"]] == [
        (waiting.pk, True),
        (called.pk, False),
    ]
    assert page.content.decode().count("Terlambat dihubungi") == 1
