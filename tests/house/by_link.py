"""What opens by a secret link or a code of the demo's people, and to which no public page leads."""

from django.urls import reverse

from sanggar.evaluation.models import Certificate
from sanggar.faces.daily_letter import switch_path
from sanggar.foundation import clock
from sanggar.mentoring.models import AfterCheck, Talk
from sanggar.mentoring.queries import check_token, talk_token
from sanggar.people.models import Account
from sanggar.planning.models import Meeting
from sanggar.training.badges import badge_path
from sanggar.training.calendars import calendar_path, trainer_calendar_path
from sanggar.training.codes import screen_token, window_of
from sanggar.training.models import Enrolment, EnrolmentState


def links_of_participants(trainer: Account) -> list[str]:
    """One's own page as who takes part and as who has ended, and what badges, screens, calendars and letters open."""
    states = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
    taking, ended = (Enrolment.objects.filter(state=state).earliest("pk") for state in states)
    meeting, talk, check = (kind.objects.earliest("pk") for kind in (Meeting, Talk, AfterCheck))
    window = window_of(clock.now())
    return [
        *(enrolment.application.own_path for enrolment in (taking, ended)),
        badge_path(taking),
        calendar_path(taking),
        switch_path(taking),
        trainer_calendar_path(trainer),
        reverse("code_next"),
        reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)]),
        reverse("talk_file", args=[talk.pk, talk_token(talk)]),
        reverse("after_check", args=[check.pk, check_token(check)]),
        reverse("certificate", args=[Certificate.objects.earliest("pk").code]),
        reverse("follow_complaint"),
    ]
