"""Writes at the end of a pair and after it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.mentoring.actions.follow_ups import open_follow_up
from sanggar.mentoring.actions.pairs import end_mentorship
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.actions.states import held_running
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.models import AfterCheck, Closing, FollowUpKind, Mentorship
from sanggar.mentoring.refusals import CheckAnswered, ContactInFuture
from sanggar.training.actions import settle_goal
from sanggar.training.models import Goal


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
    """A defined end: how each goal came out, what comes next, the pair ended; news is asked for months later. Of a
    question that nobody has answered there is nothing to close: `end_mentorship` withdraws it.
    """
    lock_in_order(mentorship.mentor)
    held_running(mentorship)
    if held_on and held_on > local_date(at, clock.office_zone()):
        raise ContactInFuture(field="held_on")
    for goal, result in (results or {}).items():
        settle_goal(goal, result=result, by=by, at=at)
    end_mentorship(mentorship, outcome=outcome, reason=reason, by=by, at=at)
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
        code = "" if word else Opening.HELP
        open_follow_up(pair.enrolment, kind=FollowUpKind.AFTER, detail=word[:500], code=code, by=by, at=at)
