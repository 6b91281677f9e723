"""Writes that keep a pair from vanishing: the days that count, and the wish for another mentor."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import long_date
from sanggar.foundation.sealed import seal
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.follow_ups import open_follow_up
from sanggar.mentoring.actions.states import held_running
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.letters import tell_participant_of_answer
from sanggar.mentoring.models import WISH_PLACE, ChangeRequest, FollowUpKind, Mentorship, Terms
from sanggar.mentoring.queries.rhythm import is_over
from sanggar.mentoring.refusals import AlreadyAsked, MentoringOver, RequestAnswered
from sanggar.planning.models import Programme

END = Actor.system("akhir pendampingan")


@transaction.atomic
def set_terms(
    programme: Programme,
    *,
    escalate_after: int,
    first_contact_within: int,
    work_overdue_after: int = 3,
    by: Actor,
    at: datetime,
    takes_applications: bool = False,
    bars_assessors: bool = False,
) -> Terms:
    days = {
        "escalate_after": escalate_after,
        "first_contact_within": first_contact_within,
        "work_overdue_after": work_overdue_after,
    }
    told = {**days, "takes_applications": takes_applications, "bars_assessors": bars_assessors}
    terms, _new = Terms.objects.update_or_create(programme=programme, defaults=told)
    record("mentoring.set_terms", programme, by=by, at=at, place=programme.place, details=told)
    return terms


@transaction.atomic
def ask_for_another(mentorship: Mentorship, *, reason: str, by: Actor, at: datetime) -> ChangeRequest:
    """The participant's wish, for the office alone; none after the last day of mentoring, for nobody would follow."""
    held_running(mentorship)
    last = mentorship.mentor.programme.mentoring_until
    if last is not None and is_over(mentorship.mentor.programme, at):
        raise MentoringOver(day=long_date(last))
    with unless_taken(AlreadyAsked()):
        request = ChangeRequest.objects.create(
            mentorship=mentorship, reason_sealed=seal(reason, WISH_PLACE), asked_at=at
        )
    _record("mentoring.ask_for_another", request, by, at)
    return request


@transaction.atomic
def decline_request(request: ChangeRequest, *, answer: str, by: Actor, at: datetime) -> None:
    """The pair stays as it is; the participant reads why. Granted it is by a hand-over."""
    _settle(request, granted=False, answer=answer, by=by, at=at)


@transaction.atomic
def take_back_request(request: ChangeRequest, *, by: Actor, at: datetime) -> None:
    """The participant wishes it no more. No letter goes out, for they know; the office sees that it was taken back."""
    standing = ChangeRequest.objects.filter(pk=request.pk, answered_at=None)
    if not standing.update(granted=False, answered_at=at, answered_by=by.label):
        raise RequestAnswered
    _record("mentoring.take_back_request", request, by, at)


def grant_open_request(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    """Inside a hand-over: what was asked has come."""
    for request in ChangeRequest.objects.filter(mentorship=mentorship, answered_at=None):
        _settle(request, granted=True, answer="", by=by, at=at)


def close_open_request(mentorship: Mentorship, *, at: datetime) -> None:
    """Inside an end: the wish is answered with what has happened. Who still takes part comes before the office, for
    nobody else knows of the wish.
    """
    enrolment = mentorship.enrolment
    for request in ChangeRequest.objects.filter(mentorship=mentorship, answered_at=None):
        with translation.override(enrolment.application.language):
            answer = _("Pendampingan ini sudah berakhir. Bila Anda masih memerlukan pendamping, kabari kami.")
        _settle(request, granted=False, answer=answer, by=END, at=at)
        if enrolment.is_seated:
            open_follow_up(enrolment, kind=FollowUpKind.WISH, code=Opening.WISH_LEFT, by=END, at=at)


def _settle(request: ChangeRequest, *, granted: bool, answer: str, by: Actor, at: datetime) -> None:
    standing = ChangeRequest.objects.filter(pk=request.pk, answered_at=None)
    if not standing.update(granted=granted, answer=answer, answered_at=at, answered_by=by.label):
        raise RequestAnswered
    if not granted:  # else the letter about the new mentor says it
        tell_participant_of_answer.enqueue(request.pk)
    _record("mentoring.answer_request", request, by, at)


def _record(verb: str, request: ChangeRequest, by: Actor, at: datetime) -> None:
    pair = request.mentorship
    place = pair.mentor.programme.place
    record(verb, pair, by=by, at=at, place=place, details={"request": request.pk})
