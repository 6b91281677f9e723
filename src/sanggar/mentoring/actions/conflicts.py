"""Writes on what keeps a mentor from accompanying somebody: what they told, that it was read, what came of it."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.noting import record_of_mentor
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.models import OPEN, Conflict, ConflictKind, Mentor
from sanggar.mentoring.refusals import ConflictRetracted, ConflictsToldAnew, ConflictThere, OwnConflicts, PairRuns
from sanggar.training.models import Enrolment


@transaction.atomic
def tell_conflicts(mentor: Mentor, *, conflicts_told: str, by: Actor, at: datetime) -> None:
    """What the mentor learned of kin and colleagues since they agreed, in the place of what they wrote then."""
    keep_told(mentor, conflicts_told, at)
    mentor.refresh_from_db()
    record_of_mentor("mentoring.tell_conflicts", mentor, by=by, at=at)


def keep_told(mentor: Mentor, told: str, at: datetime) -> None:
    """Inside an act of the mentor: what is new waits for the office; the same words again ask nobody anew, and what was
    taken back waits no more.
    """
    changed = Mentor.objects.filter(pk=mentor.pk).exclude(conflicts_told=told)
    changed.update(
        conflicts_told=told, conflicts_told_at=at if told else None, conflicts_read_at=None, conflicts_read_by=""
    )


@transaction.atomic
def read_conflicts(mentor: Mentor, *, edition: str, by: Actor, at: datetime) -> None:
    """The office has read what a mentor wrote, and done what follows from it. `edition` names what was read: what the
    mentor has written since waits on. Read by two is read once.
    """
    if by.account_id == mentor.account_id:
        raise OwnConflicts
    held = Mentor.objects.select_for_update(of=("self",), no_key=True).get(pk=mentor.pk)
    if held.conflicts_edition != edition:
        raise ConflictsToldAnew
    if held.conflicts_told_at is None or held.conflicts_read_at is not None:
        return
    Mentor.objects.filter(pk=mentor.pk).update(conflicts_read_at=at, conflicts_read_by=by.label)
    record_of_mentor("mentoring.read_conflicts", mentor, by=by, at=at)


@transaction.atomic
def declare_conflict(mentor: Mentor, *, enrolment: Enrolment, kind: str, by: Actor, at: datetime) -> Conflict:
    """From now on these two are never paired. Raises `PairRuns` when they are now."""
    lock_in_order(mentor)
    if mentor.mentorships.filter(enrolment=enrolment, state__in=OPEN).exists():
        raise PairRuns(field="enrolment")
    with unless_taken(ConflictThere(field="enrolment")):
        conflict = mentor.conflicts.create(
            enrolment=enrolment, kind=ConflictKind(kind), declared_at=at, declared_by=by.label
        )
    record_of_mentor(
        "mentoring.declare_conflict", mentor, by=by, at=at, details={"enrolment": enrolment.pk, "kind": kind}
    )
    return conflict


@transaction.atomic
def retract_conflict(conflict: Conflict, *, reason: str, by: Actor, at: datetime) -> None:
    """It was a mistake, or is over; what was declared stays to be read."""
    standing = Conflict.objects.filter(pk=conflict.pk, retracted_at=None)
    if not standing.update(retracted_at=at, retracted_by=by.label, retract_reason=reason):
        raise ConflictRetracted
    details = {"enrolment": conflict.enrolment_id, "kind": conflict.kind}
    record_of_mentor("mentoring.retract_conflict", conflict.mentor, by=by, at=at, details=details)
