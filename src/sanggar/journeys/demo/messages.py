"""Messages of the second call as far as they came, by the only channel that a demo has: most left, one was refused by
the mail server, one nobody can be sure of. The news of some decisions waits for an officer to release it, and whoever
left a telephone number alone is to be told by hand: nothing is shown as delivered by a channel that is not set up.
"""

from datetime import timedelta

from sanggar.applications.letters import Told, decision_values, receipt_values, write_to
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.moments import Moment
from sanggar.foundation.models import Channel, MessageEvent, MessageState
from sanggar.journeys.demo.calendar import Calendar

S = MessageState
HELD, BY_HAND = 5, 2
COURSES = ((S.SENT, ""), (S.SENT, ""), (S.SENT, ""), (S.FAILED, "smtp 550"), (S.UNKNOWN, "no_answer"), (S.SENT, ""))


def write_messages(call: Call, days: Calendar) -> None:
    waiting = call.applications.filter(state=ApplicationState.ELIGIBLE).exclude(email="").order_by("pk")
    people = list(waiting[: len(COURSES) + HELD])
    for application, (state, reason) in zip(people, COURSES, strict=False):
        receive(application, state, reason, days)
    for application in people[len(COURSES) :]:
        told = Told(f"decision {application.pk}", batch=f"keputusan-{call.pk}")
        write_to(application, Moment.DECISION, decision_values(application), told)
    decided = {ApplicationState.CORRECTION: Moment.CORRECTION, ApplicationState.ELIGIBLE: Moment.DECISION}
    for application in call.applications.filter(state__in=decided, email="").order_by("pk")[:BY_HAND]:
        moment = decided[ApplicationState(application.state)]
        write_to(application, moment, decision_values(application), Told(f"decision {application.pk}"))


def receive(application: Application, state: str, reason: str, days: Calendar) -> None:
    """The receipt of one person, by e-mail, which came this far."""
    told = Told(f"receipt {application.pk}", once=True, batch="demo")  # a batch: nothing of the past leaves today
    message = write_to(application, Moment.RECEIPT, receipt_values(application), told)
    message.events.all().delete()
    begun = min(application.submitted_at, days.now - timedelta(minutes=1))
    for minutes, (step, why) in enumerate(((S.QUEUED, ""), (state, reason))):
        at = begun + timedelta(minutes=minutes)
        MessageEvent.objects.create(message=message, at=at, state=step, channel=Channel.EMAIL, reason=why)
        message.state, message.reason, message.changed_at = step, why, at
    message.channel, message.batch, message.written_at = Channel.EMAIL, "", begun
    message.save()
