"""Whose presence is falling, by a rule that people can read."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment, PresenceRule
from sanggar.training.queries import falling_presence, presence_rule

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


def came(cohort: Cohort, name: str, days_ago: int = 60) -> Enrolment:
    return make_enrolment(cohort, name, at=clock.now() - timedelta(days=days_ago))


def hold(cohort: Cohort, days_ago: float, presences: dict[Enrolment, str]) -> Meeting:
    meeting = make_meeting(cohort, in_days=-days_ago)
    rows = {who.pk: presence for who, presence in presences.items()}
    actions.record_roster(meeting, rows, by=SETUP, at=clock.now())
    return meeting


def names(programme: Programme) -> list[str]:
    return [each.enrolment.person.name for each in falling_presence(programme, clock.now())]


def rule(programme: Programme, in_a_row: int, percent: int) -> None:
    asked = {"missed_in_a_row": in_a_row, "below_percent": percent}
    actions.set_presence_rule(programme, **asked, by=SETUP, at=clock.now())


def test_two_meetings_in_a_row_whatever_the_reason(programme: Programme, cohort: Cohort) -> None:
    steady, ill, absent, back = (came(cohort, name) for name in ("Ani", "Budi", "Citra", "Dodi"))
    hold(cohort, 9, {steady: "present", ill: "present", absent: "present", back: "absent"})
    hold(cohort, 5, {steady: "present", ill: "ill", absent: "absent", back: "absent"})
    last = hold(cohort, 2, {steady: "present", ill: "excused", absent: "absent", back: "present"})
    rule(programme, 2, 0)
    found = falling_presence(programme, clock.now())
    assert [(each.enrolment, each.missed, each.latest) for each in found] == [(ill, 2, last), (absent, 2, last)]
    assert found[0].detail.startswith("Tidak hadir 2 sesi berturut-turut, terakhir ")


def test_a_meeting_that_says_nothing_of_someone_neither_makes_nor_ends_a_row(
    programme: Programme, cohort: Cohort
) -> None:
    forgotten, steady, other = (came(cohort, name) for name in ("Ani", "Budi", "Citra"))
    rule(programme, 2, 0)
    hold(cohort, 9, {forgotten: "absent", steady: "present", other: "present"})
    hold(cohort, 5, {other: "present"})
    assert names(programme) == []
    hold(cohort, 2, {forgotten: "absent", steady: "absent", other: "present"})
    assert names(programme) == ["Ani"]


def test_a_rate_below_the_percentage_once_three_meetings_were_held(programme: Programme, cohort: Cohort) -> None:
    steady, falling = came(cohort, "Ani"), came(cohort, "Budi")
    rule(programme, 0, 75)
    hold(cohort, 9, {steady: "present", falling: "absent"})
    hold(cohort, 6, {steady: "present", falling: "present"})
    assert names(programme) == []
    hold(cohort, 3, {steady: "present", falling: "present"})
    (found,) = falling_presence(programme, clock.now())
    assert (found.enrolment, found.detail) == (falling, "Kehadiran 66% (2 dari 3 sesi), di bawah 75%.")


def test_the_defaults_stand_until_the_office_says_otherwise(programme: Programme, cohort: Cohort) -> None:
    asked = presence_rule(programme)
    assert (asked.missed_in_a_row, asked.below_percent, PresenceRule.objects.count()) == (2, 75, 0)
    who, other = came(cohort, "Ani"), came(cohort, "Budi")
    for days_ago in (8, 4):
        hold(cohort, days_ago, {who: "absent", other: "present"})
    assert names(programme) == ["Ani"]
    rule(programme, 3, 0)
    assert names(programme) == []


def test_meetings_before_someone_came_and_a_list_still_being_filled_are_no_row(
    programme: Programme, cohort: Cohort
) -> None:
    rule(programme, 1, 0)
    early = came(cohort, "Ani")
    hold(cohort, 9, {early: "present"})
    came(cohort, "Budi", days_ago=5)
    hold(cohort, 0, {early: "present"})
    assert names(programme) == []


def test_who_left_is_called_no_more(programme: Programme, cohort: Cohort) -> None:
    who, other = came(cohort, "Ani"), came(cohort, "Budi")
    for days_ago in (8, 4):
        hold(cohort, days_ago, {who: "absent", other: "present"})
    actions.leave(who, "withdrawn", reason="Bekerja", by=SETUP, at=clock.now())
    assert names(programme) == []


def test_more_people_need_no_more_questions_to_the_database(programme: Programme, cohort: Cohort) -> None:
    people = [came(cohort, f"Orang {number}") for number in range(2)]
    hold(cohort, 4, dict.fromkeys(people, "absent"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            falling_presence(programme, clock.now())
        return len(queries)

    few = asked()
    hold(cohort, 3, {came(cohort, f"Lain {number}"): "absent" for number in range(6)})
    assert asked() == few


def test_the_database_refuses_a_rule_that_looks_at_nothing_or_beyond_sense(programme: Programme) -> None:
    for in_a_row, percent in ((0, 0), (21, 0), (2, 101)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PresenceRule.objects.create(programme=programme, missed_in_a_row=in_a_row, below_percent=percent)


# --- the pages --------------------------------------------------------------------------------------------------------
def test_the_page_says_the_rule_who_and_why_and_the_officer_changes_it(
    programme: Programme, cohort: Cohort, officer: Account, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    who, other = came(cohort, "Sulastri"), came(cohort, "Budi")
    for days_ago in (8, 4):
        hold(cohort, days_ago, {who: "absent", other: "present"})
    args = [programme.organisation.slug, programme.slug]
    at, change = reverse("training:falling", args=args), reverse("training:change_presence_rule", args=args)
    page = signed_in(officer).get(at).content.decode()
    rule_told = "tidak hadir 2 sesi berturut-turut atau kehadirannya di bawah 75% setelah tiga sesi."
    assert (rule_told in page, "Sulastri" in page, "Budi" in page) == (True, True, False)
    sheet = signed_in(officer).get(at, {"format": "csv"}).content.decode()
    assert ("Tidak hadir 2 sesi berturut-turut" in sheet, "Budi" in sheet) == (True, False)
    statuses = [(signed_in(each).get(at).status_code, signed_in(each).get(change).status_code) for each in (inspector,)]
    assert statuses == [(200, 403)]
    assert signed_in(stranger).get(at).status_code == 404
    nothing = {"once": uuid.uuid4(), "missed_in_a_row": 0, "below_percent": 0}
    refused = signed_in(officer).post(change, nothing)
    assert (refused.status_code, "Isi paling sedikit satu" in refused.content.decode()) == (422, True)
    sent = {"once": uuid.uuid4(), "missed_in_a_row": 3, "below_percent": 0}
    assert signed_in(officer).post(change, sent).status_code == 302
    assert "tidak hadir 3 sesi berturut-turut." in signed_in(officer).get(at).content.decode()
