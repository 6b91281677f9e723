"""Answers about somebody's data that do at once what they say."""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions import answer_right, correct_application
from sanggar.applications.models import RightsOutcome, RightsRequest
from sanggar.foundation.audit import Actor
from sanggar.journeys.erasing import erase_account_data, erase_application_data
from sanggar.people.purposes import RIGHTS


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
    """Granted, wholly or in part, mends name and contact of the application; the letter goes to the new address."""
    if asked.application and outcome != RightsOutcome.REFUSED:
        asked.application = correct_application(asked.application, name=name, phone=phone, email=email, by=by, at=at)
    answer_right(asked, outcome=outcome, answer=answer, basis=basis, by=by, at=at)
