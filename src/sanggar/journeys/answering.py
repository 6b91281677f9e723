"""Answers about somebody's data that do at once what they say."""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions import answer_right, correct_application
from sanggar.applications.models import Application, RightsOutcome, RightsRequest
from sanggar.foundation.audit import Actor
from sanggar.journeys.accounts import needs_card
from sanggar.journeys.erasing import erase_account_data, erase_application_data
from sanggar.people.actions import correct_person
from sanggar.people.models import Person
from sanggar.people.purposes import RIGHTS
from sanggar.training.models import Enrolment


@transaction.atomic
def answer_erasure(
    asked: RightsRequest, *, outcome: str, answer: str, basis: str = "", by: Actor, at: datetime
) -> None:
    """Granted, wholly or in part, erases now what may go; raises `MayNotEraseYet` where something still needs it. The
    answer knows where it is sent before nothing else does.
    """
    answer_right(asked, outcome=outcome, answer=answer, basis=basis, by=by, at=at)
    if outcome == RightsOutcome.REFUSED:
        return
    if asked.application:
        erase_application_data(asked.application, purpose=RIGHTS, by=by, at=at)
    elif asked.account:
        erase_account_data(asked.account, asked.programme, by=by, at=at)


@transaction.atomic
def answer_correction(  # noqa: PLR0913 - what may be mended, and the answer
    asked: RightsRequest,
    *,
    outcome: str,
    answer: str,
    basis: str = "",
    name: str = "",
    phone: str = "",
    email: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Granted, wholly or in part, mends name and contact of the application, and of the person where it speaks for
    them without their card; the letter goes to the new address.
    """
    if asked.application and outcome != RightsOutcome.REFUSED:
        person = _person_to_mend(asked.application)
        asked.application = correct_application(asked.application, name=name, phone=phone, email=email, by=by, at=at)
        if person:
            place = asked.programme.place
            correct_person(person, name=name, phone=phone, email=email, by=by, at=at, place=place)
    answer_right(asked, outcome=outcome, answer=answer, basis=basis, by=by, at=at)


def _person_to_mend(application: Application) -> Person | None:
    """Locks both, the application first. Nobody before they are enrolled, nor where the card is needed yet: anyone can
    type a NIK, and the counter brings the person up to date.
    """
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    enrolment = Enrolment.objects.filter(application=application).select_related("application").first()
    if enrolment is None:
        return None
    enrolment.person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.person_id)
    return None if needs_card(enrolment) else enrolment.person
