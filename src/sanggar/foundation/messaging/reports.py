"""What providers tell of a message afterwards: in any order, as often as they like, even "failed" before "delivered".

The furthest state counts, so the end is the same whatever the order; what is not ours is ignored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sanggar.foundation import clock
from sanggar.foundation.messaging import brief
from sanggar.foundation.messaging.envelope import person_of
from sanggar.foundation.messaging.whatsapp import refusal
from sanggar.foundation.models import Channel, Message, MessageEvent, MessageOptOut, MessageState
from sanggar.foundation.phones import PhoneNotUnderstood, normalise_phone

S = MessageState
FURTHER = (S.QUEUED, S.SENDING, S.UNKNOWN, S.SENT, S.FAILED, S.DELIVERED, S.READ)
RANK = {state: rank for rank, state in enumerate(FURTHER)}
CODE = re.compile(r"[0-9]{1,9}")
STATES = {"sent": S.SENT, "delivered": S.DELIVERED, "read": S.READ, "failed": S.FAILED}
STOP, START = {"BERHENTI", "STOP", "UNREG"}, {"MULAI", "START"}


@dataclass(frozen=True, slots=True)
class Report:
    """`id` is the provider's name for the message, `ref` ours; one of them may be empty."""

    channel: str
    id: str
    state: str
    at: datetime
    reason: str = ""
    ref: str = ""


@transaction.atomic
def take(report: Report) -> bool:
    """Whether it was about a message of ours and told something new."""
    message = _message(report)
    if message is None or _is_emptied(message) or _is_known(message, report):
        return False
    told = {"state": report.state, "channel": report.channel, "reason": report.reason, "provider_id": report.id}
    MessageEvent.objects.create(message=message, at=report.at, **told)
    if message.state in RANK and RANK[S(report.state)] > RANK[S(message.state)]:
        message.state, message.reason, message.changed_at = report.state, report.reason, clock.now()
        message.taken_at = message.next_try_at = None
        brief.on_report(message, clock.now())
    message.provider_id = message.provider_id or report.id
    message.save()
    return True


def _message(report: Report) -> Message | None:
    """By the provider's id, else by our own reference: so a report may come before the answer to our request."""
    rows = Message.objects.select_for_update().filter(channel=report.channel)
    by_id = rows.filter(provider_id=report.id).first() if report.id else None
    if by_id or not (ref := _uuid(report.ref)):
        return by_id
    of_this_try = Q(provider_id="") | Q(provider_id=report.id) | Q(state=S.UNKNOWN) if report.id else Q()
    return rows.filter(of_this_try, ref=ref).first()


def _is_emptied(message: Message) -> bool:
    """Nothing more is learnt of it: a provider's name for a message may hold the number it went to."""
    return not message.text_sealed and not message.provider_id


def _is_known(message: Message, report: Report) -> bool:
    return message.events.filter(state=report.state, channel=report.channel, provider_id=report.id).exists()


def whatsapp_reports(told: Any) -> Iterator[Report]:
    """The states in a notification of the Cloud API; what is shaped otherwise is passed over."""
    for value in _values(told):
        for each in _dicts(value.get("statuses")):
            state = STATES.get(str(each.get("status")))
            if state and each.get("id"):
                ref, at = str(each.get("biz_opaque_callback_data") or ""), _moment(each.get("timestamp"))
                reason = _why(each) if state == S.FAILED else ""
                yield Report(Channel.WHATSAPP, str(each["id"]).replace("\0", "")[:200], state, at, reason, ref)


def whatsapp_words(told: Any) -> Iterator[tuple[str, str, datetime]]:
    """(number, what was written or which button pressed, when) of what people sent us."""
    for value in _values(told):
        for each in _dicts(value.get("messages")):
            text, button = (part if isinstance(part, dict) else {} for part in (each.get("text"), each.get("button")))
            words = str(text.get("body") or button.get("text") or "")
            yield f"+{each.get('from')}", words, _moment(each.get("timestamp"))


@transaction.atomic
def hear(phone: str, words: str, at: datetime) -> None:
    """BERHENTI and MULAI; anything else is not kept. Of two words the later one counts, whichever comes first."""
    word = words.strip().strip(".!").upper()
    try:
        person = person_of(normalise_phone(phone))
    except PhoneNotUnderstood:
        return
    if word in STOP | START:
        said, _new = MessageOptOut.objects.select_for_update().get_or_create(
            person=person, defaults={"at": at, "is_out": word in STOP}
        )
        if (at, word in STOP) > (said.at, said.is_out):
            said.at, said.is_out = at, word in STOP
            said.save()


def _values(told: Any) -> Iterator[dict[str, Any]]:
    for entry in _dicts(told.get("entry") if isinstance(told, dict) else None):
        for change in _dicts(entry.get("changes")):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _why(failed: dict[str, Any]) -> str:
    codes = [str(error.get("code")) for error in _dicts(failed.get("errors"))]
    return refusal(int(codes[0])) if codes and CODE.fullmatch(codes[0]) else ""


def _moment(seconds: Any) -> datetime:
    """When they say it was; now where they say nothing that can be."""
    try:
        return min(datetime.fromtimestamp(int(str(seconds)), tz=UTC), clock.now())
    except (ValueError, OverflowError, OSError):
        return clock.now()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
