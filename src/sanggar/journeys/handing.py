"""A letter that somebody of the office tells is shown to them with what is secret in it: an act, on record."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sanggar.applications.actions import reveal_code, reveal_link
from sanggar.applications.models import Application
from sanggar.foundation import by_hand
from sanggar.foundation.audit import Actor
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.models import Message
from sanggar.planning.models import Programme

OWN_PAGE = re.compile(r"/lamaran/([^/\s]+)/[^/\s]+/")
GUARDIANS_PAGE = re.compile(r"/lamaran/wali/(\d+)/")
WHOSE = {"find": "pk", "sign-in": "enrolment__person__account"}
"""How the keys of letters with a code begin, and by what of an application the number after that finds it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The words whole, and whether an applicant reads on their own page that they were shown."""

    words: Envelope
    is_read: bool


@transaction.atomic
def show_letter(message: Message, programme: Programme, *, by: Actor, at: datetime) -> Shown:
    """Whose own page or guardian's page a link in it opens, or whose code it tells, has it in their application's
    history each time.
    """
    words = by_hand.show(message, place=programme.place, by=by, at=at)
    ours = Application.objects.filter(call__stage__programme=programme)
    linked = list(ours.filter(receipt__in=set(OWN_PAGE.findall(words.body))))
    wards = list(ours.filter(guardianships__in=GUARDIANS_PAGE.findall(words.body)).distinct())
    coded = _whose_code(message.key, ours) if words.code else []
    for application in linked:
        reveal_link(application, by=by, at=at)
    for application in wards:
        reveal_link(application, of_guardian=True, by=by, at=at)
    for application in coded:
        reveal_code(application, by=by, at=at)
    return Shown(words, bool(linked or wards or coded))


def _whose_code(key: str, ours: QuerySet[Application]) -> list[Application]:
    kind, _, number = key.partition(" ")
    return list(ours.filter(**{WHOSE[kind]: number})) if kind in WHOSE else []
