"""A letter that somebody of the office tells is shown to them with what is secret in it: an act, on record."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sanggar.applications.actions import reveal_link
from sanggar.applications.data_letters import FIND_KEY
from sanggar.applications.models import Application
from sanggar.foundation import by_hand
from sanggar.foundation.audit import Actor
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.models import Message
from sanggar.planning.models import Programme

OWN_PAGE = re.compile(r"/lamaran/([^/\s]+)/[^/\s]+/")
GUARDIANS_PAGE = re.compile(r"/lamaran/wali/(\d+)/")
CODE_TO_IT = re.compile(rf"^{FIND_KEY} (\d+)$")


@transaction.atomic
def show_letter(message: Message, programme: Programme, *, by: Actor, at: datetime) -> tuple[Envelope, bool]:
    """Its words whole, and whether an applicant reads of it: whose own page they open, by a link or by its code, or
    whose guardian's, has it in the application's history, each time anew.
    """
    words = by_hand.show(message, place=programme.place, by=by, at=at)
    ours = Application.objects.filter(call__stage__programme=programme)
    by_link, by_code = OWN_PAGE.findall(words.body), CODE_TO_IT.findall(message.key)
    opened = list(ours.filter(Q(receipt__in=by_link) | Q(pk__in=by_code)))
    wards = list(ours.filter(guardianships__in=GUARDIANS_PAGE.findall(words.body)).distinct())
    for application in opened:
        reveal_link(application, by=by, at=at)
    for application in wards:
        reveal_link(application, of_guardian=True, by=by, at=at)
    return words, bool(opened or wards)
