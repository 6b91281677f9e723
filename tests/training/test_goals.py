"""A participant's own goals: set while they take part, settled once, and theirs whoever accompanies them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.people import SETUP, make_account
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.training.actions import (
    EnrolmentOver,
    GoalAlreadySettled,
    GoalDuePast,
    change_goal,
    leave,
    set_goal,
    settle_goal,
)
from sanggar.training.models import Enrolment, Goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.mark.parametrize("result", ["reached", "partly", "not", "dropped"])
def test_a_goal_is_settled_once(enrolment: Enrolment, result: str) -> None:
    goal = set_goal(enrolment, text="Terbit satu video", **act())
    settle_goal(goal, result=result, note="Sampai di sini.", **act())
    with pytest.raises(GoalAlreadySettled):
        settle_goal(goal, result="reached", **act())
    goal.refresh_from_db()
    assert (goal.result, goal.note, goal.settled_by, goal.is_open) == (result, "Sampai di sini.", SETUP.label, False)


def test_who_left_sets_no_new_goal_but_an_old_one_can_be_settled(enrolment: Enrolment) -> None:
    goal = set_goal(enrolment, text="Terbit satu video", **act())
    leave(enrolment, "withdrawn", reason="pindah kota", **act())
    with pytest.raises(EnrolmentOver), transaction.atomic():
        set_goal(enrolment, text="Lagi", **act())
    settle_goal(goal, result="dropped", **act())
    assert [each.result for each in enrolment.goals.all()] == ["dropped"]


def test_an_open_goal_may_be_said_better_and_its_day_is_to_come(enrolment: Enrolment) -> None:
    today = clock.today()
    with pytest.raises(GoalDuePast):
        set_goal(enrolment, text="Terbit satu video", due_on=today - timedelta(days=1), **act())
    goal = set_goal(enrolment, text="Terbit satu video", due_on=today, **act())
    change_goal(goal, text="Terbit dua video", due_on=today + timedelta(days=9), **act())
    assert (goal.text, goal.due_on) == ("Terbit dua video", today + timedelta(days=9))
    settle_goal(goal, result="dropped", **act())
    with pytest.raises(GoalAlreadySettled):
        change_goal(goal, text="Lagi", due_on=None, **act())


def test_a_participant_changes_and_drops_their_own_goal_alone(
    enrolment: Enrolment, office: Organisation, signed_in: SignIn
) -> None:
    enrolment.person.account = make_account("Sulastri", Role.PARTICIPANT, office)
    enrolment.person.save()
    goal = set_goal(enrolment, text="Terbit satu video", **act())
    other = set_goal(make_enrolment(enrolment.cohort), text="Milik orang lain", **act())
    browser, page = signed_in(enrolment.person.account), f"/saya/kepesertaan/{enrolment.pk}/awal/tujuan/"
    assert f'href="{page}{goal.pk}/"' in browser.get(page).content.decode()
    assert browser.get(f"{page}{other.pk}/").status_code == 404
    browser.post(f"{page}{goal.pk}/", {"text": "Terbit dua video", "once": str(uuid.uuid4())})
    browser.post(f"{page}{goal.pk}/lepas/", {"once": str(uuid.uuid4())})
    goal.refresh_from_db()
    assert (goal.text, goal.result) == ("Terbit dua video", "dropped")
    assert browser.get(f"{page}{goal.pk}/").status_code == 404


@pytest.mark.parametrize("half", [{"result": "reached"}, {"settled_by": "siapa"}, {"note": "catatan"}, {"text": ""}])
def test_the_database_holds_no_half_settled_goal(enrolment: Enrolment, half: dict[str, Any]) -> None:
    goal = set_goal(enrolment, text="Terbit satu video", **act())
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**half)
