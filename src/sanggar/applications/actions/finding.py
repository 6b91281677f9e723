"""Finding one's application again without the link: receipt number, birth date, and a code that comes by letter.

The page writes down what was typed and has the worker look, so it does the same whether or not there is such an
application; what may be told then is told in the letter alone.
"""

import json
from datetime import date, datetime, timedelta

from django.db import transaction

from sanggar.applications import data_letters
from sanggar.applications.actions.counter import reissue_link
from sanggar.applications.finding import is_code, plain_receipt
from sanggar.applications.models import Application, FindRequest
from sanggar.applications.models.finding import FIND_PLACE
from sanggar.applications.queries import application_of
from sanggar.foundation.audit import record
from sanggar.foundation.sealed import seal

KEPT = timedelta(days=1)


@transaction.atomic
def ask_for_code(receipt: str, birth_date: date, *, at: datetime) -> None:
    """Have the worker send a code, if there is such an application. Nothing is looked up here."""
    typed = json.dumps({"receipt": plain_receipt(receipt), "birth_date": birth_date.isoformat()})
    asked = FindRequest.objects.create(typed_sealed=seal(typed, FIND_PLACE), asked_at=at)
    data_letters.send_find_code.enqueue(asked.pk)


@transaction.atomic
def find_by_code(
    receipt: str, birth_date: date, code: str, *, renews: bool = False, at: datetime
) -> Application | None:
    """The application, whose link then opens it; None for a wrong code, before anything is looked up.

    The link stays the one that it was, so that whoever reads somebody's letters can not take it from them; with
    `renews` it is made anew, for who knows that others have it.
    """
    if not is_code(code, receipt, birth_date, at):
        return None
    application = application_of(receipt, birth_date)
    if application is None:
        return None
    if renews:
        reissue_link(application, by=application.actor, at=at)
    record(
        "applications.find_again",
        application,
        by=application.actor,
        at=at,
        place=application.programme.place,
        details={"renews": renews},
    )
    return application


def forget_find_requests(at: datetime) -> int:
    """What the worker could not send in a day is not sent any more."""
    return FindRequest.objects.filter(asked_at__lt=at - KEPT).delete()[0]
