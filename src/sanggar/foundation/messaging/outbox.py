"""Writing messages and sending what waits.

A message is claimed in a short transaction that also keeps the limits, then sent with no transaction open. Whoever is
killed in between leaves it "being sent"; after `LEASE` it counts as uncertain and a person decides, for nobody else can
tell whether it left.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.messaging import brief, letters, limits, sms, whatsapp
from sanggar.foundation.messaging.channels import cost, ways
from sanggar.foundation.messaging.envelope import Envelope, as_spoken, person_of, read, sealed
from sanggar.foundation.messaging.outcomes import Accepted, Outcome, Refused, Retry, Unsure
from sanggar.foundation.models import Channel, Message, MessageEvent, MessageState
from sanggar.foundation.models.messages import WAITING
from sanggar.foundation.parts import parts_of

LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))  # before each further try
AT_A_TIME = 200
SUPERSEDED = "superseded"
S = MessageState


@dataclass(frozen=True, slots=True)
class About:
    """Where a message lies and what it is about. With `once` there is never a second one under the same key."""

    shelf: str
    key: str
    until: datetime | None = None
    once: bool = False
    batch: str = ""
    version: int | None = None


def post(envelope: Envelope, about: About, *, language: str, at: datetime) -> Message:
    """Write a message and, unless it belongs to a batch, which is held until somebody releases it, try to send it.

    Called by jobs, with no transaction open: what was rolled back must not have been told, and nothing is to be locked
    while a provider answers. Whoever writes within an act uses `write`.
    """
    message, is_new = write(envelope, about, language=language, at=at)
    if message.state == S.QUEUED and is_new:
        deliver(message.pk, at)
    return message


@transaction.atomic
def write(envelope: Envelope, about: About, *, language: str, at: datetime) -> tuple[Message, bool]:
    """The message, which goes with the next minute if nobody sends it before, and whether it is a new one. The newer
    one takes the place of one that still waits under the same key; one that failed is not sent any more.
    """
    under_key = Message.objects.filter(shelf=about.shelf, key=about.key)
    if about.once and (earlier := under_key.first()):
        return earlier, False
    usable = ways(envelope)
    state = S.BY_HAND if not usable else S.HELD if about.batch else S.QUEUED
    values = {
        "text_sealed": sealed(envelope),
        "person": person_of(envelope.phone),
        "state": state,
        "channel": usable[0] if usable else "",
        "tried": "",
        "reason": "",
        "attempts": 0,
        "next_try_at": at if state == S.QUEUED else None,
        "batch": about.batch,
        "version": about.version,
        "language": language,
        "written_at": at,
        "changed_at": at,
        "until": about.until,
    }
    message, _new = Message.objects.update_or_create(
        shelf=about.shelf, key=about.key, state__in=WAITING, defaults=values
    )
    note(message, at)
    for earlier in under_key.filter(state__in=(S.FAILED, S.UNKNOWN)).select_for_update():
        supersede(earlier, at)  # or somebody could send it after the newer one
    return message, True


def is_overtaken(message: Message) -> bool:
    """Whether a newer one was written under its key."""
    return Message.objects.filter(shelf=message.shelf, key=message.key, pk__gt=message.pk).exists()


def supersede(message: Message, at: datetime) -> None:
    _change(message, at, state=S.CANCELLED, reason=SUPERSEDED, taken_at=None)


def note(message: Message, at: datetime, by: str = "") -> None:
    """Keep where the message stands now as a step of its history."""
    step = {"state": message.state, "channel": message.channel, "reason": message.reason}
    MessageEvent.objects.create(message=message, at=at, by=by, **step)


def due(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(state=S.QUEUED, next_try_at__lte=at).order_by("next_try_at", "pk")


@task()
def send_waiting() -> None:
    """Send what is due. What a limit holds back is looked at again when the limit opens, or with the next minute."""
    again = send_due(clock.now())
    if again:
        send_waiting.using(run_after=again).enqueue()


def send_due(at: datetime) -> datetime | None:
    """Try each message that is due, at most `AT_A_TIME`; when the next ones should be tried, if that is soon."""
    resting: dict[str, datetime] = {}
    found = list(due(at).values_list("pk", "channel")[:AT_A_TIME])
    for pk, channel in found:
        if channel in resting:
            continue
        wait = deliver(pk, clock.now())
        if wait and wait.for_all:
            resting[channel] = wait.until
    if len(found) == AT_A_TIME and not resting:
        return clock.now()
    return min(resting.values(), default=None)


def deliver(pk: int, at: datetime) -> limits.Wait | None:
    """Try one message by its next channel, and by the one after where that refuses it. What keeps it waiting, if so."""
    while True:
        claimed = _claim(pk, at)
        if not isinstance(claimed, Message):
            return claimed
        envelope = read(claimed)
        assert envelope is not None
        outcome = _send(claimed, envelope)
        if not settle(claimed, outcome, at):
            return None


def _send(message: Message, envelope: Envelope) -> Outcome:
    assert message.ref is not None
    return {
        Channel.EMAIL: partial(letters.send, envelope, ref=message.ref),
        Channel.WHATSAPP: partial(whatsapp.send, envelope, ref=message.ref, language=message.language),
        Channel.SMS: partial(sms.send, envelope, ref=message.ref),
    }[Channel(message.channel)]()


@transaction.atomic(durable=True)
def _claim(pk: int, at: datetime) -> Message | limits.Wait | None:
    """The message, now ours to send; what it waits for; or None when it is not to be sent."""
    message = Message.objects.select_for_update().filter(pk=pk, state=S.QUEUED, next_try_at__lte=at).first()
    envelope = read(message) if message else None
    if message is None or envelope is None:
        return None
    if message.until and message.until <= at:
        _too_late(message, envelope, at)
        return None
    waits: list[tuple[limits.Wait, str]] = []
    for channel in ways(envelope, message.tried):
        wait = limits.take_turn(channel, message.person, at)
        if wait is None:
            _change(message, at, state=S.SENDING, channel=channel, taken_at=at, next_try_at=None, reason="")
            return message
        if message.until is None or wait.until < message.until:
            waits.append((wait, channel))
            if not _may_go_on(message, wait):
                break
    if not waits:
        _lay_by_hand(message, envelope, at)
        return None
    wait, channel = min(waits, key=lambda each: each[0].until)
    Message.objects.filter(pk=pk).update(next_try_at=wait.until, reason=wait.reason, channel=channel)
    return wait


def _too_late(message: Message, envelope: Envelope, at: datetime) -> None:
    if as_spoken(envelope, at):
        _lay_by_hand(message, envelope, at)
    else:
        _change(message, at, state=S.CANCELLED, reason="late")


def _lay_by_hand(message: Message, envelope: Envelope, at: datetime) -> None:
    """No channel carries it: somebody tells it, in words that count until they come to it."""
    values: dict[str, object] = {"state": S.BY_HAND, "channel": "", "next_try_at": None}
    if spoken := as_spoken(envelope, at):
        values |= {"text_sealed": sealed(spoken[0]), "until": spoken[1]}
    _change(message, at, **values)


def _may_go_on(message: Message, wait: limits.Wait) -> bool:
    """A day is long while another way stands open. Not of a batch: whoever released it was shown its days and costs."""
    return wait.reason == limits.DAILY and not message.batch


def _change(message: Message, at: datetime, **values: object) -> None:
    for name, value in (values | {"changed_at": at}).items():
        setattr(message, name, value)
    message.save(update_fields=[*values, "changed_at"])
    note(message, at)


@transaction.atomic
def settle(message: Message, outcome: Outcome, at: datetime) -> bool:
    """Write down what a channel said; whether another one should be tried now. A report that was faster stays. What did
    not leave is not tried again where a newer one was written meanwhile.
    """
    held = Message.objects.select_for_update().filter(pk=message.pk, state=S.SENDING, taken_at=message.taken_at).first()
    if held is None:
        return False
    if isinstance(outcome, Accepted):
        envelope = read(held)
        price = cost(held.channel, envelope, at) if envelope else None
        gone = brief.on_leaving(held, at)
        _change(held, at, state=S.SENT, provider_id=outcome.id, cost=price, taken_at=None, **gone)
    elif is_overtaken(held):
        supersede(held, at)
    elif isinstance(outcome, Unsure):
        _change(held, at, state=S.UNKNOWN, reason=outcome.reason, taken_at=None)
    elif isinstance(outcome, Retry) and (outcome.after or held.attempts < len(PAUSES)):
        _wait(held, outcome, at)
    else:
        return _next_way(held, outcome, at)
    return False


def _wait(message: Message, outcome: Retry, at: datetime) -> None:
    later = at + (outcome.after or PAUSES[message.attempts])
    if outcome.for_all:
        limits.rest(message.channel, later)
    later = min(later, message.until or later)  # then it is told by somebody, or is late
    attempts = message.attempts + (outcome.after is None)
    _change(message, at, state=S.QUEUED, next_try_at=later, attempts=attempts, reason=outcome.reason, taken_at=None)


def _next_way(message: Message, outcome: Refused | Retry, at: datetime) -> bool:
    tried = ",".join(filter(None, (message.tried, message.channel)))
    values = {"tried": tried, "attempts": 0, "reason": outcome.reason, "taken_at": None, "next_try_at": at}
    _change(message, at, state=S.QUEUED, **values)
    return True


def mark_lost(at: datetime) -> int:
    """What has been "being sent" for too long was left by a worker that was killed: nobody knows whether it left."""
    lost = Message.objects.filter(state=S.SENDING, taken_at__lt=at - LEASE)
    return sum(settle(message, Unsure("killed"), at) is False for message in lost)


def is_busy(at: datetime) -> bool:
    return due(at).exists()


def forget(at: datetime, kept: timedelta) -> int:
    """Empty what came to its end, or need not be told any more, some time ago; how far it came stays."""
    ended = ~Q(state__in=(*WAITING, S.SENDING)) & Q(changed_at__lt=at - kept)
    past = Q(state__in=WAITING, until__lt=at - kept)
    emptied = Q(text_sealed="", person="", provider_id="")
    return empty(Message.objects.filter(ended | past).exclude(emptied), at, reason="late")


@transaction.atomic
def empty(messages: QuerySet[Message], at: datetime, reason: str = "") -> int:
    """Take away all that tells whom they are for, also the provider's name for them, which may hold the number; how
    many. One that still waits is cancelled, for nothing is left to be sent.
    """
    return sum(_emptied(keys, at, reason) for keys in parts_of(list(messages.values_list("pk", flat=True))))


def _emptied(keys: list[int], at: datetime, reason: str) -> int:
    for message in Message.objects.select_for_update().filter(pk__in=keys, state__in=WAITING):
        _change(message, at, state=S.CANCELLED, reason=reason, next_try_at=None)
    MessageEvent.objects.filter(message__in=keys).update(provider_id="")
    return Message.objects.filter(pk__in=keys).update(text_sealed="", person="", provider_id="")
