"""Letters before the mentoring of a programme ends: one to the participant, one to the mentor, in time for a talk."""

import uuid
from functools import partial
from typing import Any

from django.urls import reverse
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.once import send_once
from sanggar.foundation.work import UNHURRIED
from sanggar.mentoring.letters import REMINDERS, own_page, send_to_mentor, send_to_participant
from sanggar.mentoring.models import RUNNING, Mentor, Mentorship
from sanggar.mentoring.queries.pairs import SHOWN_WITH


@task(priority=UNHURRIED)
def tell_participant_of_the_end(mentorship_id: int) -> None:
    """Once for a pair and a last day; a day that is moved is told anew."""
    pair = Mentorship.objects.select_related(*SHOWN_WITH).get(pk=mentorship_id)
    if not pair.is_running:
        return
    enrolment, last_on = pair.enrolment, pair.mentor.programme.mentoring_until
    context: dict[str, Any] = {"name": enrolment.person.name, "mentor": pair.mentor.account.name, "last_on": last_on}
    tell = partial(send_to_participant, "end_soon", enrolment, page=own_page(enrolment), **context)
    send_once(participant_token(pair), clock.now(), tell)


@task(priority=UNHURRIED)
def tell_mentor_of_the_end(mentor_id: int) -> None:
    mentor = Mentor.objects.select_related("account", "programme").get(pk=mentor_id)
    count, last_on = mentor.mentorships.filter(state__in=RUNNING).count(), mentor.programme.mentoring_until
    if count:
        tell = partial(
            send_to_mentor, "end_soon_mentor", mentor, count=count, last_on=last_on, page=reverse("my_pairs")
        )
        send_once(mentor_token(mentor), clock.now(), tell)


def participant_token(pair: Mentorship) -> uuid.UUID:
    return uuid.uuid5(REMINDERS, f"end {pair.pk} {pair.mentor.programme.mentoring_until}")


def mentor_token(mentor: Mentor) -> uuid.UUID:
    return uuid.uuid5(REMINDERS, f"end mentor {mentor.pk} {mentor.programme.mentoring_until}")
