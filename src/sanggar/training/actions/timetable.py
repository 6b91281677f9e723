"""Writes: a meeting is moved, given to another trainer, called off or held after all, and whom it concerns is told.

The letters are queued in the same commit: they are promised with the change, or not at all.
"""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account
from sanggar.planning import actions as planning
from sanggar.planning.models import Cohort, Meeting, MeetingChange
from sanggar.training.letters import tell_participant_of_change, tell_trainer_of_change
from sanggar.training.models import Module, ModuleMeeting
from sanggar.training.queries.timetable import is_told, participants_told, trainers_told


class Substitute(TypedDict):
    trainer_name: str
    trainer: Account | None
    reason: str


class MeetingHeld(DomainError):
    code = "meeting_held"
    message = _(
        "Presensi sesi “%(topic)s” sudah dicatat, jadi sesi itu terlaksana dan tidak dapat dipindah atau dibatalkan."
    )


@transaction.atomic
def add_meeting(
    cohort: Cohort, *, by: Actor, at: datetime, module: Module | None = None, **fields: Unpack[planning.MeetingFields]
) -> Meeting:
    """A meeting of the plan, with the module it teaches where that is known already."""
    meeting = planning.add_meeting(cohort, by=by, at=at, **fields)
    if module:
        ModuleMeeting.objects.create(module=module, meeting=meeting)
        details = {"meeting": meeting.pk}
        record("training.change_module", module, by=by, at=at, place=module.programme.place, details=details)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, by: Actor, at: datetime, seen: int, **changes: Any) -> MeetingChange | None:
    """Another time or place. What nobody needs to be told, such as a better topic, or at which of two times that are
    both past a meeting was held, sends no letter and gives no step to look at.
    """
    step = planning.change_meeting(meeting, by=by, at=at, seen=seen, **changes)
    if step is None:
        return None
    _refuse_held(meeting)
    if step.starts_at != meeting.starts_at and max(step.starts_at, meeting.starts_at) <= at:
        return None
    _tell_all(step)
    return step


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> MeetingChange:
    """Nobody is told of one that is over: it is a correction of the plan, and changes nobody's day."""
    step = planning.cancel_meeting(meeting, reason=reason, by=by, at=at, seen=seen)
    _refuse_held(meeting)
    if is_told(step):
        _tell_all(step)
    return step


@transaction.atomic
def revive_meeting(meeting: Meeting, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> MeetingChange:
    """What was called off is held after all; whoever was told that it is not hears of it again."""
    step = planning.revive_meeting(meeting, reason=reason, by=by, at=at, seen=seen)
    _tell_all(step)
    return step


@transaction.atomic
def substitute_trainer(
    meeting: Meeting, *, by: Actor, at: datetime, seen: int | None = None, **given: Unpack[Substitute]
) -> MeetingChange:
    """Also afterwards, when somebody else turned out to have taught. Both trainers are told, participants see it."""
    step = planning.substitute_trainer(meeting, by=by, at=at, seen=seen, **given)
    for account in trainers_told(step):
        tell_trainer_of_change.enqueue(step.pk, account.pk)
    return step


def _refuse_held(meeting: Meeting) -> None:
    """Behind the change, which holds the row that everyone takes who records presence."""
    if meeting.attendance.exists():
        raise MeetingHeld(topic=meeting.topic)


def _tell_all(step: MeetingChange) -> None:
    for enrolment in participants_told(step.meeting):
        tell_participant_of_change.enqueue(step.pk, enrolment.pk)
    for account in trainers_told(step):
        tell_trainer_of_change.enqueue(step.pk, account.pk)
