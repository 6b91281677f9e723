"""Applications that the office enters for someone: at the counter, with the consent on paper."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sanggar.applications import letters
from sanggar.applications.actions.answer_files import bind_files
from sanggar.applications.actions.consents import give
from sanggar.applications.actions.counter import identify_applicant, reveal_link
from sanggar.applications.actions.invitations import use_code
from sanggar.applications.actions.refusals import (
    AlreadyApplies,
    CallNotOpen,
    ConsentNowhere,
    ContactNowhere,
    LetterAddressMissing,
)
from sanggar.applications.actions.writing import calls_held_open, fill_in, new_receipt, note
from sanggar.applications.answers import Answers
from sanggar.applications.models import (
    ADDRESS_PLACE,
    Act,
    Application,
    ApplicationState,
    Call,
    Consented,
    ConsentText,
    OfficeEntry,
    TellBy,
    Way,
)
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.models import StoredFile
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sealed import seal
from sanggar.people.actions import nik_lookup


@dataclass(frozen=True, slots=True)
class Paper:
    """What was signed, and how its signer hears of what follows."""

    scan: StoredFile | None = None
    place: str = ""
    signed_on: date | None = None
    tell_by: str = TellBy.PHONE
    postal_address: str = ""


@transaction.atomic
def enter_application(
    call: Call,
    answers: Answers,
    *,
    paper: Paper,
    consents: Iterable[ConsentText],
    card_shown: bool,
    by: Actor,
    at: datetime,
) -> Application:
    """Enter an application for someone who is at the counter. Without telephone and e-mail it says how they are told.

    Raises `CallNotOpen`, and `AlreadyApplies` where the NIK applies in the call already: the person is there, so the
    other application can be opened at once.
    """
    if not calls_held_open({call.pk})[call.pk].is_open_at(at):
        raise CallNotOpen
    _require_paper(paper, answers)
    application = new_entry(call, answers, at=at)
    _save(application, answers.nik)
    use_code(application, answers.invitation_code, at=at)
    bind_files(application, at=at)
    given = give(application, consents, at=at)
    _keep_paper(application, paper, by=by, at=at)
    details = {"texts": [text.digest for text in given], "flags": application.flags.split(), "way": Way.COUNTER.value}
    note(application, Act.SUBMIT, before="", by=by, at=at, details=details, personal=told_of(application))
    if card_shown:
        identify_applicant(application, by=by, at=at)
    if letters.has_a_way(application):
        letters.send_receipt.enqueue(application.pk)
    return application


def new_entry(call: Call, answers: Answers, *, at: datetime) -> Application:
    """An application of ours, not yet saved."""
    application = Application(call=call, submission_id=uuid.uuid4(), state=ApplicationState.SUBMITTED)
    application.submitted_at = application.changed_at = at
    application.receipt = new_receipt(call.programme.code)
    fill_in(application, answers)
    return application


def told_of(application: Application) -> dict[str, object]:
    """What the record keeps of who applied, erasable."""
    return {"name": application.name, "phone": application.phone, "email": application.email}


@transaction.atomic
def note_receipt_printed(application: Application, *, by: Actor, at: datetime) -> None:
    """The paper bears the secret link, so that it was printed is on record, and the person reads who saw it."""
    version = {"link_version": application.link_version}
    place = application.programme.place
    record("applications.print_receipt", application, by=by, at=at, place=place, details=version)
    reveal_link(application, by=by, at=at)


def _require_paper(paper: Paper, answers: Answers) -> None:
    refuse_nik(paper.place, "paper_place")
    refuse_nik(paper.postal_address, "postal_address")
    if not paper.scan and not paper.place:
        raise ConsentNowhere(field="paper_place")
    if not answers.phone and not answers.email and paper.tell_by == TellBy.PHONE:
        raise ContactNowhere(field="phone")
    if paper.tell_by == TellBy.LETTER and not paper.postal_address:
        raise LetterAddressMissing(field="postal_address")


def _save(application: Application, nik: str) -> None:
    """The database decides whether the person applies already."""
    if standing := _standing(application, nik):
        raise AlreadyApplies(field="nik", receipt=standing.receipt)
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        if standing := _standing(application, nik):
            raise AlreadyApplies(field="nik", receipt=standing.receipt) from None
        raise


def _standing(application: Application, nik: str) -> Application | None:
    """Whatever became of it: someone who withdrew returns by their own link, not by a second application."""
    found = Application.objects.filter(call=application.call, nik_lookup=nik_lookup(nik))
    return found.exclude(state=ApplicationState.SUPERSEDED).order_by("pk").first()


def _keep_paper(application: Application, paper: Paper, *, by: Actor, at: datetime) -> None:
    OfficeEntry.objects.create(
        application=application,
        way=Way.COUNTER,
        entered_by=by.label,
        entered_at=at,
        consented=Consented.SCAN if paper.scan else Consented.SHELF,
        consent_scan=paper.scan,
        consent_place=paper.place,
        signed_on=paper.signed_on,
        tell_by=paper.tell_by,
        address_sealed=seal(paper.postal_address, ADDRESS_PLACE) if paper.postal_address else "",
    )
