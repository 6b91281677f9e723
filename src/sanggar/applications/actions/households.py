"""What follows for a call from its published procedure: how its seats go, and whether it asks for the family card."""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions.texts import write_text
from sanggar.applications.models import NOTICE, Call, ConsentText
from sanggar.applications.wording import FAMILY_CARD
from sanggar.foundation.audit import Actor, record


@transaction.atomic
def tell_how_seats_go(call: Call, seats_go: str, *, by: Actor, at: datetime) -> None:
    """What every page and letter of the call says of it from now on."""
    if not Call.objects.filter(pk=call.pk).exclude(seats_go=seats_go).update(seats_go=seats_go):
        return
    call.seats_go = seats_go
    place, details = call.programme.place, {"seats_go": seats_go}
    record("applications.tell_how_seats_go", call, by=by, at=at, place=place, details=details)


@transaction.atomic
def ask_family_card(call: Call, *, asked: bool, by: Actor, at: datetime) -> None:
    """Ask for it from now on, or no longer. What it is for is added to the privacy notice, as a new version."""
    if not Call.objects.filter(pk=call.pk).exclude(asks_family_card=asked).update(asks_family_card=asked):
        return
    call.asks_family_card = asked
    place, details = call.programme.place, {"asked": asked}
    record("applications.ask_family_card", call, by=by, at=at, place=place, details=details)
    notice = ConsentText.objects.filter(call=call, key=NOTICE, retired_at=None).first()
    if asked and notice and FAMILY_CARD[0] not in notice.text:
        told = (f"{old}\n\n{new}" for old, new in zip((notice.text, notice.text_en), FAMILY_CARD, strict=True))
        text, text_en = told
        write_text(call, key=NOTICE, text=text, text_en=text_en, by=by, at=at)
