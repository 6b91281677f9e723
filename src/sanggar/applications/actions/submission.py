"""Receiving applications. What returns from here is on disk.

This is the one sanctioned exception to "one act, one transaction": in the opening minute a commit of its own for each
application would spend the machine on waiting for its disk. So those that come together are written together
(`write_together`), each with its own history, consents and audit row in that same transaction, each with its own
outcome, and each answered only after the commit. All that one can do alone (reading, checking, sealing, the hashes) is
done before, in the request's own thread (`prepare`). Nothing is looked up first: the unique constraints say who was
first, also among those of one group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction

from sanggar.applications import letters
from sanggar.applications.actions.answer_files import bind_files
from sanggar.applications.actions.invitations import use_code
from sanggar.applications.actions.refusals import CallNotOpen, SubmissionUsed
from sanggar.applications.actions.writing import EVENT, calls_of, fill_in, holding, new_receipt
from sanggar.applications.answers import Answers
from sanggar.applications.models import Act, Application, ApplicationEvent, ApplicationState, Call, Consent, ConsentText
from sanggar.applications.queries import sent_before
from sanggar.foundation import clock
from sanggar.foundation.asking import Asking, one_transaction
from sanggar.foundation.audit import Entry, Personal, entry_of, record_together, seal_personal
from sanggar.foundation.inserting import Rows, insertion, insertions, numbers_of, rows_of
from sanggar.foundation.work import tasks_for

Outcome = Application | CallNotOpen | SubmissionUsed
"""What became of one: stored (now or earlier), or why not."""


@dataclass(frozen=True, slots=True)
class Submission:
    """An application that was read, checked and sealed; only the database's word is missing."""

    application: Application
    nik: str
    texts: Sequence[ConsentText]
    personal: Personal

    def __repr__(self) -> str:
        return "Submission(…)"


def submit_application(
    call: Call,
    answers: Answers,
    *,
    submission_id: UUID,
    consents: Iterable[ConsentText],
    at: datetime,
    language: str = "id",
    device: str = "",
) -> Application:
    """Store an application and return it; the same submission again returns the one that is stored, even after closing.

    Where the same NIK already applies in this call the new one is stored as contested, which only the office can see.
    Raises `CallNotOpen`, what `use_code` and `bind_files` refuse, and `SubmissionUsed` when this submission id
    came with another NIK. `at` is the moment at which the request arrived, `device` the sign of its browser.
    """
    prepared = prepare(
        call, answers, submission_id=submission_id, consents=consents, at=at, language=language, device=device
    )
    with transaction.atomic():
        (outcome,) = write_together([prepared])
        if outcome is prepared.application:
            use_code(outcome, answers.invitation_code, at=at)
            bind_files(outcome, at=at)
    if isinstance(outcome, Application):
        return outcome
    raise outcome


def prepare(
    call: Call,
    answers: Answers,
    *,
    submission_id: UUID,
    consents: Iterable[ConsentText],
    at: datetime,
    language: str,
    device: str = "",
) -> Submission:
    """All of an application that needs no database. Raises what `fill_in` refuses."""
    application = Application(*_blank())  # by position, which is how Django fills one fastest
    application.call, application.submission_id, application.language = call, submission_id, language
    application.device = device
    application.submitted_at = application.changed_at = at
    application.receipt = new_receipt(application.programme.code)
    fill_in(application, answers)
    told = {"name": application.name, "phone": application.phone, "email": application.email}
    return Submission(application, answers.nik, list(consents), seal_personal(told))


@cache
def _blank() -> tuple[Any, ...]:
    """What stands in an application that nothing was filled in."""
    blank = Application()
    return tuple(getattr(blank, field.attname) for field in Application._meta.concrete_fields)  # noqa: SLF001 - Django's documented model API


def write_together(submissions: Sequence[Submission]) -> list[Outcome]:
    """Write applications in one transaction; the outcome of each, in their order.

    A row that the database can't take fails them all: who gathers them asks again for each by itself.
    """
    with one_transaction() as asking:
        (rows,) = asking.ask(holding(calls_of_those(submissions)))
        return write_in(asking, submissions, calls_of(rows))


