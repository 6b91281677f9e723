"""What somebody of the office tells by telephone, WhatsApp or at the counter, because no channel leads there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging.envelope import Envelope, person_of, read, without_secrets
from sanggar.foundation.messaging.outbox import empty, note
from sanggar.foundation.models import Message, MessageContact, MessageState
from sanggar.foundation.models.messages import WAITING
from sanggar.foundation.parts import parts_of

__all__ = [
    "KEPT",
    "SHOWN",
    "ByHand",
    "ToldAlready",
    "forget_person",
    "holds_secret",
    "mark_told",
    "read",
    "show",
    "told",
    "waiting",
    "waiting_on",
]
KEPT = timedelta(days=30)
TELLABLE = (MessageState.BY_HAND, MessageState.HELD, MessageState.QUEUED, MessageState.FAILED, MessageState.UNKNOWN)
SHOWN = (MessageState.BY_HAND, MessageState.FAILED, MessageState.UNKNOWN)
"""What did not arrive, or may not have: only then somebody tells it, and may see it whole."""


class ToldAlready(DomainError):
    code = "told_already"
    message = _("Surat ini sudah ditandai disampaikan.")


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who is told, where the letter lies, and what it is about. `phone` is empty where none is known; `code` and
    `brief` are those of `Envelope`. `spoken`: what the letter says otherwise once no channel carried it, its code and
    until when this counts.
    """

    name: str
    phone: str
    shelf: str
    key: str
    until: datetime | None = None
    once: bool = False
    code: str = ""
    brief: bool = False
    spoken: tuple[Mapping[str, Any], str, datetime] | None = None


def waiting(shelf: str, at: datetime) -> QuerySet[Message]:
    """What is still to be told, the oldest first."""
    return waiting_on([shelf], at).order_by("written_at", "pk")


def waiting_on(shelves: Iterable[str], at: datetime) -> QuerySet[Message]:
    """The same on several shelves."""
    rows = Message.objects.filter(Q(until=None) | Q(until__gt=at), shelf__in=list(shelves), state=MessageState.BY_HAND)
    return rows.exclude(text_sealed="")


def told(shelf: str) -> QuerySet[Message]:
    return Message.objects.filter(shelf=shelf, state=MessageState.TOLD).order_by("-told_at", "-pk")


def holds_secret(words: Envelope) -> bool:
    """Whether it opens the page of a person or their guardian, or holds a code."""
    return without_secrets(words.body, words.code) != words.body


@transaction.atomic
def show(message: Message, *, place: Place, by: Actor, at: datetime) -> Envelope:
    """The words whole, to who tells them; looking again is looking again, and recorded again."""
    words = read(message)
    if words is None or message.state not in SHOWN:
        raise ToldAlready
    record("foundation.show_letter", message, by=by, at=at, place=place, details={"key": message.key})
    return words


@transaction.atomic
def mark_told(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    standing = Message.objects.filter(pk=message.pk, state__in=TELLABLE)
    if not standing.update(state=MessageState.TOLD, told_at=at, told_by=by.label, changed_at=at, next_try_at=None):
        raise ToldAlready
    message.refresh_from_db()
    note(message, at, by.label)
    record("foundation.tell_by_hand", message, by=by, at=at, place=place, details={"key": message.key})


@transaction.atomic
def forget_person(shelf: str, *, name: str, phone: str, at: datetime, sharers: Collection[str] = ()) -> int:
    """Empty every message on a shelf that is for this person or their number, told or not; how many there were.

    One that still waits for somebody of the same name with another number is a namesake's, and left. So is what is for
    `sharers`: a family has one telephone, and an offer to the sister must reach her though her brother was erased.
    """
    found = []
    for message in Message.objects.filter(shelf=shelf).exclude(text_sealed="").iterator():
        words = read(message)
        if words is None or (words.name in sharers and words.name != name):
            continue
        if _is_for(words, name, phone, waits=message.state in WAITING):
            found.append(message.pk)
    if phone and not sharers:
        MessageContact.objects.filter(person=person_of(phone)).delete()
    return sum(empty(Message.objects.filter(pk__in=part), at) for part in parts_of(found))


def _is_for(words: Envelope, name: str, phone: str, *, waits: bool) -> bool:
    if phone and words.phone == phone:
        return True
    return words.name == name and not (waits and words.phone)
