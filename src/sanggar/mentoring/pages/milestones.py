"""The steps to a participant's goals: written down by mentor or office, read by the participant too."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.pages.entry_forms import MilestoneForm, ReachForm
from sanggar.training import actions as training
from sanggar.training.models import Enrolment, Goal, Milestone

RESULT_TONES = {"reached": "good", "partly": "good", "not": "idle", "dropped": "idle"}


@dataclass(frozen=True, slots=True)
class GoalPages:
    """Where results and steps are written down, by the number of the goal or the step."""

    settle: Callable[[int], str]
    add: Callable[[int], str]
    reach: Callable[[int], str]


def pages_of_mentor(pair: Mentorship) -> GoalPages:
    return GoalPages(
        settle=lambda goal: reverse("my_goal_result", args=[pair.pk, goal]),
        add=lambda goal: reverse("my_milestone", args=[pair.pk, goal]),
        reach=lambda step: reverse("my_reached", args=[pair.pk, step]),
    )


def pages_at_desk(pair: Mentorship) -> GoalPages:
    programme = pair.mentor.programme
    place = [programme.organisation.slug, programme.slug, pair.pk]
    return GoalPages(
        settle=lambda goal: reverse("mentoring:settle_goal", args=[*place, goal]),
        add=lambda goal: reverse("mentoring:add_milestone", args=[*place, goal]),
        reach=lambda step: reverse("mentoring:reach_milestone", args=[*place, step]),
    )


def goal_rows(enrolment: Enrolment, pages: GoalPages | None) -> list[dict[str, Any]]:
    """Each goal with its steps and what stands beside it; `pages` are for who writes, None for who only reads."""
    return [
        {
            "goal": goal,
            "note": _goal_note(goal),
            "tone": RESULT_TONES.get(goal.result, "now"),
            "address": pages.settle(goal.pk) if pages and goal.is_open else "",
            "add": pages.add(goal.pk) if pages and goal.is_open else "",
            "steps": [_step_row(step, goal, pages) for step in goal.milestones.all()],
        }
        for goal in enrolment.goals.prefetch_related("milestones")
    ]


def milestone_entry(pair: Mentorship, goal: int, data: Any) -> tuple[MilestoneForm, Callable[..., object], Goal]:
    """The form for a step to a goal of this pair's participant, and the act."""
    rows = pair.enrolment.goals.select_related("enrolment__stage__programme__organisation")
    found = get_object_or_404(rows, pk=goal)
    return MilestoneForm(data), partial(training.set_milestone, found), found


def reached_entry(pair: Mentorship, milestone: int, data: Any) -> tuple[ReachForm, Callable[..., object], Milestone]:
    rows = Milestone.objects.select_related("goal__enrolment__stage__programme__organisation")
    found = get_object_or_404(rows, pk=milestone, goal__enrolment=pair.enrolment_id)
    return ReachForm(data), partial(training.reach_milestone, found), found


def _step_row(step: Milestone, goal: Goal, pages: GoalPages | None) -> dict[str, Any]:
    if step.reached_on:
        note = _("Tercapai %(date)s") % {"date": plain_date(step.reached_on)}
    else:
        note = _("Paling lambat %(date)s") % {"date": plain_date(step.due_on)} if step.due_on else ""
    may_reach = pages and goal.is_open and not step.reached_on
    return {"step": step, "note": note, "address": pages.reach(step.pk) if pages and may_reach else ""}


def _goal_note(goal: Goal) -> str:
    """How many of its steps are reached; and how it came out, or by when it is to."""
    steps = list(goal.milestones.all())
    reached = sum(step.reached_on is not None for step in steps)
    counted = (
        _("%(reached)d dari %(count)d tahap tercapai") % {"reached": reached, "count": len(steps)} if steps else ""
    )
    return " · ".join(filter(None, (counted, _time_note(goal))))


def _time_note(goal: Goal) -> str:
    if goal.settled_at:
        day = plain_date(goal.settled_at, clock.office_zone())
        return f"{day}: {goal.note}" if goal.note else day
    return _("Paling lambat %(date)s") % {"date": plain_date(goal.due_on)} if goal.due_on else ""
