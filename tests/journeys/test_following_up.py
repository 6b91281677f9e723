"""Falling presence opens a follow-up for mentor and office: once for each meeting, and not about long ago."""

from datetime import datetime, timedelta

import pytest
import time_machine

from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock, ticks
from sanggar.journeys import follow_up_falling_presence
from sanggar.mentoring.actions import settle_follow_up
from sanggar.mentoring.models import FollowUp
from sanggar.planning.models import Cohort, Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def absent(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=60))


@pytest.fixture
def steady(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Budi", at=clock.now() - timedelta(days=60))


def hold(cohort: Cohort, days_ago: float, absent: Enrolment, steady: Enrolment) -> None:
    meeting = make_meeting(cohort, in_days=-days_ago)
    rows = {absent.pk: "absent", steady.pk: "present"}
    actions.record_roster(meeting, rows, by=SETUP, at=clock.now())


def in_days(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


def test_who_missed_two_in_a_row_is_followed_up_and_nobody_else(
    cohort: Cohort, absent: Enrolment, steady: Enrolment
) -> None:
    hold(cohort, 5, absent, steady)
    assert follow_up_falling_presence(clock.now()) == []
    hold(cohort, 2, absent, steady)
    (opened,) = follow_up_falling_presence(clock.now())
    assert (opened.enrolment, opened.kind) == (absent, "presence")
    assert opened.words.startswith("Tidak hadir 2 sesi berturut-turut")


def test_one_meeting_asks_once_also_after_it_was_settled(cohort: Cohort, absent: Enrolment, steady: Enrolment) -> None:
    for days_ago in (5, 2):
        hold(cohort, days_ago, absent, steady)
    (opened,) = follow_up_falling_presence(clock.now())
    follow_up_falling_presence(in_days(1))
    settle_follow_up(opened, how="Sudah ditelepon", by=SETUP, at=clock.now())
    assert follow_up_falling_presence(in_days(1)) == []
    with time_machine.travel(in_days(3), tick=False):
        hold(cohort, 1, absent, steady)
        assert len(follow_up_falling_presence(clock.now())) == 1
    assert FollowUp.objects.count() == 2


def test_what_was_missed_long_ago_is_let_be(cohort: Cohort, absent: Enrolment, steady: Enrolment) -> None:
    for days_ago in (40, 30):
        hold(cohort, days_ago, absent, steady)
    assert follow_up_falling_presence(clock.now()) == []


def test_it_is_asked_every_morning(cohort: Cohort, absent: Enrolment, steady: Enrolment) -> None:
    for days_ago in (5, 2):
        hold(cohort, days_ago, absent, steady)
    ticks.load()
    assert "faces.ask_after_the_absent" in ticks.run_due(clock.now())
    assert FollowUp.objects.count() == 1
