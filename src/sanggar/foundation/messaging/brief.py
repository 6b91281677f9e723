"""What is emptied as soon as it arrived: a code, and the answer to who asked to be erased.

A provider may say a while later that a message did not arrive, and then somebody of the office has to tell it
(docs/decisions/0094-what-is-brief-waits-for-its-report.md). So only where no report follows is it emptied as it leaves.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django_tasks import task

from sanggar.foundation.messaging.channels import PHONES
from sanggar.foundation.messaging.envelope import as_spoken, read, sealed
from sanggar.foundation.models import Message, MessageState

LATEST_REPORT = timedelta(days=1)
LEFT = (MessageState.SENT, MessageState.DELIVERED, MessageState.READ)
ARRIVED = (MessageState.DELIVERED, MessageState.READ)
GONE = {"text_sealed": "", "person": ""}


def on_leaving(message: Message, at: datetime) -> dict[str, str]:
    """What is taken away as it leaves; what a report may still follow goes in a day."""
    words = read(message)
    if words is None or not words.brief:
        return {}
    if message.channel not in PHONES:
        return GONE
    _forget_in_a_day(message, at)
    return {}


def on_report(message: Message, at: datetime) -> None:
    """What is left of it by its new state, unsaved: nothing once it arrived, the words to tell if it did not. "Sent"
    may come before the provider's answer, or in its place.
    """
    words = read(message)
    if words is None or not words.brief:
        return
    if message.state in ARRIVED:
        message.text_sealed = message.person = ""
    elif message.state == MessageState.SENT:
        _forget_in_a_day(message, at)
    elif message.state == MessageState.FAILED and (spoken := as_spoken(words, at)):
        message.text_sealed, message.until = sealed(spoken[0]), spoken[1]


def _forget_in_a_day(message: Message, at: datetime) -> None:
    forget_brief.using(run_after=at + LATEST_REPORT).enqueue(message.pk)


@task()
def forget_brief(message_id: int) -> None:
    """Nobody said in a day that it did not arrive. What failed keeps its words, as other letters do."""
    left: QuerySet[Message] = Message.objects.filter(pk=message_id, state__in=LEFT)
    left.update(**GONE)
