"""Writes on the steps to a participant's goals."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.errors import DomainError
from sanggar.training.actions.goals import require_coming, settled
from sanggar.training.models import Goal, Milestone


class MilestoneReached(DomainError):
    code = "milestone_reached"
    message = _("Tahap ini sudah ditandai tercapai pada %(date)s.")


class ReachedInFuture(DomainError):
    code = "reached_in_future"
    message = _("Tahap ditandai setelah tercapai: tanggalnya paling akhir hari ini.")


@transaction.atomic
def set_milestone(goal: Goal, *, text: str, by: Actor, at: datetime, due_on: date | None = None) -> Milestone:
    """A step to a goal that is still open. Raises `GoalAlreadySettled`, and `GoalDuePast` for a day that has passed."""
    require_coming(due_on, at)
    _require_open(goal)
    made = goal.milestones.create(text=text, due_on=due_on, set_at=at, set_by=by.label)
    _record("training.set_milestone", made, by, at)
    return made


@transaction.atomic
def reach_milestone(milestone: Milestone, *, reached_on: date, by: Actor, at: datetime) -> None:
    """Say on which day it was reached, once. Raises `MilestoneReached`, `ReachedInFuture` or `GoalAlreadySettled`."""
    if reached_on > local_date(at, clock.office_zone()):
        raise ReachedInFuture(field="reached_on")
    _require_open(milestone.goal)
    standing = Milestone.objects.filter(pk=milestone.pk, reached_on=None)
    changed = standing.update(reached_on=reached_on, reached_by=by.label)
    milestone.refresh_from_db()
    if not changed:
        assert milestone.reached_on is not None
        raise MilestoneReached(date=plain_date(milestone.reached_on))
    _record("training.reach_milestone", milestone, by, at)


def _require_open(goal: Goal) -> None:
    """Held, so that nobody settles it in the same moment."""
    held = Goal.objects.select_for_update(of=("self",), no_key=True).get(pk=goal.pk)
    if not held.is_open:
        raise settled(goal)


def _record(verb: str, milestone: Milestone, by: Actor, at: datetime) -> None:
    enrolment = milestone.goal.enrolment
    details = {"goal": milestone.goal_id, "milestone": milestone.pk}
    record(verb, enrolment, by=by, at=at, place=enrolment.stage.programme.place, details=details)
