"""Writes on mentors: who accompanies in a programme, how many, in which tracks."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.models import Region
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.letters import tell_mentor_added
from sanggar.mentoring.models import AGREEMENT_VERSION, OPEN, Conflict, ConflictKind, Mentor
from sanggar.mentoring.refusals import (
    AgreementOutdated,
    CapacityTooSmall,
    ConflictRetracted,
    ConflictThere,
    MentorAlreadyAdded,
    PairRuns,
)
from sanggar.people.actions import GrantAlreadyGiven, open_account
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment


@transaction.atomic
def add_mentor(
    programme: Programme,
    *,
    email: str,
    name: str,
    capacity: int,
    by: Actor,
    at: datetime,
    tracks: Iterable[Track] = (),
) -> Mentor:
    """Make someone a mentor of the programme. A new e-mail address opens an account in `name`, whose owner sets a
    password by the reset link; a known one keeps the account and its name as they are.
    """
    account = _account(email, name, programme.place, by, at)
    with suppress(GrantAlreadyGiven):  # the right may have been there before the place
        give_programme_grant(account, Role.MENTOR, programme, by=by, at=at)
    with unless_taken(MentorAlreadyAdded(field="email", name=account.name)):
        mentor = Mentor.objects.create(
            programme=programme, account=account, capacity=capacity, added_at=at, added_by=by.label
        )
    mentor.tracks.set(tracks)
    details = {"account": account.pk, "capacity": capacity, "tracks": _codes(mentor)}
    _record("mentoring.add_mentor", mentor, by=by, at=at, details=details)
    tell_mentor_added.enqueue(mentor.pk)
    return mentor


@transaction.atomic
def change_mentor(
    mentor: Mentor, *, capacity: int, active: bool, by: Actor, at: datetime, tracks: Iterable[Track] = ()
) -> None:
    """Change capacity, tracks, and whether new people may come. Whoever is accompanied now stays."""
    enough = Mentor.objects.filter(pk=mentor.pk, assigned__lte=capacity)
    if not enough.update(capacity=capacity, active=active):
        mentor.refresh_from_db()
        raise CapacityTooSmall(field="capacity", assigned=mentor.assigned)
    mentor.tracks.set(tracks)
    details = {"capacity": {"from": mentor.capacity, "to": capacity}, "active": active, "tracks": _codes(mentor)}
    _record("mentoring.change_mentor", mentor, by=by, at=at, details=details)


@transaction.atomic
def accept_agreement(mentor: Mentor, *, version: str, by: Actor, at: datetime, conflicts_told: str = "") -> None:
    """The mentor's own word to the agreement and the code of conduct, with the version that was read."""
    if version != AGREEMENT_VERSION:
        raise AgreementOutdated
    given = {"agreement_version": version, "agreed_at": at, "conflicts_told": conflicts_told}
    Mentor.objects.filter(pk=mentor.pk).update(**given)
    mentor.refresh_from_db()
    _record("mentoring.accept_agreement", mentor, by=by, at=at, details={"version": version})


@transaction.atomic
def tell_conflicts(mentor: Mentor, *, conflicts_told: str, by: Actor, at: datetime) -> None:
    """What the mentor learned of kin and colleagues since they agreed, in the place of what they wrote then."""
    Mentor.objects.filter(pk=mentor.pk).update(conflicts_told=conflicts_told)
    mentor.refresh_from_db()
    _record("mentoring.tell_conflicts", mentor, by=by, at=at, details={})


@transaction.atomic
def describe_mentor(  # noqa: PLR0913 - what is known of a mentor
    mentor: Mentor,
    *,
    skills: str,
    languages: Sequence[str],
    times: Sequence[str],
    districts: Iterable[Region],
    by: Actor,
    at: datetime,
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> None:
    """What pairs are made by; by the mentor or the office."""
    told = {"languages": list(languages), "times": list(times), "topics": list(topics), "kinds": list(kinds)}
    Mentor.objects.filter(pk=mentor.pk).update(skills=skills, **told)
    mentor.districts.set(districts)
    mentor.refresh_from_db()
    _record("mentoring.describe_mentor", mentor, by=by, at=at, details={"languages": mentor.languages})


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
    _record("mentoring.declare_conflict", mentor, by=by, at=at, details={"enrolment": enrolment.pk, "kind": kind})
    return conflict


@transaction.atomic
def retract_conflict(conflict: Conflict, *, reason: str, by: Actor, at: datetime) -> None:
    """It was a mistake, or is over; what was declared stays to be read."""
    standing = Conflict.objects.filter(pk=conflict.pk, retracted_at=None)
    if not standing.update(retracted_at=at, retracted_by=by.label, retract_reason=reason):
        raise ConflictRetracted
    details = {"enrolment": conflict.enrolment_id, "kind": conflict.kind}
    _record("mentoring.retract_conflict", conflict.mentor, by=by, at=at, details=details)


def _account(email: str, name: str, place: Place, by: Actor, at: datetime) -> Account:
    known = Account.objects.filter(email__iexact=email).first()
    return known or open_account(email=email, name=name, place=place, by=by, at=at)


def _record(verb: str, mentor: Mentor, *, by: Actor, at: datetime, details: dict[str, Any]) -> None:
    """By the number of the account, for a name could not be erased from the record."""
    label = f"akun {mentor.account_id}"
    record(verb, mentor, by=by, at=at, place=mentor.programme.place, details=details, label=label)


def _codes(mentor: Mentor) -> list[str]:
    return list(mentor.tracks.values_list("code", flat=True))
