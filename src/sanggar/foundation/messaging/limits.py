"""Limits of a channel, kept in the database under one lock a channel, so that all workers together keep them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sanggar.foundation.messaging.channels import limits
from sanggar.foundation.models import MessageContact, MessageGate

A_DAY = timedelta(hours=24)
DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when, and whether everyone waits or this person alone."""

    until: datetime
    reason: str
    for_all: bool = False


def take_turn(channel: str, person: str, at: datetime) -> Wait | None:
    """None when the message may go now, which is then counted. Must run inside the transaction that claims it."""
    MessageGate.objects.get_or_create(channel=channel)
    gate = MessageGate.objects.select_for_update().get(channel=channel)
    allowed = limits(channel, at)
    if gate.free_at and gate.free_at > at:
        return Wait(gate.free_at, "throughput", for_all=True)
    wait = _of_person(channel, person, at, allowed.pause, allowed.daily) if person else None
    if wait is None:
        _count(gate, person, at, allowed.per_second)
    return wait


def rest(channel: str, until: datetime) -> None:
    """The provider asked for a pause: nobody uses the channel until then."""
    MessageGate.objects.filter(channel=channel).update(free_at=until)


def forget(at: datetime) -> int:
    return MessageContact.objects.filter(at__lt=at - 2 * A_DAY).delete()[0]


def _of_person(channel: str, person: str, at: datetime, pause: int | None, daily: int | None) -> Wait | None:
    lately = MessageContact.objects.filter(channel=channel, at__gt=at - A_DAY)
    last = lately.filter(person=person).first()
    if last and pause and last.at + timedelta(seconds=pause) > at:
        return Wait(last.at + timedelta(seconds=pause), "pause")
    if last or daily is None or lately.count() < daily:
        return None
    oldest = lately.order_by("at")[lately.count() - daily] if daily else None
    return Wait(oldest.at + A_DAY if oldest else at + A_DAY, DAILY)


def _count(gate: MessageGate, person: str, at: datetime, per_second: int | None) -> None:
    if person:
        MessageContact.objects.update_or_create(channel=gate.channel, person=person, defaults={"at": at})
    if per_second:
        gate.free_at = at + timedelta(seconds=1 / per_second)
        gate.save(update_fields=["free_at"])
