"""Writes: what participants are asked to make, and the rubric it is looked at by."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.unique import unless_taken
from sanggar.planning.models import Stage, Track
from sanggar.training.actions.holding import hold_seats_of, hold_skills
from sanggar.training.actions.samples import take_in_samples
from sanggar.training.actions.skills import LEAST_LEVELS
from sanggar.training.models import Accepts, Assignment, AssignmentCriterion, AssignmentLevel, Skill
from sanggar.training.refusals import (
    AssignmentClosed,
    AssignmentNotPublished,
    AssignmentTaken,
    CriterionTaken,
    LevelsTooFew,
    RubricLocked,
    RubricTooThin,
    SkillChanged,
    StageFixed,
)


@dataclass(frozen=True, slots=True)
class AssignmentText:
    """An assignment as it is written; without a track it is for all. One that takes samples is required of nobody."""

    title: str
    brief: str
    due_at: datetime
    accepts: str = Accepts.LINK
    track: Track | None = None
    is_required: bool = True
    assessors: int = 2
    threshold: int = 25
    takes_samples: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentCriterionText:
    """A criterion as it is written: `levels` maps points to what earns them."""

    name: str
    weight: int
    levels: Mapping[int, str]
    hint: str = ""
    skill: Skill | None = None


@transaction.atomic
def write_assignment(
    stage: Stage, text: AssignmentText, *, by: Actor, at: datetime, assignment: Assignment | None = None
) -> Assignment:
    """Add an assignment to a stage, or write `assignment` anew; what was handed in and marked stays as it is. One that
    is published, and takes samples from now on, takes in those that were shown by now.
    """
    if assignment is None:
        assignment = Assignment()
    else:
        assignment = _held_with_seats(assignment)
        if assignment.closed_at:
            raise AssignmentClosed
        of_before = (assignment.stage, assignment.track, assignment.takes_samples)
        is_moved = of_before != (stage, text.track, text.takes_samples)
        if is_moved and assignment.submissions.exists():
            raise StageFixed(field="stage")
    assignment.stage, assignment.written_at, assignment.written_by = stage, at, by.label
    for each in fields(text):
        setattr(assignment, each.name, getattr(text, each.name))
    assignment.is_required = text.is_required and not text.takes_samples
    with unless_taken(AssignmentTaken(field="title")):
        assignment.save()
    details = {
        "due": text.due_at.isoformat(),
        "required": assignment.is_required,
        "assessors": text.assessors,
        "threshold": text.threshold,
    }
    record("training.write_assignment", assignment, by=by, at=at, place=_place(assignment), details=details)
    if assignment.published_at:
        take_in_samples(assignment, by=by, at=at)
    return assignment


@transaction.atomic
def write_assignment_criterion(
    assignment: Assignment,
    text: AssignmentCriterionText,
    *,
    by: Actor,
    at: datetime,
    criterion: AssignmentCriterion | None = None,
) -> AssignmentCriterion:
    """Add a criterion, or write `criterion` anew; its anchored levels with it. Free until the first mark."""
    assignment = _unlocked(assignment)
    if len(text.levels) < LEAST_LEVELS or max(text.levels) < 1:
        raise LevelsTooFew(field="level_4")
    if text.skill and not hold_skills([text.skill.pk]):
        raise SkillChanged(field="skill")
    with unless_taken(CriterionTaken(field="name")):
        if criterion is None:
            last = assignment.criteria.order_by("ordinal").last()
            criterion = AssignmentCriterion(assignment=assignment, ordinal=last.ordinal + 1 if last else 1)
        criterion.name, criterion.hint, criterion.weight = text.name, text.hint, text.weight
        criterion.skill = text.skill
        criterion.save()
    criterion.levels.all().delete()
    AssignmentLevel.objects.bulk_create(
        AssignmentLevel(criterion=criterion, points=points, text=words) for points, words in text.levels.items()
    )
    details = {"criterion": criterion.ordinal, "name": text.name, "weight": text.weight, "levels": dict(text.levels)}
    record("training.write_assignment_criterion", assignment, by=by, at=at, place=_place(assignment), details=details)
    return criterion


@transaction.atomic
def remove_assignment_criterion(criterion: AssignmentCriterion, *, by: Actor, at: datetime) -> None:
    """A published assignment keeps at least one."""
    assignment = _unlocked(criterion.assignment)
    if assignment.published_at and not assignment.criteria.exclude(pk=criterion.pk).exists():
        raise RubricTooThin
    details = {"criterion": criterion.ordinal, "name": criterion.name}
    record("training.remove_assignment_criterion", assignment, by=by, at=at, place=_place(assignment), details=details)
    criterion.levels.all().delete()
    AssignmentCriterion.objects.filter(pk=criterion.pk).delete()


@transaction.atomic
def publish_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Show it to the participants, with the rubric; of one that takes samples, to the assessors of those shown by now.
    Publishing again changes nothing.
    """
    assignment = _held_with_seats(assignment)
    if not assignment.criteria.exists():
        raise RubricTooThin
    if Assignment.objects.filter(pk=assignment.pk, published_at=None).update(published_at=at):
        record("training.publish_assignment", assignment, by=by, at=at, place=_place(assignment))
        take_in_samples(assignment, by=by, at=at)


@transaction.atomic
def close_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Take no new work; what was handed in is still assessed, and may be mended."""
    assignment = _held(assignment)
    if not assignment.published_at:
        raise AssignmentNotPublished
    if not Assignment.objects.filter(pk=assignment.pk, closed_at=None).update(closed_at=at):
        raise AssignmentClosed
    record("training.close_assignment", assignment, by=by, at=at, place=_place(assignment))


@transaction.atomic
def reopen_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Take new work again, as where it was closed by mistake or somebody came late; and the samples that were shown
    meanwhile. Again changes nothing.
    """
    assignment = _held_with_seats(assignment)
    if Assignment.objects.filter(pk=assignment.pk, closed_at__isnull=False).update(closed_at=None):
        record("training.reopen_assignment", assignment, by=by, at=at, place=_place(assignment))
        take_in_samples(assignment, by=by, at=at)


def _held_with_seats(assignment: Assignment) -> Assignment:
    """Nobody shows a sample meanwhile: who did before is seen, who does afterwards sees what we wrote."""
    hold_seats_of(assignment.stage.programme)
    return _held(assignment)


def _held(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("stage__programme__organisation").get(pk=assignment.pk)


def _unlocked(assignment: Assignment) -> Assignment:
    assignment = _held(assignment)
    if assignment.locked_at:
        raise RubricLocked
    return assignment


def _place(assignment: Assignment) -> Place:
    return assignment.stage.programme.place
