"""A participant's own goals: set while they take part, settled once, and theirs whoever accompanies them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.training.actions import EnrolmentOver, GoalAlreadySettled, leave, set_goal, settle_goal
from sanggar.training.models import Enrolment, Goal

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("half", [{"result": "reached"}, {"settled_by": "siapa"}, {"note": "catatan"}, {"text": ""}])
def test_the_database_holds_no_half_settled_goal(enrolment: Enrolment, half: dict[str, Any]) -> None:
    goal = set_goal(enrolment, text="Terbit satu video", **act())
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**half)
