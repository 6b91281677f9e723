"""Letters about a talk onto which a meeting was put: one to the participant, one to the mentor, each with its page."""

from functools import partial
from typing import Any

from django.urls import reverse
from django_tasks import task

from sanggar.mentoring.letters import own_page, send_to_mentor, send_to_participant
from sanggar.mentoring.models import Talk
from sanggar.mentoring.queries.talks import SHOWN_WITH
from sanggar.planning.models import Meeting

LETTER = "talk_hit"


@task()
def tell_participant_of_meeting(talk_id: int, meeting_id: int) -> None:
    """The participant moves or cancels it. Nothing when the talk was moved meanwhile, or the meeting."""
    if found := _still_at_once(talk_id, meeting_id):
        talk, meeting = found
        enrolment = talk.mentorship.enrolment
        tell = partial(send_to_participant, LETTER, enrolment, until=talk.slot.starts_at, about=f" talk {talk.pk}")
        tell(talk=talk, meeting=meeting, name=enrolment.person.name, page=own_page(enrolment))


@task()
def tell_mentor_of_meeting(talk_id: int, meeting_id: int) -> None:
    """The mentor cancels it, or waits for the participant to move it."""
    if found := _still_at_once(talk_id, meeting_id):
        talk, meeting = found
        mentor = talk.mentorship.mentor
        context: dict[str, Any] = {"name": mentor.account.name, "page": reverse("my_slots", args=[mentor.pk])}
        about = f" talk {talk.pk}"
        send_to_mentor(LETTER, mentor, about=about, talk=talk, meeting=meeting, is_mentor=True, **context)


def _still_at_once(talk_id: int, meeting_id: int) -> tuple[Talk, Meeting] | None:
    talk = Talk.objects.select_related(*SHOWN_WITH).get(pk=talk_id)
    meeting, slot = Meeting.objects.get(pk=meeting_id), talk.slot
    stand = talk.cancelled_at is None and meeting.cancelled_at is None
    at_once = meeting.starts_at < slot.ends_at and meeting.ends_at > slot.starts_at
    return (talk, meeting) if stand and at_once else None