def calls_of_those(submissions: Iterable[Submission]) -> set[int]:
    return {submission.application.call_id for submission in submissions}


def write_in(asking: Asking, submissions: Sequence[Submission], calls: Mapping[int, Call]) -> list[Outcome]:
    """The same as the last of a transaction; `calls` as they stand now, held open by it (`holding`)."""
    taken: dict[UUID, Submission] = {}
    for submission in submissions:
        application = submission.application
        if calls[application.call_id].is_open_at(application.submitted_at):
            taken.setdefault(application.submission_id, submission)
    written = _written(taken, asking)
    new = {id(submission) for submission in written}
    outcomes = [
        submission.application
        if id(submission) in new
        else _stored_or_why_not(submission, is_open=submission.application.submission_id in taken)
        for submission in submissions
    ]
    _keep_with_them(written, asking)
    return outcomes


def _written(taken: Mapping[UUID, Submission], asking: Asking) -> list[Submission]:
    """Those that are stored now: live, or contested where another application of this person lives. The others came
    before, under the same submission id.
    """
    left = sorted((each.application for each in taken.values()), key=lambda each: each.nik_lookup)
    for application in left:
        application.pk = None  # it may have been part of a group that failed
    while left:
        for state in (ApplicationState.SUBMITTED, ApplicationState.CONTESTED):
            for application in left:
                application.state = state
            inserted = asking.ask(*insertion(rows_of(Application, left), "submission_id", unless_there=True))
            for submission_id, number in numbers_of(inserted).items():
                _mark_as_saved(taken[UUID(submission_id)].application, number)
            left = [application for application in left if application.pk is None]
        if left:
            left = _with_another_receipt(left)
    return [each for each in taken.values() if each.application.pk is not None]


def _mark_as_saved(application: Application, number: int) -> None:
    """As Django marks what it saved itself."""
    application.pk = number
    application._state.adding = False  # noqa: SLF001 - documented by Django for instances that were not saved by it
    application._state.db = DEFAULT_DB_ALIAS  # noqa: SLF001 - the same


def _with_another_receipt(left: Sequence[Application]) -> list[Application]:
    """Those that nothing kept out but the chance of an equal receipt, to be tried again under another one."""
    ids = [application.submission_id for application in left]
    known = set(Application.objects.filter(submission_id__in=ids).values_list("submission_id", flat=True))
    again = [application for application in left if application.submission_id not in known]
    for application in again:
        application.receipt = new_receipt(application.programme.code)
    return again


def _keep_with_them(written: Sequence[Submission], asking: Asking) -> None:
    """History, consents, audit rows, and the promise of a letter: the queue is a table of this database, so the letter
    is promised in the same commit, or not at all.
    """
    agreed = [(each.application.pk, text.pk, each.application.submitted_at) for each in written for text in each.texts]
    reached = [each.application.pk for each in written if letters.has_a_way(each.application)]
    rows = (
        Rows(ApplicationEvent, EVENT, [_event(each.application) for each in written]),
        Rows(Consent, ("application_id", "text_id", "given_at"), agreed),
        tasks_for(letters.send_receipt, reached, clock.now()),
    )
    asking.last(*insertions(*rows), *record_together([(_entry(each), each.personal) for each in written]))


def _event(application: Application) -> tuple[object, ...]:
    by = application.actor
    return application.pk, Act.SUBMIT, application.submitted_at, by.label, by.kind, "", application.state, ""


def _entry(submission: Submission) -> Entry:
    application = submission.application
    return entry_of(
        f"applications.{Act.SUBMIT}",
        application,
        by=application.actor,
        at=application.submitted_at,
        place=application.programme.place,
        details={
            "call": application.call_id,
            "from": "",
            "to": application.state,
            "texts": [text.digest for text in submission.texts],
            "flags": application.flags.split(),
        },
        commitment=submission.personal.commitment,
    )


def _stored_or_why_not(submission: Submission, *, is_open: bool) -> Outcome:
    application = submission.application
    stored = sent_before(application.call, application.submission_id, submission.nik)
    if stored is not None:
        return stored
    return SubmissionUsed() if is_open else CallNotOpen()
