"""Writes on complaints. The record says that there is one, never by whom or about whom, for the accused may read it."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.sealed import seal
from sanggar.mentoring.letters import tell_of_complaint, tell_of_complaint_answer
from sanggar.mentoring.models import ANSWER_PLACE, COMPLAINT_PLACE, MEASURES_PLACE, About, Complaint, Naming
from sanggar.mentoring.queries.care import hearers_of
from sanggar.mentoring.refusals import AccusedPicked, ComplaintAnswered
from sanggar.people.models import Account
from sanggar.training.models import Enrolment

CHANNEL = Actor.system("aduan")


@transaction.atomic
def make_complaint(
    enrolment: Enrolment, *, about: str, text: str, at: datetime, accused: Account | None = None
) -> Complaint:
    """Whoever may hear it and is not accused gets a letter; the mentor and the trainer get none."""
    complaint = Complaint.objects.create(
        enrolment=enrolment,
        about=About(about),
        accused=accused,
        text_sealed=seal(text, COMPLAINT_PLACE),
        made_at=at,
    )
    _record("mentoring.make_complaint", complaint, CHANNEL, at)
    tell_of_complaint.enqueue(complaint.pk)
    return complaint


@transaction.atomic
def take_complaint(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Say that somebody looks into it. A second one changes nothing."""
    if Complaint.objects.filter(pk=complaint.pk, taken_at=None).update(taken_at=at, taken_by=by.label):
        _record("mentoring.take_complaint", complaint, by, at)


@transaction.atomic
def name_accused(complaint: Complaint, *, accused: Account | None, by: Actor, at: datetime) -> None:
    """Who is meant, where who complained picked nobody: as if they had; None takes a wrong name back. Each is kept.
    Where nobody may hear it any more, whoever can give somebody the right is told. Raises `AccusedPicked` where who
    complained did pick somebody.
    """
    held = Complaint.objects.select_for_update(of=("self",), no_key=True).get(pk=complaint.pk)
    if not held.may_be_named:
        raise AccusedPicked
    if held.accused == accused:
        return
    Complaint.objects.filter(pk=held.pk).update(accused=accused)
    Naming.objects.create(complaint=held, accused=accused, named_at=at, named_by=by.label)
    _record("mentoring.name_accused", complaint, by, at)
    if held.answered_at is None and not hearers_of(held).exists():
        tell_of_complaint.enqueue(held.pk)


@transaction.atomic
def answer_complaint(complaint: Complaint, *, answer: str, measures: str, by: Actor, at: datetime) -> None:
    """`answer` is read by who complained; `measures`, what was found out and done, by the office alone."""
    standing = Complaint.objects.filter(pk=complaint.pk, answered_at=None)
    given = {"answered_at": at, "answered_by": by.label, "answer_sealed": seal(answer, ANSWER_PLACE)}
    if not standing.update(**given, measures_sealed=seal(measures, MEASURES_PLACE)):
        raise ComplaintAnswered
    _record("mentoring.answer_complaint", complaint, by, at)
    tell_of_complaint_answer.enqueue(complaint.pk)


def _record(verb: str, complaint: Complaint, by: Actor, at: datetime) -> None:
    record(verb, complaint, by=by, at=at, place=complaint.enrolment.stage.programme.place)
