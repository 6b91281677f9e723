"""Letters about works and about the timetable, sent by the worker. Tasks are given ids; a letter about a work names the
assignment, never the work.
"""

import uuid
from collections.abc import Mapping
from functools import partial

from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.mail import letter_text, send_letter
from sanggar.foundation.once import send_once
from sanggar.foundation.work import UNHURRIED
from sanggar.people.models import Account
from sanggar.planning.models import ChangeKind, Meeting, MeetingChange
from sanggar.training.calendars import calendar_path, trainer_calendar_path
from sanggar.training.models import AssessmentState, Enrolment, Submission, SubmissionState, WorkAssessment

CHANGE = "meeting_changed"
CHANGES = uuid.UUID("6b0b3c0e-5d0f-4a53-9a1c-0c1f2f7f3a11")


@task()
def tell_assessor(assessment_id: int) -> None:
    """A work waits for someone, in the round that waits now; nothing when they were let go meanwhile."""
    rows = WorkAssessment.objects.select_related("account", "submission__assignment__stage__programme")
    asked = rows.get(pk=assessment_id)
    theirs, was = rows.filter(account=asked.account, state=AssessmentState.ASSIGNED), asked.submission
    if was.state == SubmissionState.WITHDRAWN:
        theirs = theirs.filter(submission__assignment=was.assignment_id, submission__enrolment=was.enrolment_id)
    else:
        theirs = theirs.filter(pk=asked.pk)
    found = theirs.first()
    if found:
        programme = found.submission.assignment.stage.programme
        context = {"assessment": found, "assignment": found.submission.assignment, "programme": programme}
        account = found.account
        letter, office = "training/letters/assess", programme.organisation_id
        send_letter(letter, context, to=account.email, language=account.language, office=office)


@task()
def tell_participant(submission_id: int) -> None:
    """Their work was answered; who gave no address is told by the office."""
    joins = "enrolment__person__account", "enrolment__application", "assignment__stage__programme"
    found = Submission.objects.select_related(*joins).get(pk=submission_id)
    person, application = found.enrolment.person, found.enrolment.application
    programme = found.assignment.stage.programme
    _send(
        "answered",
        {
            "submission": found,
            "person": person,
            "assignment": found.assignment,
            "programme": programme,
            "link": "" if person.signs_in else application.own_path,
        },
        to=person.email,
        language=person.account.language if person.account else application.language,
        office=programme.organisation_id,
        by_hand=ByHand(person.name, person.phone, programme.shelf, f"work {found.pk}"),
    )


@task(priority=UNHURRIED)
def tell_participant_of_change(change_id: int, enrolment_id: int) -> None:
    """A meeting was moved or called off; as it stands when the letter leaves. Sent once, however often it is tried."""
    enrolment = Enrolment.objects.select_related("person__account", "stage__programme").get(pk=enrolment_id)
    person = enrolment.person
    language = person.account.language if person.account else "id"
    links = {"calendar": calendar_path(enrolment)}
    by_hand = ByHand(person.name, person.phone, enrolment.stage.programme.shelf, f"meeting {change_id} {enrolment_id}")
    whom = f"enrolment {enrolment_id}"
    _send_change(change_id, links, whom=whom, name=person.name, to=person.email, language=language, by_hand=by_hand)


@task()
def tell_trainer_of_change(change_id: int, account_id: int) -> None:
    """The same to who teaches or was to teach; a substitute learns from it that they are one."""
    account = Account.objects.get(pk=account_id)
    links = {"calendar": trainer_calendar_path(account)}
    whom = f"account {account_id}"
    _send_change(change_id, links, whom=whom, name=account.name, to=account.email, language=account.language)


def _send_change(
    change_id: int,
    links: Mapping[str, object],
    *,
    whom: str,
    name: str,
    to: str | None,
    language: str,
    by_hand: ByHand | None = None,
) -> None:
    """Once for each whom it concerns, not for each address: two of a family may have one. Nothing where it was called
    off since, or what was called off is held after all: that has its own letter.
    """
    rows = MeetingChange.objects.select_related("meeting__cohort__stage__programme", "meeting__listed_venue")
    change = rows.get(pk=change_id)
    if bool(change.meeting.cancelled_at) != (change.kind == ChangeKind.CANCELLED):
        return
    context = {**change_letter(change, change.meeting), **links, "name": name}
    office = change.meeting.cohort.stage.programme.organisation_id
    send = partial(_send, CHANGE, context, to=to, language=language, office=office, by_hand=by_hand)
    send_once(uuid.uuid5(CHANGES, f"{change_id} {whom}"), clock.now(), send)


def change_letter(change: MeetingChange, meeting: Meeting) -> dict[str, object]:
    """What the letter about a change says, sent or only shown; `meeting` as it is to be, or is by now."""
    programme = meeting.cohort.stage.programme
    kind, reason = str(change.kind), change.reason
    return {"kind": kind, "before": change, "meeting": meeting, "reason": reason, "programme": programme}


def change_letter_text(change: MeetingChange, meeting: Meeting, *, name: str, language: str) -> str:
    """The letter as it will be, without the links, which are each one's own."""
    return letter_text(f"training/letters/{CHANGE}", {**change_letter(change, meeting), "name": name}, language)


def _send(
    letter: str,
    context: Mapping[str, object],
    *,
    to: str | None,
    language: str,
    office: int,
    by_hand: ByHand | None = None,
) -> None:
    send_letter(f"training/letters/{letter}", context, to=to, language=language, office=office, by_hand=by_hand)
