"""Writes at the end of a pair and after it."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.mentoring.actions.follow_ups import open_follow_up
from sanggar.mentoring.actions.pairs import end_mentorship
from sanggar.mentoring.models import MONTHS, AfterCheck, Closing, FollowUpKind, Mentorship, Outcome
from sanggar.mentoring.refusals import CheckAnswered, ContactInFuture
from sanggar.training.actions import settle_goal
from sanggar.training.models import Goal

ASKED_AFTER = frozenset({Outcome.FINISHED, Outcome.STOPPED})


@transaction.atomic
def close_mentorship(
    mentorship: Mentorship,
    *,
    outcome: str,
    reason: str,
    by: Actor,
    at: datetime,
    held_on: date | None = None,
    what_next: str = "",
    results: Mapping[Goal, str] | None = None,
) -> Closing:
    """A defined end: how each goal came out, what comes next, the pair ended; news is asked for months later."""
    if held_on and held_on > local_date(at, clock.office_zone()):
        raise ContactInFuture(field="held_on")
    for goal, result in (results or {}).items():
        settle_goal(goal, result=result, by=by, at=at)
    end_mentorship(mentorship, outcome=outcome, reason=reason, by=by, at=at)
    if mentorship.outcome in ASKED_AFTER:
        _schedule(mentorship, at)
    return Closing.objects.create(
        mentorship=mentorship, held_on=held_on, what_next=what_next, closed_at=at, closed_by=by.label
    )


@transaction.atomic
def answer_check(
    check: AfterCheck,
    *,
    publishing: str,
    needs_help: bool,
    by: Actor,
    at: datetime,
    works_a_month: int | None = None,
    earns: bool | None = None,
    word: str = "",
) -> None:
    """The participant's news; who needs help comes before the office."""
    told = {"publishing": publishing, "needs_help": needs_help, "works_a_month": works_a_month, "earns": earns}
    standing = AfterCheck.objects.filter(pk=check.pk, answered_at=None)
    if not standing.update(answered_at=at, word=word, **told):
        raise CheckAnswered
    pair = check.mentorship
    place = pair.enrolment.stage.programme.place
    record("mentoring.answer_check", pair, by=by, at=at, place=place, details={"months": check.months})
    if needs_help:
        detail = word or "Meminta bantuan dalam kabar sesudah pendampingan."
        open_follow_up(pair.enrolment, kind=FollowUpKind.AFTER, detail=detail[:500], by=by, at=at)


def _schedule(mentorship: Mentorship, at: datetime) -> None:
    end = local_date(at, clock.office_zone())
    AfterCheck.objects.bulk_create(
        AfterCheck(mentorship=mentorship, months=months, due_on=months_later(end, months)) for months in MONTHS
    )


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
