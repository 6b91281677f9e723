"""The call list on paper: who is to be telephoned until when, with room for a tick. Holds telephone numbers."""

from datetime import datetime
from pathlib import Path

from django.utils import translation

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, plain_date, short_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.phones import format_phone
from sanggar.people.queries import letterhead_of
from sanggar.planning.models import Stage
from sanggar.selection.models import Offer
from sanggar.selection.queries import call_list

TEMPLATE = Path(__file__).with_name("call_sheet.typ")


def call_sheet(stage: Stage, at: datetime) -> bytes:
    with translation.override("id"):
        data = {
            "office": letterhead_of(stage.programme.organisation),
            "subtitle": f"{stage.programme.name}, {stage.name}",
            "printed": f"{plain_date(at, office_zone())} pukul {clock_time(at, office_zone())}",
            "rows": [_row(number, offer) for number, offer in enumerate(call_list(stage, at), start=1)],
        }
    return pdf(TEMPLATE, data, at=at)


def _row(number: int, offer: Offer) -> list[str]:
    application = offer.application
    deadline = f"{short_date(offer.deadline, office_zone())} {clock_time(offer.deadline, office_zone())}"
    reached = short_date(offer.reached_at, office_zone()) if offer.reached_at else ""
    return [
        str(number),
        application.name,
        application.receipt,
        format_phone(application.phone),
        "email" if application.email else "tanpa email",
        deadline,
        reached,
    ]
