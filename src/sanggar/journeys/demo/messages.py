"""Messages of the second call as far as they came: most reached their people, one failed, one nobody can be sure of,
and the news of some decisions waits for an officer to release it.
"""

from datetime import timedelta

from sanggar.applications.letters import Told, decision_values, receipt_values, write_to
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.moments import Moment
from sanggar.foundation.models import Channel, MessageEvent, MessageState
from sanggar.journeys.demo.calendar import Calendar

S = MessageState
HELD = 5
COURSES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (Channel.WHATSAPP, ((S.SENT, ""), (S.DELIVERED, ""), (S.READ, ""))),
    (Channel.WHATSAPP, ((S.SENT, ""), (S.DELIVERED, ""))),
    (Channel.WHATSAPP, ((S.SENT, ""), (S.FAILED, "undeliverable"))),
    (Channel.SMS, ((S.SENT, ""), (S.DELIVERED, ""))),
    (Channel.SMS, ((S.UNKNOWN, "no_answer"),)),
    (Channel.EMAIL, ((S.SENT, ""),)),
)
COST = {Channel.WHATSAPP: 420, Channel.SMS: 350}


def write_messages(call: Call, days: Calendar) -> None:
    waiting = call.applications.filter(state=ApplicationState.ELIGIBLE).exclude(email="").order_by("pk")
    people = list(waiting[: len(COURSES) + HELD])
    for application, (channel, steps) in zip(people, COURSES, strict=False):
        receive(application, channel, steps, days)
    for application in people[len(COURSES) :]:
        told = Told(f"decision {application.pk}", batch=f"keputusan-{call.pk}")
        write_to(application, Moment.DECISION, decision_values(application), told)
    for application in call.applications.filter(state=ApplicationState.CORRECTION, email="").order_by("pk")[:1]:
        write_to(application, Moment.CORRECTION, decision_values(application), Told(f"decision {application.pk}"))


def receive(application: Application, channel: str, steps: tuple[tuple[str, str], ...], days: Calendar) -> None:
    """The receipt of one person, which left by this channel and came this far."""
    told = Told(f"receipt {application.pk}", once=True, batch="demo")  # a batch: nothing of the past leaves today
    message = write_to(application, Moment.RECEIPT, receipt_values(application), told)
    message.events.all().delete()
    begun = min(application.submitted_at, days.now - timedelta(minutes=len(steps)))
    for minutes, (state, reason) in enumerate(((S.QUEUED, ""), *steps)):
        at = begun + timedelta(minutes=minutes)
        MessageEvent.objects.create(message=message, at=at, state=state, channel=channel, reason=reason)
        message.state, message.reason, message.changed_at = state, reason, at
    message.channel, message.batch, message.written_at = channel, "", begun
    message.cost = None if message.state == S.UNKNOWN else COST.get(Channel(channel))
    message.save()
