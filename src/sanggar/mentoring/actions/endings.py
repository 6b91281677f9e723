"""Writes at the end of a pair and after it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.mentoring.actions.follow_ups import open_follow_up
from sanggar.mentoring.actions.pairs import end_mentorship
from sanggar.mentoring.actions.places import held_participant, lock_in_order
from sanggar.mentoring.actions.states import held_running
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.models import AfterCheck, Closing, FollowUpKind, Mentorship, Outcome
from sanggar.mentoring.refusals import (
    CheckAnswered,
    ClosingBeforeStart,
    ContactInFuture,
    GoalsOpen,
    NoClosingTalk,
    NothingNext,
    TalkAndNone,
)
from sanggar.training.actions import settle_goal
from sanggar.training.models import Goal


@transaction.atomic
def close_mentorship(  # noqa: PLR0913 - what is said at an end
    mentorship: Mentorship,
    *,
    outcome: str,
    reason: str,
    by: Actor,
    at: datetime,
    held_on: date | None = None,
    why_no_talk: str = "",
    what_next: str = "",
    results: Mapping[Goal, str] | None = None,
) -> Closing:
    """A defined end: how each goal came out, what comes next, the pair ended; news is asked for months later. Of a
    question that nobody has answered there is nothing to close: `end_mentorship` withdraws it. *Finished* is whose
    goals all have a result, with a closing talk or why there was none, and what comes next; other ends may lack them.
    """
    held_participant(mentorship.enrolment)  # as `set_goal` does, so that no goal comes between our look and our end
    lock_in_order(mentorship.mentor)
    _require_talk(held_running(mentorship), held_on, why_no_talk, at)
    for goal, result in (results or {}).items():
        settle_goal(goal, result=result, by=by, at=at)
    if Outcome(outcome) is Outcome.FINISHED:
        _require_finished(mentorship, told=bool(held_on or why_no_talk), what_next=what_next)
    end_mentorship(mentorship, outcome=outcome, reason=reason, by=by, at=at)
    return Closing.objects.create(
        mentorship=mentorship,
        held_on=held_on,
        why_no_talk=why_no_talk,
        what_next=what_next,
        closed_at=at,
        closed_by=by.label,
    )


def _require_talk(mentorship: Mentorship, held_on: date | None, why_no_talk: str, at: datetime) -> None:
    """Held while the pair ran, if it was held."""
    if held_on is None:
        return
    zone = clock.office_zone()
    if why_no_talk:
        raise TalkAndNone(field="why_no_talk")
    if held_on > local_date(at, zone):
        raise ContactInFuture(field="held_on")
    if held_on < (started := local_date(mentorship.started_at, zone)):
        raise ClosingBeforeStart(field="held_on", started=plain_date(started))


def _require_finished(mentorship: Mentorship, *, told: bool, what_next: str) -> None:
    if still := mentorship.enrolment.goals.filter(settled_at=None).count():
        raise GoalsOpen(field="outcome", count=still)
    if not told:
        raise NoClosingTalk(field="held_on")
    if not what_next:
        raise NothingNext(field="what_next")


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
