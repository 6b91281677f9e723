"""Goals with their steps: written by mentor and office, seen by the participant, counted, in the record, and handed
over with the goal.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.documents.records import participant_data
from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.pages.milestones import goal_rows
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import set_goal, set_milestone
from sanggar.training.models import Goal, Milestone

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=5)


@pytest.fixture
def goal(pair: Mentorship) -> Goal:
    return set_goal(pair.enrolment, text="Empat video", **act())


@pytest.fixture(params=["mentor", "desk"])
def writer(request: pytest.FixtureRequest, pair: Mentorship, officer: Account, signed_in: SignIn) -> tuple[Client, str]:
    programme = pair.mentor.programme
    if request.param == "mentor":
        return signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/"
    return signed_in(officer), f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"


def test_steps_are_set_reached_and_counted(
    writer: tuple[Client, str], pair: Mentorship, goal: Goal, client: Client
) -> None:
    by, home = writer
    due = (clock.today() + timedelta(days=7)).isoformat()
    for text in ("Video pertama", "Video kedua"):
        assert by.post(f"{home}tujuan/{goal.pk}/tahap/", sent(text=text, due_on=due)).status_code == 302
    first = Milestone.objects.first()
    assert first is not None
    today = clock.today().isoformat()
    assert by.post(f"{home}tahap/{first.pk}/", sent(reached_on=today)).status_code == 302
    assert "1 dari 2 tahap tercapai" in by.get(home).content.decode()
    application = pair.enrolment.application
    own = client.get(f"/lamaran/{application.receipt}/{application.token}/pendampingan/").content.decode()
    assert ("1 dari 2 tahap tercapai" in own, "Video kedua" in own, "Tandai tercapai" in own) == (True, True, False)


def test_another_participants_goal_and_step_are_not_there(
    writer: tuple[Client, str], pair: Mentorship, programme: Programme
) -> None:
    by, home = writer
    other = set_goal(make_enrolment(pair.enrolment.cohort), text="Milik orang lain", **act())
    step = set_milestone(other, text="Video pertama", **act())
    assert by.get(f"{home}tujuan/{other.pk}/tahap/").status_code == 404
    assert by.post(f"{home}tahap/{step.pk}/", sent(reached_on=clock.today().isoformat())).status_code == 404


def test_steps_stand_in_the_record_and_go_along_to_the_next_mentor(pair: Mentorship, goal: Goal) -> None:
    step = set_milestone(goal, text="Video pertama", **act())
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    rows = participant_data(pair.enrolment, at=clock.now())["parts"][1]["rows"]
    assert rows == [["Empat video", "", "Berjalan, 0 dari 1 tahap", ""], ["– Video pertama", "", "Belum", ""]]
    assert [row["steps"][0]["step"] for row in goal_rows(pair.enrolment, None)] == [step]


def test_steps_cost_no_query_a_goal(pair: Mentorship, django_assert_num_queries: Any) -> None:
    for number in range(3):
        set_milestone(set_goal(pair.enrolment, text=f"Tujuan {number}", **act()), text="Tahap", **act())
    with django_assert_num_queries(2):
        assert len(goal_rows(pair.enrolment, None)) == 3
