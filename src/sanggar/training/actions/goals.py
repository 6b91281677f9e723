"""Writes on a participant's goals."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.training.actions.enrolments import EnrolmentOver
from sanggar.training.models import SEATED, Enrolment, Goal, GoalResult


class GoalAlreadySettled(DomainError):
    code = "goal_already_settled"
    message = _("Tujuan ini sudah ditandai “%(result)s”.")


class GoalDuePast(DomainError):
    code = "goal_due_past"
    message = _("Hari itu sudah lewat. Pilih hari yang akan datang, atau kosongkan.")


@transaction.atomic
def set_goal(enrolment: Enrolment, *, text: str, by: Actor, at: datetime, due_on: date | None = None) -> Goal:
    """Raises `GoalDuePast`, and `EnrolmentOver` for who does not take part any more."""
    require_coming(due_on, at)
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment.pk, state__in=SEATED)
    if not list(held.values_list("pk")):
        enrolment.refresh_from_db()
        raise EnrolmentOver(state=enrolment.get_state_display())
    goal = enrolment.goals.create(text=text, due_on=due_on, set_at=at, set_by=by.label)
    place = enrolment.stage.programme.place
    record("training.set_goal", enrolment, by=by, at=at, place=place, details={"goal": goal.pk})
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, text: str, due_on: date | None, by: Actor, at: datetime) -> None:
    """Say it better, or give it another day, while it is open. Raises `GoalAlreadySettled` or `GoalDuePast`."""
    before = {"text": goal.text, "due_on": goal.due_on and goal.due_on.isoformat()}
    if due_on != goal.due_on:
        require_coming(due_on, at)
    if not Goal.objects.filter(pk=goal.pk, settled_at=None).update(text=text, due_on=due_on):
        raise settled(goal)
    goal.refresh_from_db()
    enrolment = goal.enrolment
    place, details = enrolment.stage.programme.place, {"goal": goal.pk}
    record("training.change_goal", enrolment, by=by, at=at, place=place, details=details, personal=before)


@transaction.atomic
def settle_goal(goal: Goal, *, result: str, by: Actor, at: datetime, note: str = "") -> None:
    """Say how a goal came out, once; also after the training has ended. Raises `GoalAlreadySettled`."""
    result = GoalResult(result)
    standing = Goal.objects.filter(pk=goal.pk, settled_at=None)
    if not standing.update(settled_at=at, settled_by=by.label, result=result, note=note):
        raise settled(goal)
    goal.refresh_from_db()
    enrolment = goal.enrolment
    details = {"goal": goal.pk, "result": result}
    place = enrolment.stage.programme.place
    record("training.settle_goal", enrolment, by=by, at=at, place=place, details=details)


def require_coming(due_on: date | None, at: datetime) -> None:
    """Raises `GoalDuePast`."""
    if due_on and due_on < local_date(at, clock.office_zone()):
        raise GoalDuePast(field="due_on")


def settled(goal: Goal) -> GoalAlreadySettled:
    """The refusal, with how the goal came out."""
    goal.refresh_from_db()
    return GoalAlreadySettled(result=goal.get_result_display())
