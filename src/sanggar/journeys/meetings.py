"""A meeting is added, moved, held after all or given to another trainer, and mentoring hears of the talks it hits.

A talk is not booked onto a meeting; a meeting may be put onto a talk, for a class of many can not wait for two. Then
both sides of the talk are told in the same commit, and whoever adds the meeting says that they saw it. Of a talk and a
meeting at the very same moment the later one waits for the earlier, and sees it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.mentoring.actions import hold_hours
from sanggar.mentoring.meeting_letters import tell_mentor_of_meeting, tell_participant_of_meeting
from sanggar.mentoring.models import Talk
from sanggar.mentoring.queries import talks_during, talks_with
from sanggar.people.models import Person
from sanggar.planning.models import ChangeKind, Cohort, Meeting, MeetingChange
from sanggar.training import actions as training
from sanggar.training.queries import participants_told


class MeetingDuringTalks(DomainError):
    code = "meeting_during_talks"
    message = _("Pada waktu itu ada %(count)d janji pendampingan: %(who)s. Pilih waktu lain, atau centang kotak ini.")


@transaction.atomic
def add_meeting(cohort: Cohort, *, by: Actor, at: datetime, despite_talks: bool = False, **fields: Any) -> Meeting:
    meeting = training.add_meeting(cohort, by=by, at=at, **fields)
    hold_hours(meeting)
    talks = list(talks_during(meeting, at))
    if talks and not despite_talks:
        raise MeetingDuringTalks(field="despite_talks", count=len(talks), who=_who(talks, meeting))
    _tell(talks, meeting)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, by: Actor, at: datetime, seen: int, **changes: Any) -> MeetingChange | None:
    step = training.move_meeting(meeting, by=by, at=at, seen=seen, **changes)
    return _told(step) if step else None


@transaction.atomic
def revive_meeting(meeting: Meeting, *, reason: str, by: Actor, at: datetime, seen: int) -> MeetingChange:
    return _told(training.revive_meeting(meeting, reason=reason, by=by, at=at, seen=seen))


@transaction.atomic
def substitute_trainer(meeting: Meeting, *, by: Actor, at: datetime, seen: int, **given: Any) -> MeetingChange:
    return _told(training.substitute_trainer(meeting, by=by, at=at, seen=seen, **given))


def talks_hit(step: MeetingChange) -> QuerySet[Talk]:
    """The coming talks at the hour of a meeting as it stands after a step, but for those that it hit before it."""
    meeting = step.meeting
    talks = talks_during(meeting, step.at)
    if step.kind == ChangeKind.MOVED:
        return talks.exclude(slot__starts_at__lt=step.ends_at, slot__ends_at__gt=step.starts_at)
    if step.kind == ChangeKind.SUBSTITUTED:
        return talks.filter(talks_with(meeting.trainer_id)) if meeting.trainer_id else talks.none()
    return talks


def is_wanted(meeting: Meeting) -> Callable[[Person], bool]:
    """Whether somebody is expected at a meeting, to learn or to teach."""
    expected, trainer = set(participants_told(meeting).values_list("person", flat=True)), meeting.trainer_id
    return lambda person: person.pk in expected or (trainer is not None and person.account_id == trainer)


def _who(talks: list[Talk], meeting: Meeting) -> str:
    """Who is wanted twice: the participant, or the trainer, whose own people elsewhere are not named."""
    wanted = is_wanted(meeting)
    pairs = [talk.mentorship for talk in talks]
    names = [p.enrolment.person.name if wanted(p.enrolment.person) else p.mentor.account.name for p in pairs]
    return ", ".join(dict.fromkeys(names))


def _told(step: MeetingChange) -> MeetingChange:
    hold_hours(step.meeting)
    _tell(talks_hit(step), step.meeting)
    return step


def _tell(talks: QuerySet[Talk] | list[Talk], meeting: Meeting) -> None:
    for talk in talks:
        tell_participant_of_meeting.enqueue(talk.pk, meeting.pk)
        tell_mentor_of_meeting.enqueue(talk.pk, meeting.pk)
