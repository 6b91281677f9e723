"""Reads of the outbox, for the desk."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from sanggar.foundation import clock
from sanggar.foundation.messaging import channels
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.models import Message, MessageState


@dataclass(frozen=True, slots=True)
class Held:
    """A batch that waits to be released: how many by each channel, and what they will cost where prices are known.

    `days` is how many days the daily limit of the busiest channel spreads it over.
    """

    batch: str
    by_channel: dict[str, int]
    cost: int | None
    days: int

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())


def outbox(shelf: str) -> QuerySet[Message]:
    return Message.objects.filter(shelf=shelf).order_by("-changed_at", "-pk")


def counts(shelf: str) -> Counter[str]:
    return counts_on([shelf])[shelf]


def counts_on(shelves: Iterable[str]) -> dict[str, Counter[str]]:
    """How many messages are in which state, by shelf."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Message.objects.filter(shelf__in=list(shelves)).order_by()
    for shelf, state, count in rows.values_list("shelf", "state").annotate(Count("pk")):
        found[shelf][state] = count
    return found


def held_on(shelves: Iterable[str]) -> dict[str, dict[str, int]]:
    """The batches that wait to be released, with how many messages each, by shelf."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Message.objects.filter(shelf__in=list(shelves), state=MessageState.HELD).exclude(batch="")
    for shelf, batch, count in rows.order_by("batch").values_list("shelf", "batch").annotate(Count("pk")):
        found[shelf][batch] = count
    return found


def held_subjects(shelves: Iterable[str]) -> dict[str, str]:
    """What each batch that waits is about: the subject of its first message."""
    rows = Message.objects.filter(shelf__in=list(shelves), state=MessageState.HELD).exclude(batch="").order_by()
    first = dict(rows.values_list("batch").annotate(Min("pk")))
    found = Message.objects.in_bulk(first.values())
    envelopes = {batch: read(found[pk]) for batch, pk in first.items()}
    return {batch: envelope.subject if envelope else "" for batch, envelope in envelopes.items()}


def held_batches(shelf: str) -> list[str]:
    rows = Message.objects.filter(shelf=shelf, state=MessageState.HELD).exclude(batch="")
    return list(rows.order_by("batch").values_list("batch", flat=True).distinct())


def held_in(shelf: str, batch: str) -> QuerySet[Message]:
    return Message.objects.filter(shelf=shelf, batch=batch, state=MessageState.HELD).order_by("pk")


def held(shelf: str, batch: str, at: datetime) -> Held:
    rows = list(held_in(shelf, batch))
    by_channel = Counter(row.channel for row in rows)
    prices = [estimate(row, at) for row in rows]
    known = [price for price in prices if price is not None]
    daily = {channel: channels.limits(channel, at).daily for channel in by_channel if channel}
    days = [-(-by_channel[channel] // limit) for channel, limit in daily.items() if limit]
    return Held(batch, dict(by_channel), sum(known) if known else None, max(days, default=1))


def estimate(message: Message, at: datetime | None = None) -> int | None:
    """What it did cost, or would cost by the channel it is going to take."""
    if message.cost is not None or not message.channel:
        return message.cost
    envelope = read(message)
    return channels.cost(message.channel, envelope, at or clock.now()) if envelope else None
