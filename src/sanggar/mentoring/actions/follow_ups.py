"""Writes on follow-ups: opened by whoever or whatever notices, settled by who looked after it."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.follow_up_words import Figures, Settling
from sanggar.mentoring.models import FollowUp, FollowUpKind
from sanggar.mentoring.refusals import ConcernOpen, FollowUpSettled
from sanggar.training.models import Enrolment

SILENT = (FollowUpKind.SILENCE, FollowUpKind.FIRST_CONTACT, FollowUpKind.TALK)


@transaction.atomic
def open_follow_up(
    enrolment: Enrolment,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    detail: str = "",
    code: str = "",
    data: Figures | None = None,
) -> FollowUp:
    """Ask mentor and office to look after something: `detail` in somebody's own words, or `code` with its figures.
    While one of the kind is open, that one comes back; held, so that nobody settles it in the same moment, who does not
    know yet what was found again.
    """
    made = {"detail": detail, "code": code, "data": dict(data or {}), "opened_at": at, "opened_by": by.label}
    found, is_new = FollowUp.objects.select_for_update().get_or_create(
        enrolment=enrolment, kind=FollowUpKind(kind), settled_at=None, defaults=made
    )
    if is_new:
        _record("mentoring.open_follow_up", found, by, at)
    return found


@transaction.atomic
def note_concern(enrolment: Enrolment, *, detail: str, by: Actor, at: datetime) -> FollowUp:
    """Something that nothing watches for, in the office's own words. Raises `ConcernOpen` while one is, whose words
    would else stand in the place of these.
    """
    noted = open_follow_up(enrolment, kind=FollowUpKind.OTHER, detail=detail, by=by, at=at)
    if (noted.detail, noted.opened_at) != (detail, at):
        raise ConcernOpen(by=noted.opened_by)
    return noted


@transaction.atomic
def settle_follow_up(follow_up: FollowUp, *, how: str, by: Actor, at: datetime) -> None:
    """Say how it was looked after, once."""
    _settle(follow_up, by, at, settled_how=how)


def _settle(follow_up: FollowUp, by: Actor, at: datetime, **words: str) -> None:
    standing = FollowUp.objects.filter(pk=follow_up.pk, settled_at=None)
    if not standing.update(settled_at=at, settled_by=by.label, **words):
        follow_up.refresh_from_db()
        raise FollowUpSettled(by=follow_up.settled_by)
    follow_up.refresh_from_db()
    _record("mentoring.settle_follow_up", follow_up, by, at)


def settle_silence(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """A contact has answered what was asked for its absence."""
    for follow_up in FollowUp.objects.filter(enrolment=enrolment, kind__in=SILENT, settled_at=None):
        _settle(follow_up, by, at, settled_code=Settling.CONTACT)


def settle_wish_to_talk(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    for follow_up in FollowUp.objects.filter(enrolment=enrolment, kind=FollowUpKind.TALK, settled_at=None):
        _settle(follow_up, by, at, settled_code=Settling.BOOKED)


def name_overdue_work(follow_up: FollowUp, titles: list[str]) -> None:
    """Which works are overdue by now, as long as it is open. No act of anybody, so the record does not tell it."""
    if follow_up.data != {"titles": titles}:
        FollowUp.objects.filter(pk=follow_up.pk, settled_at=None).update(data={"titles": titles})


@transaction.atomic
def settle_overdue_work(follow_up: FollowUp, *, by: Actor, at: datetime) -> None:
    """What was waited for was handed in, or is asked for no more."""
    _settle(follow_up, by, at, settled_code=Settling.HANDED_IN)


def _record(verb: str, follow_up: FollowUp, by: Actor, at: datetime) -> None:
    """Without the detail, which tells of a person."""
    enrolment = follow_up.enrolment
    details = {"follow_up": follow_up.pk, "kind": follow_up.kind}
    record(verb, enrolment, by=by, at=at, place=enrolment.stage.programme.place, details=details)
