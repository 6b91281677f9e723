"""The letter about a talk whose mentor has the right to accompany no more."""

from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.mail import Attachment
from sanggar.mentoring.calendars import talk_file
from sanggar.mentoring.letters import own_page, send_to_participant
from sanggar.mentoring.models import Talk
from sanggar.mentoring.queries.talks import SHOWN_WITH


@task()
def tell_participant_of_lost_talk(talk_id: int) -> None:
    """That it is off, that the office looks for somebody else, and that nothing of theirs is lost; never why."""
    talk = Talk.objects.select_related(*SHOWN_WITH).get(pk=talk_id)
    enrolment, mentor = talk.mentorship.enrolment, talk.mentorship.mentor.account.name
    file = Attachment("janji.ics", talk_file(talk, at=clock.now()), "text/calendar")
    context = {"talk": talk, "mentor": mentor, "name": enrolment.person.name, "page": own_page(enrolment)}
    send_to_participant("talk_lost", enrolment, [file], talk.slot.starts_at, f" talk {talk.pk}", **context)
