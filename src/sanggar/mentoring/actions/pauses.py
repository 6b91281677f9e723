"""Writes that hold a pair still and set it going again. While it stands, the rhythm stands too."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.actions.states import change_state, require_state
from sanggar.mentoring.actions.talks import cancel_coming_talks
from sanggar.mentoring.models import Mentorship, MentorshipState
from sanggar.mentoring.queries.rhythm import since_of
from sanggar.mentoring.refusals import PauseTooLong, ResumesInPast

LONGEST_PAUSE = timedelta(days=184)


@transaction.atomic
def pause_mentorship(mentorship: Mentorship, *, resumes_on: date, reason: str, by: Actor, at: datetime) -> None:
    """Rest until a day that is named, so that a pause is never a way to be forgotten."""
    lock_in_order(mentorship.mentor)
    today = local_date(at, clock.office_zone())
    if resumes_on <= today:
        raise ResumesInPast(field="resumes_on")
    if resumes_on > today + LONGEST_PAUSE:
        raise PauseTooLong(field="resumes_on", latest=plain_date(today + LONGEST_PAUSE))
    change_state(
        mentorship,
        MentorshipState.PAUSED,
        by=by,
        at=at,
        reason=reason,
        until=resumes_on,
        paused_on=today,
        resumes_on=resumes_on,
    )
    cancel_coming_talks(mentorship, by=by, at=at)
    details = {"resumes_on": resumes_on.isoformat()}
    _record("mentoring.pause_mentorship", mentorship, by, at, details, {"reason": reason})


@transaction.atomic
def resume_mentorship(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    """Go on: as many days are left to the next contact as were left when the pause began."""
    held = require_state(mentorship, MentorshipState.PAUSED)
    since, today = since_of(mentorship), local_date(at, clock.office_zone())
    paused_on = held.paused_on or today
    counts_from = since + max(timedelta(0), today - max(since, paused_on))
    change_state(
        mentorship, MentorshipState.ACTIVE, by=by, at=at, paused_on=None, resumes_on=None, counts_from=counts_from
    )
    _record("mentoring.resume_mentorship", mentorship, by, at, {"counts_from": counts_from.isoformat()}, {})


def _record(
    verb: str, mentorship: Mentorship, by: Actor, at: datetime, details: dict[str, str], personal: dict[str, str]
) -> None:
    place = mentorship.mentor.programme.place
    record(verb, mentorship, by=by, at=at, place=place, details=details, personal=personal)
