"""A letter that somebody of the office tells is shown to them with what is secret in it: an act, on record."""

import re
from datetime import datetime

from django.db import transaction

from sanggar.applications.actions import reveal_link
from sanggar.applications.models import Application
from sanggar.foundation import by_hand
from sanggar.foundation.audit import Actor
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.models import Message
from sanggar.planning.models import Programme

OWN_PAGE = re.compile(r"/lamaran/([^/\s]+)/[^/\s]+/")


@transaction.atomic
def show_letter(message: Message, programme: Programme, *, by: Actor, at: datetime) -> Envelope:
    """Its words whole. Whose own page they open has it in the application's history, each time anew."""
    words = by_hand.show(message, place=programme.place, by=by, at=at)
    receipts = set(OWN_PAGE.findall(words.body))
    for application in Application.objects.filter(receipt__in=receipts, call__stage__programme=programme):
        reveal_link(application, by=by, at=at)
    return words
