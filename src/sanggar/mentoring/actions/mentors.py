"""Writes on mentors: who accompanies in a programme, how many, in which tracks."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, Place
from sanggar.foundation.models import Region
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.conflicts import keep_told
from sanggar.mentoring.actions.noting import record_of_mentor
from sanggar.mentoring.actions.phones import change_mentor_phone
from sanggar.mentoring.agreement_words import agreement_digest, agreement_text
from sanggar.mentoring.letters import tell_mentor_added
from sanggar.mentoring.models import AGREEMENT_VERSION, Mentor
from sanggar.mentoring.refusals import (
    AgreementOutdated,
    CapacityTooSmall,
    MentorAlreadyAdded,
)
from sanggar.people.actions import GrantAlreadyGiven, open_account
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme, Track


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
    phone: str = "",
) -> Mentor:
    """Make someone a mentor of the programme. A new e-mail address opens an account in `name`, whose owner sets a
    password by the reset link; a known one keeps the account and its name as they are.
    """
    account = _account(email, name, programme.place, by, at)
    with suppress(GrantAlreadyGiven):  # the right may have been there before the place
        give_programme_grant(account, Role.MENTOR, programme, by=by, at=at)
    with unless_taken(MentorAlreadyAdded(field="email", name=account.name)):
        mentor = Mentor.objects.create(
            programme=programme, account=account, capacity=capacity, phone=phone, added_at=at, added_by=by.label
        )
    mentor.tracks.set(tracks)
    details = {"account": account.pk, "capacity": capacity, "tracks": _codes(mentor)}
    record_of_mentor("mentoring.add_mentor", mentor, by=by, at=at, details=details)
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
    record_of_mentor("mentoring.change_mentor", mentor, by=by, at=at, details=details)


@transaction.atomic
def accept_agreement(mentor: Mentor, *, digest: str, by: Actor, at: datetime, conflicts_told: str = "") -> None:
    """The mentor's own word to the agreement and the code of conduct as they read them, which `digest` names: these
    very words are kept. Raises `AgreementOutdated` when it reads otherwise by now, as when the rhythm was changed.
    """
    mentor.refresh_from_db()
    text = agreement_text(mentor)
    if digest != agreement_digest(text):
        raise AgreementOutdated
    Mentor.objects.filter(pk=mentor.pk).update(agreement_version=AGREEMENT_VERSION, agreed_at=at)
    keep_told(mentor, conflicts_told, at)
    mentor.refresh_from_db()
    mentor.agreements.create(version=AGREEMENT_VERSION, text=text, agreed_at=at)
    record_of_mentor("mentoring.accept_agreement", mentor, by=by, at=at, details={"version": AGREEMENT_VERSION})


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
    phone: str | None = None,
) -> None:
    """What pairs are made by, and where the office reaches the mentor (None leaves that as it is)."""
    told = {"languages": list(languages), "times": list(times), "topics": list(topics), "kinds": list(kinds)}
    Mentor.objects.filter(pk=mentor.pk).update(skills=skills, **told)
    mentor.districts.set(districts)
    mentor.refresh_from_db()
    if phone is not None:
        change_mentor_phone(mentor, phone=phone, by=by, at=at)
    record_of_mentor("mentoring.describe_mentor", mentor, by=by, at=at, details={"languages": mentor.languages})


def _account(email: str, name: str, place: Place, by: Actor, at: datetime) -> Account:
    known = Account.objects.filter(email__iexact=email).first()
    return known or open_account(email=email, name=name, place=place, by=by, at=at)


def _codes(mentor: Mentor) -> list[str]:
    return list(mentor.tracks.values_list("code", flat=True))
