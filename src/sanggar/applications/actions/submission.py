"""Receiving an application. What returns from here is on disk."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from sanggar.applications import letters
from sanggar.applications.actions.consents import give
from sanggar.applications.actions.refusals import CallNotOpen, SubmissionUsed
from sanggar.applications.actions.writing import fill_in, new_receipt, note, require_open, save_as_live
from sanggar.applications.answers import Answers
from sanggar.applications.models import Act, Application, Call, ConsentText
from sanggar.applications.queries import sent_before


@transaction.atomic
def submit_application(
    call: Call,
    answers: Answers,
    *,
    submission_id: UUID,
    consents: Iterable[ConsentText],
    at: datetime,
    language: str = "id",
) -> Application:
    """Store an application and return it; the same submission again returns the one that is stored, even after closing.

    Where the same NIK already applies in this call the new one is stored as contested, which only the office can see.
    Raises `CallNotOpen`, and `SubmissionUsed` when this submission id came with another NIK. `at` is the moment at
    which the request arrived.
    """
    try:
        require_open(call, at)
    except CallNotOpen:
        if stored := sent_before(call, submission_id, answers.nik):
            return stored
        raise
    application = Application(call=call, submission_id=submission_id, language=language)
    application.submitted_at = application.changed_at = at
    fill_in(application, answers)
    if not _save_new(application):
        return _stored_meanwhile(application, answers)
    given = give(application, consents, at=at)
    note(
        application,
        Act.SUBMIT,
        before="",
        by=application.actor,
        at=at,
        details={"texts": [text.digest for text in given], "flags": application.flags.split()},
        personal={"name": application.name, "phone": application.phone, "email": application.email},
    )
    if letters.has_a_way(application):
        # The queue is a table of this database: the letter is promised in the same commit, or not at all.
        letters.send_receipt.enqueue(application.pk)
    return application


def _save_new(application: Application) -> bool:
    """False when this submission is stored already (the other click of a double click was faster)."""
    while True:
        application.receipt = new_receipt(application.programme.code)
        try:
            save_as_live(application, force_insert=True)
        except IntegrityError:
            if Application.objects.filter(submission_id=application.submission_id).exists():
                return False
            if not Application.objects.filter(receipt=application.receipt).exists():
                raise
        else:
            return True


def _stored_meanwhile(application: Application, answers: Answers) -> Application:
    stored = sent_before(application.call, application.submission_id, answers.nik)
    if stored is None:
        raise SubmissionUsed
    return stored
