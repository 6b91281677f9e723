"""The overdue alert: right to the day, in the office's zone, and never about what has ended."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.planning import make_programme
from factories.training import make_cohort_of, make_enrolment
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.queries.rhythm import days_late, due_on
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def at(day: int, hour: int = 12) -> datetime:
    """A moment in November 2026, where the office is."""
    return datetime(2026, 11, day, hour, tzinfo=WIB)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Began on 2 November 2026; the programme's rhythm is 14 days."""
    with time_machine.travel(at(2), tick=False):
        return make_pair(make_enrolment(make_cohort_of(programme)), make_mentor(programme))


def test_the_due_day_is_the_last_contact_plus_the_rhythm() -> None:
    assert due_on(date(2026, 11, 2), 14) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(2), 0),
        (at(16, hour=23), 0),
        (at(17, hour=0), 1),
        (at(30), 14),
    ],
)
def test_late_begins_at_midnight_after_the_due_day_where_the_office_is(moment: datetime, late: int) -> None:
    assert days_late(date(2026, 11, 2), 14, moment) == late


@pytest.mark.parametrize(("moment", "overdue"), [(at(9, hour=23), 0), (at(10, hour=0), 1)])
def test_a_pair_without_contact_is_overdue_after_the_days_for_a_first(
    pair: Mentorship, programme: Programme, moment: datetime, overdue: int
) -> None:
    assert queries.overdue_mentorships(programme, moment).count() == overdue


def test_the_list_and_the_single_pair_agree_on_every_day(pair: Mentorship, programme: Programme) -> None:
    for spoken in (False, True):
        if spoken:
            with time_machine.travel(at(5), tick=False):
                make_contact(pair)
        for day in range(5, 31):
            (row,) = queries.pairs_of(programme)
            listed = queries.overdue_mentorships(programme, at(day)).exists()
            assert queries.rhythm_of(row, at(day)).is_awaited == listed, day


def test_a_contact_starts_the_rhythm_anew(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(10), tick=False):
        make_contact(pair)
    (row,) = queries.pairs_of(programme)
    rhythm = queries.rhythm_of(row, at(20))
    assert (rhythm.last_on, rhythm.due_on, rhythm.days_late) == (date(2026, 11, 10), date(2026, 11, 24), 0)


def test_a_voided_contact_no_longer_quiets_the_alert(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(10), tick=False):
        contact = make_contact(pair)
    assert queries.overdue_mentorships(programme, at(18)).count() == 0
    actions.void_contact(contact, reason="salah orang", by=SETUP, at=at(11))
    assert queries.overdue_mentorships(programme, at(18)).count() == 1


def test_what_the_participant_says_never_was_quiets_no_alert(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(16), tick=False):
        contact = make_contact(pair)
    assert queries.overdue_mentorships(programme, at(18)).count() == 0
    actions.dispute_contact(contact, word="Tidak pernah.", by=SETUP, at=at(17))
    assert queries.overdue_mentorships(programme, at(18)).count() == 1
    assert queries.rhythm_of(queries.mentorships_of(pair.mentor.account).get(), at(18)).last_on is None


def test_what_has_ended_is_never_late(pair: Mentorship, programme: Programme) -> None:
    actions.end_mentorship(pair, outcome="stopped", reason="pindah kota", by=SETUP, at=at(3))
    (row,) = queries.pairs_of(programme)
    assert queries.rhythm_of(row, at(30)).days_late == 0
    assert queries.overdue_mentorships(programme, at(30)).count() == 0


def test_the_longest_silence_stands_on_top(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(5), tick=False):
        later = make_pair(make_enrolment(pair.enrolment.cohort), pair.mentor)
    assert list(queries.overdue_mentorships(programme, at(30))) == [pair, later]


def test_another_programmes_silence_is_not_ours(pair: Mentorship, programme: Programme) -> None:
    other = make_programme(programme.organisation, "program-lain")
    assert queries.overdue_mentorships(other, at(30)).count() == 0
    assert queries.overdue_mentorships(programme, at(30)).count() == 1
