"""The steps to a goal: set while it is open, reached once, counted, and the participant's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.training.actions import (
    GoalAlreadySettled,
    GoalDuePast,
    MilestoneReached,
    ReachedInFuture,
    reach_milestone,
    set_goal,
    set_milestone,
    settle_goal,
)
from sanggar.training.models import Goal, Milestone

pytestmark = pytest.mark.django_db


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def goal(programme: Programme) -> Goal:
    return set_goal(make_enrolment(make_cohort_of(programme), "Sulastri"), text="Empat video", **act())


def test_a_step_is_reached_once_on_a_day_that_has_come(goal: Goal) -> None:
    step, today = set_milestone(goal, text="Video pertama", **act()), clock.today()
    with pytest.raises(ReachedInFuture), transaction.atomic():
        reach_milestone(step, reached_on=today + timedelta(days=1), **act())
    reach_milestone(step, reached_on=today - timedelta(days=3), **act())
    with pytest.raises(MilestoneReached):
        reach_milestone(step, reached_on=today, **act())
    assert (step.reached_on, step.reached_by) == (today - timedelta(days=3), SETUP.label)


def test_a_step_lies_ahead_and_belongs_to_an_open_goal(goal: Goal) -> None:
    with pytest.raises(GoalDuePast), transaction.atomic():
        set_milestone(goal, text="Video pertama", due_on=clock.today() - timedelta(days=1), **act())
    step = set_milestone(goal, text="Video pertama", due_on=clock.today(), **act())
    settle_goal(goal, result="partly", **act())
    with pytest.raises(GoalAlreadySettled), transaction.atomic():
        set_milestone(goal, text="Video kedua", **act())
    with pytest.raises(GoalAlreadySettled):
        reach_milestone(step, reached_on=clock.today(), **act())


@pytest.mark.parametrize("half", [{"text": ""}, {"reached_by": "siapa"}, {"reached_on": "2026-01-01"}])
def test_the_database_holds_no_half_reached_step(goal: Goal, half: dict[str, Any]) -> None:
    step = set_milestone(goal, text="Video pertama", **act())
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=step.pk).update(**half)
