"""What people at the desk may do with messages; each act is recorded, for a person is told something or is not."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging.channels import ways
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.messaging.outbox import SUPERSEDED, is_overtaken, note, send_waiting
from sanggar.foundation.models import Message, MessageEvent, MessageState
from sanggar.foundation.parts import parts_of

S = MessageState
BY_OFFICE = "by_office"
CAN = {
    "hold": (S.QUEUED,),
    "release": (S.HELD, S.QUEUED),
    "cancel": (S.HELD, S.QUEUED, S.BY_HAND),
    "again": (S.FAILED, S.UNKNOWN),
    "next_way": (S.HELD, S.QUEUED, S.FAILED, S.UNKNOWN),
}
"""From which states each act is possible."""
SENDS_ONCE_MORE = ("again", "next_way")


class NotNow(DomainError):
    code = "message_moved_on"
    message = _("Pesan ini sekarang berstatus “%(state)s”, jadi tidak dapat diubah lagi dengan cara itu.")


class Overtaken(DomainError):
    code = "message_overtaken"
    message = _("Surat yang lebih baru tentang hal ini sudah ditulis, jadi yang ini tidak dikirim lagi.")


def hold(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    """Keep it back until somebody releases it."""
    _move(message, "hold", {"state": S.HELD, "next_try_at": None}, place=place, by=by, at=at)


def release(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    """Send it now, or as soon as the limits of its channel allow."""
    _move(message, "release", _queued(at), place=place, by=by, at=at)


def cancel(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    _move(
        message, "cancel", {"state": S.CANCELLED, "next_try_at": None, "reason": BY_OFFICE}, place=place, by=by, at=at
    )


def again(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    """Send once more what failed, or what may or may not have left: the person may then get it twice."""
    _move(message, "again", {**_queued(at), "provider_id": ""}, place=place, by=by, at=at)


def next_way(message: Message, *, place: Place, by: Actor, at: datetime) -> None:
    """Go on with the channel after this one; where there is none, by hand."""
    tried = ",".join(filter(None, (message.tried, message.channel)))
    values = {**_queued(at), "tried": tried, "provider_id": ""}
    _move(message, "next_way", values, place=place, by=by, at=at)


@transaction.atomic
def release_batch(shelf: str, batch: str, *, place: Place, by: Actor, at: datetime) -> int:
    """Everything of the batch that is held; how many."""
    held = list(Message.objects.select_for_update().filter(shelf=shelf, batch=batch, state=S.HELD))
    for message in held:
        _set(message, _queued(at), by, at)
    _record_batch("release", held, batch, place=place, by=by, at=at)
    if held:
        transaction.on_commit(send_waiting.enqueue)
    return len(held)


def cancel_batch(shelf: str, batch: str, *, place: Place, by: Actor, at: datetime) -> int:
    held = Message.objects.filter(shelf=shelf, batch=batch, state=S.HELD)
    return _cancel_all(held, BY_OFFICE, batch, place=place, by=by, at=at)


def take_back_batch(shelf: str, batch: str, *, place: Place, by: Actor, at: datetime) -> int:
    """As `cancel_batch`, with all that `take_back` takes back."""
    return take_back(Message.objects.filter(shelf=shelf, batch=batch), batch, place=place, by=by, at=at)


@transaction.atomic
def take_back(messages: QuerySet[Message], about: str, *, place: Place, by: Actor, at: datetime) -> int:
    """What they say holds no longer: whatever has not left, waits for somebody to tell it, or failed and could be sent
    once more, is cancelled; how many. What is leaving, or has left, is sent no more should that fail.
    """
    list(messages.select_for_update().order_by("pk").values_list("pk"))  # from here on no worker moves one of them on
    messages.filter(state__in=(S.SENDING, S.SENT)).update(until=at)
    overtaken = messages.filter(state__in=(*CAN["cancel"], *CAN["again"]))
    return _cancel_all(overtaken, SUPERSEDED, about, place=place, by=by, at=at)


@transaction.atomic
def _cancel_all(messages: QuerySet[Message], reason: str, about: str, *, place: Place, by: Actor, at: datetime) -> int:
    """In a few statements, however many messages there are: whoever takes them back may hold what others wait for.
    The channel stays the one by which each would have gone.
    """
    found = list(messages.select_for_update().only("channel"))  # without the sealed texts
    for part in parts_of(found):
        changed = Message.objects.filter(pk__in=[each.pk for each in part])
        changed.update(state=S.CANCELLED, next_try_at=None, reason=reason, changed_at=at)
    step = {"at": at, "by": by.label, "state": S.CANCELLED, "reason": reason}
    MessageEvent.objects.bulk_create(MessageEvent(message=each, channel=each.channel, **step) for each in found)
    _record_batch("cancel", found, about, place=place, by=by, at=at)
    return len(found)


def _record_batch(act: str, messages: list[Message], batch: str, *, place: Place, by: Actor, at: datetime) -> None:
    """One entry in the record for the whole batch; the messages themselves each keep their step."""
    if messages:
        details = {"batch": batch, "messages": len(messages)}
        record(f"foundation.{act}_messages", messages[-1], by=by, at=at, place=place, details=details)


@transaction.atomic
def _move(message: Message, act: str, values: dict[str, object], *, place: Place, by: Actor, at: datetime) -> None:
    held = Message.objects.select_for_update().filter(pk=message.pk).get()
    if held.state not in CAN[act] or not held.text_sealed:
        raise NotNow(state=held.get_state_display())
    if act in SENDS_ONCE_MORE and is_overtaken(held):
        raise Overtaken
    _set(held, values, by, at)
    details = {"key": held.key, "channel": held.channel}
    record(f"foundation.{act}_message", held, by=by, at=at, place=place, details=details)
    if held.state == S.QUEUED:
        transaction.on_commit(partial(send_waiting.enqueue))


def _set(message: Message, values: dict[str, object], by: Actor, at: datetime) -> None:
    for name, value in values.items():
        setattr(message, name, value)
    message.changed_at = at
    envelope = read(message)
    usable = ways(envelope, message.tried) if envelope else []
    message.channel = usable[0] if usable else ""
    message.save()
    note(message, at, by.label)


def _queued(at: datetime) -> dict[str, object]:
    return {"state": S.QUEUED, "next_try_at": at, "attempts": 0, "reason": ""}
