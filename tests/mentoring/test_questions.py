"""A question that a mentor has not answered is no pair yet: it is withdrawn, not closed, and stands in no figure."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.documents.records import mentor_data, participant_data
from sanggar.mentoring.models import Mentor, Mentorship
from sanggar.mentoring.refusals import NotInThisState
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import set_goal
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def yudi(programme: Programme) -> Mentor:
    return make_mentor(programme, "Yudi")


@pytest.fixture
def sulastri(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def asked(sulastri: Enrolment, maya: Mentor) -> Mentorship:
    return actions.propose_mentor(sulastri, maya, **act())


def test_the_office_asks_one_mentor_about_one_participant(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    sulastri, maya = make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme)
    at = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/tanpa-pendamping/{sulastri.pk}/"
    sent = {"mentor": maya.pk, "ask_first": "on", "once": str(uuid.uuid4())}
    answer = signed_in(officer).post(at, sent, follow=True)
    assert "Pendamping ditanya." in answer.content.decode()
    assert [(each.mentor, each.state) for each in sulastri.mentorships.all()] == [(maya, "proposed")]


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def test_the_office_withdraws_it_with_a_reason_and_the_goals_stay_open(
    asked: Mentorship, desk: str, officer: Account, signed_in: SignIn
) -> None:
    goal = set_goal(asked.enrolment, text="Satu video", **act())
    client = signed_in(officer)
    assert "Tarik pertanyaan" in client.get(f"{desk}{asked.pk}/").content.decode()
    assert "Satu video" not in client.get(f"{desk}{asked.pk}/akhiri/").content.decode()
    assert client.post(f"{desk}{asked.pk}/akhiri/", sent(reason="Terlalu lama.")).status_code == 302
    asked.refresh_from_db()
    goal.refresh_from_db()
    assert (asked.outcome, asked.end_reason, goal.settled_at) == ("withdrawn", "Terlalu lama.", None)


def test_what_never_ran_is_not_closed_and_what_runs_is_not_withdrawn(asked: Mentorship) -> None:
    with pytest.raises(NotInThisState), transaction.atomic():
        actions.close_mentorship(asked, outcome="finished", reason="x", **act())
    actions.accept_mentorship(asked, **act())
    with pytest.raises(NotInThisState), transaction.atomic():
        actions.end_mentorship(asked, outcome="withdrawn", reason="x", **act())
    asked.refresh_from_db()
    assert asked.is_active


def test_another_in_the_stead_of_who_has_not_answered_is_the_first_mentor(
    asked: Mentorship, yudi: Mentor, desk: str, officer: Account, signed_in: SignIn
) -> None:
    page = f"{desk}{asked.pk}/alihkan/"
    assert signed_in(officer).post(page, sent(mentor=yudi.pk, note="Terlalu lama.")).status_code == 302
    asked.refresh_from_db()
    now = queries.open_mentorship(asked.enrolment)
    assert now is not None
    assert (asked.outcome, now.mentor, now.previous) == ("withdrawn", yudi, None)
    asked.mentor.refresh_from_db()
    assert asked.mentor.assigned == 0


def test_who_falls_away_is_asked_no_more(asked: Mentorship, maya: Mentor, yudi: Mentor) -> None:
    running = make_pair(make_enrolment(asked.enrolment.cohort, "Budi"), maya)
    found = queries.rematch_of(maya)
    assert (found.questions, [pair for pair, _to in found.moves]) == ((asked,), [running])
    assert actions.rematch(maya, found.digest, note="Sakit.", **act()) == 1
    asked.refresh_from_db()
    maya.refresh_from_db()
    assert (asked.outcome, maya.assigned, yudi.mentorships.count()) == ("withdrawn", 0, 1)
    assert list(queries.unassigned_enrolments(maya.programme)) == [asked.enrolment]


def test_a_mentor_with_questions_alone_falls_away_too(
    asked: Mentorship, maya: Mentor, desk: str, officer: Account, signed_in: SignIn
) -> None:
    page, digest = f"{desk}pendamping/{maya.pk}/alihkan-semua/", queries.rematch_of(maya).digest
    client = signed_in(officer)
    assert "Pertanyaan yang belum dijawab ikut ditarik" in client.get(page).content.decode()
    assert client.post(page, sent(digest=digest, note="Sakit.")).status_code == 302
    asked.refresh_from_db()
    assert asked.outcome == "withdrawn"


def test_why_one_said_no_is_not_read_by_the_next(
    asked: Mentorship, yudi: Mentor, desk: str, officer: Account, signed_in: SignIn
) -> None:
    actions.decline_mentorship(asked, reason="Kami pernah berselisih.", by=asked.mentor.account.actor, at=clock.now())
    pair = make_pair(asked.enrolment, yudi)
    make_contact(pair)
    moved = actions.hand_over(pair, make_mentor(yudi.programme, "Adi"), note="Suka memasak.", **act())
    shown = signed_in(moved.mentor.account).get(f"/saya/pendampingan/{moved.pk}/").content.decode()
    assert ("berselisih" in shown, "Suka memasak." in shown) == (False, True)
    assert "berselisih" in signed_in(officer).get(f"{desk}{moved.pk}/").content.decode()


def test_papers_and_figures_know_who_was_accompanied_alone(asked: Mentorship, maya: Mentor, yudi: Mentor) -> None:
    other = actions.propose_mentor(make_enrolment(asked.enrolment.cohort), maya, **act())
    actions.decline_mentorship(other, reason="Sibuk.", by=maya.account.actor, at=clock.now())
    assert queries.mentor_figures(maya.programme, clock.now()) == {}
    actions.end_mentorship(asked, outcome="withdrawn", reason="Lama.", **act())
    make_pair(asked.enrolment, yudi)
    assert mentor_data(maya, at=clock.now())["parts"][0]["rows"] == []
    assert [row[0] for row in participant_data(asked.enrolment, at=clock.now())["parts"][0]["rows"]] == ["Yudi"]
    assert {key: figures.people for key, figures in queries.mentor_figures(maya.programme, clock.now()).items()} == {
        yudi.pk: 1
    }
