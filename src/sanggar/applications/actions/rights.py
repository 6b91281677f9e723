"""Rights of UU 27/2022: what people ask about their own data, and the office's answer within its clock."""

import json
from datetime import datetime

from django.db import IntegrityError, transaction

from sanggar.applications import data_letters
from sanggar.applications.actions.refusals import (
    DataErased,
    GroundNeeded,
    HoldLifted,
    RightAnsweredAlready,
    RightAskedAlready,
)
from sanggar.applications.models import Application, LegalHold, RightsOutcome, RightsRequest, RightsState
from sanggar.applications.models.rights import ANSWER_PLACE, ASKED_PLACE, REACH_PLACE
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sealed import seal
from sanggar.people.models import Account
from sanggar.people.purposes import ANSWER
from sanggar.people.queries import term_of
from sanggar.planning.models import Programme


@transaction.atomic
def ask_right(
    asker: Application | Account, programme: Programme, *, kind: str, text: str = "", by: Actor, at: datetime
) -> RightsRequest:
    """Start the clock: an answer is due after the term that counts for the office on the day of asking."""
    refuse_nik(text, "text")
    term = term_of(programme.organisation, ANSWER, local_date(at, clock.office_zone()))
    asked = RightsRequest(programme=programme, kind=kind, asked_at=at, due_at=at + term.period, clock_basis=term.basis)
    asked.text_sealed = seal(text, ASKED_PLACE) if text else ""
    if isinstance(asker, Application):
        asked.application = asker
    else:
        asked.account = asker
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        raise RightAskedAlready from None
    record("applications.ask_right", asked, by=by, at=at, place=programme.place, details={"kind": kind})
    return asked


@transaction.atomic
def answer_right(
    asked: RightsRequest, *, outcome: str, answer: str, basis: str = "", by: Actor, at: datetime
) -> RightsRequest:
    """Answer once; the letter leaves after the commit, to where the asker could be reached when it was answered."""
    refuse_nik(answer, "answer")
    if outcome != RightsOutcome.GRANTED and not basis:
        raise GroundNeeded(field="basis")
    held = RightsRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.pk)
    if not held.is_open:
        raise RightAnsweredAlready(who=held.answered_by)
    held.state, held.outcome, held.basis = RightsState.ANSWERED, outcome, basis
    held.answer_sealed, held.answered_at, held.answered_by = seal(answer, ANSWER_PLACE), at, by.label
    held.reach_sealed = seal(json.dumps(_reach(held)), REACH_PLACE)
    held.save()
    details = {"kind": held.kind, "outcome": outcome, "late": at >= held.due_at}
    record("applications.answer_right", held, by=by, at=at, place=held.programme.place, details=details)
    data_letters.send_rights_answer.enqueue(held.pk)
    return held


def _reach(asked: RightsRequest) -> dict[str, str]:
    if application := asked.application:
        told = {"name": application.name, "email": application.email, "phone": application.phone}
        return told | {"language": application.language}
    assert asked.account is not None
    return {
        "name": asked.account.name,
        "email": asked.account.email or "",
        "phone": "",
        "language": asked.account.language,
    }


@transaction.atomic
def place_legal_hold(
    programme: Programme, application: Application | None = None, *, reason: str, by: Actor, at: datetime
) -> LegalHold:
    """Have nothing emptied, of one application or of all, until the hold is lifted."""
    refuse_nik(reason, "reason")
    if application and application.erased_at:
        raise DataErased
    hold = LegalHold.objects.create(
        programme=programme, application=application, reason=reason, placed_at=at, placed_by=by.label
    )
    details = {"application": application.receipt if application else ""}
    personal = {"reason": reason}
    record(
        "applications.place_legal_hold", hold, by=by, at=at, place=programme.place, details=details, personal=personal
    )
    return hold


@transaction.atomic
def lift_legal_hold(hold: LegalHold, *, by: Actor, at: datetime) -> None:
    if not LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=at, lifted_by=by.label):
        raise HoldLifted
    record("applications.lift_legal_hold", hold, by=by, at=at, place=hold.programme.place)
