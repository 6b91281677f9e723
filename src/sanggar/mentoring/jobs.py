"""Periodic work of mentoring."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.once import sent_among
from sanggar.foundation.ticks import every
from sanggar.mentoring.actions import call_off_lost_talk, open_follow_up, resume_mentorship
from sanggar.mentoring.end_letters import (
    mentor_token,
    participant_token,
    tell_mentor_of_the_end,
    tell_participant_of_the_end,
)
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.letters import ask_for_news, remind_mentor, remind_of_talk, remind_to_confirm
from sanggar.mentoring.models import FollowUpKind, Mentorship, MentorshipState
from sanggar.mentoring.queries import (
    checks_to_ask,
    checks_to_remind,
    ending_pairs,
    enrolments_to_remind,
    lost_talks,
    mentors_to_remind,
    rhythm_of,
    silent_pairs,
    talks_to_remind,
    unanswered,
)
from sanggar.planning.models import Programme

DAILY = 24 * 60


@every(minutes=DAILY)
def remind_mentors(at: datetime) -> None:
    """Once a day, at 07.00 WIB (midnight UTC): a letter to every mentor with somebody who waits."""
    for programme in Programme.objects.filter(mentors__assigned__gt=0).distinct():
        for mentor_id in mentors_to_remind(programme, at):
            remind_mentor.enqueue(mentor_id)


@every(minutes=DAILY)
def tell_of_the_end(at: datetime) -> None:
    """Some days before the mentoring of a programme ends; whoever comes later is told when they come."""
    pairs = list(ending_pairs(at))
    by_token = {participant_token(pair): pair for pair in pairs}
    for token in by_token.keys() - sent_among(by_token):
        tell_participant_of_the_end.enqueue(by_token[token].pk)
    mentors = {mentor_token(pair.mentor): pair.mentor_id for pair in pairs}
    for token in mentors.keys() - sent_among(mentors):
        tell_mentor_of_the_end.enqueue(mentors[token])


@every(minutes=DAILY)
def resume_pairs(at: datetime) -> None:
    """A pause ends on the day that was named, whether or not anybody remembers."""
    today = local_date(at, clock.office_zone())
    by = Actor.system("jadwal")
    rows = Mentorship.objects.filter(state=MentorshipState.PAUSED, resumes_on__lte=today)
    for pair in rows.select_related("mentor__programme__organisation"):
        with suppress(DomainError):  # ended or resumed by hand at the same moment
            resume_mentorship(pair, by=by, at=at)


@every(minutes=DAILY)
def escalate_silence(at: datetime) -> None:
    """What the mentor's reminder did not mend comes before the office, after the days the programme has set."""
    by = Actor.system("jadwal")
    for programme in Programme.objects.filter(mentors__assigned__gt=0).distinct():
        for pair in silent_pairs(programme, at):
            _look_at_silence(pair, by, at)
        for pair in unanswered(programme, at):
            kind, code = FollowUpKind.FIRST_CONTACT, Opening.NO_ANSWER
            open_follow_up(pair.enrolment, kind=kind, code=code, data=_since(pair), by=by, at=at)


def _look_at_silence(pair: Mentorship, by: Actor, at: datetime) -> None:
    rhythm = rhythm_of(pair, at)
    if rhythm.last_on:
        kind, code, data = FollowUpKind.SILENCE, Opening.LATE, {"days": rhythm.days_late}
    else:
        kind, code, data = FollowUpKind.FIRST_CONTACT, Opening.NO_CONTACT, _since(pair)
    open_follow_up(pair.enrolment, kind=kind, code=code, data=data, by=by, at=at)


def _since(pair: Mentorship) -> dict[str, Any]:
    return {"since": local_date(pair.started_at, clock.office_zone()).isoformat()}


@every(minutes=5)
def call_off_lost_talks(at: datetime) -> None:
    """A mentor's right may end in many ways: none leaves a participant to come to a talk at which nobody is."""
    by = Actor.system("jadwal")
    for programme in Programme.objects.filter(mentors__assigned__gt=0).distinct():
        for talk in lost_talks(programme, at):
            with suppress(DomainError):  # cancelled or begun at the same moment
                call_off_lost_talk(talk, by=by, at=at)


@every(minutes=30)
def remind_of_talks(at: datetime) -> None:
    for pk in talks_to_remind(at).values_list("pk", flat=True):
        remind_of_talk.enqueue(pk)


@every(minutes=DAILY)
def remind_participants(at: datetime) -> None:
    """Once a week while a contact waits to be confirmed."""
    year, week, _day = local_date(at, clock.office_zone()).isocalendar()
    for pk in enrolments_to_remind(at).values_list("pk", flat=True):
        remind_to_confirm.enqueue(pk, f"{year}-{week}")


@every(minutes=DAILY)
def ask_after_the_end(at: datetime) -> None:
    """News 3, 6 and 12 months on, and one reminder; whom no letter reaches the office tells."""
    for pk in checks_to_ask(at).values_list("pk", flat=True):
        ask_for_news.enqueue(pk)
    for pk in checks_to_remind(at).values_list("pk", flat=True):
        ask_for_news.enqueue(pk, "news_again")
