"""A meeting counts as held once it is over, and the same everywhere: people, stages, pages and the report."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.reporting.queries import comparisons
from sanggar.training import actions
from sanggar.training.models import Enrolment
from sanggar.training.queries import attendance_by_stage, attendance_rate

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
HOUR = timedelta(hours=1)


@pytest.fixture
def sulastri(programme: Programme) -> Enrolment:
    """Present at a meeting of last week, and at one that is running."""
    cohort = make_cohort_of(programme)
    person = make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=30))
    for meeting in (make_meeting(cohort, in_days=-7), running(make_meeting(cohort, in_days=0))):
        actions.record_presence(meeting, person, "present", by=SETUP, at=clock.now())
    return person


def running(meeting: Meeting) -> Meeting:
    now = clock.now()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now - HOUR, ends_at=now + HOUR)
    return Meeting.objects.get(pk=meeting.pk)


def counted(person: Enrolment) -> list[object]:
    """Of the person, of the stage, of the report."""
    programme = person.stage.programme
    rate, (stage,) = attendance_rate(person), attendance_by_stage(programme)
    report = next(each for each in comparisons(programme, clock.now()) if each.unit == "sesi")
    assert (rate.present, stage.present, stage.expected) == (rate.held, stage.held, stage.held)
    return [rate.held, stage.held, report.realised]


def test_a_running_meeting_counts_nowhere_until_it_is_over(sulastri: Enrolment) -> None:
    assert counted(sulastri) == [1, 1, 1]
    with time_machine.travel(clock.now() + 2 * HOUR, tick=False):
        assert counted(sulastri) == [2, 2, 2]


def test_timetable_and_report_say_the_same_while_a_meeting_runs(
    sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    browser = signed_in(officer)
    assert "1 dari 2 sesi terlaksana; 1 dari 1 kehadiran" in browser.get(f"{DESK}pelatihan/").content.decode()
    report = browser.get(f"{DESK}laporan/").context["report"]
    assert [(each.held, each.meetings) for each in report.attendance] == [(1, 2)]
