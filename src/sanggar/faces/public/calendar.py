"""Everything that somebody has an appointment for, as one file for the phone's calendar, by a secret link of its own:
meetings and booked talks. It names no participant.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanggar.foundation import clock
from sanggar.mentoring.calendars import talk_events
from sanggar.mentoring.queries import talks_of_enrolment, talks_of_mentor
from sanggar.people.models import Account
from sanggar.training.calendars import calendar_file, is_calendar_token, is_trainer_calendar_token
from sanggar.training.models import Enrolment
from sanggar.training.queries import meetings_of_trainer, timetable_of


@require_safe
@login_not_required
def timetable_file(request: HttpRequest, enrolment: int, token: str) -> HttpResponse:
    """A participant's meetings and talks; of who left, what had begun by then."""
    found = get_object_or_404(Enrolment.objects.select_related("cohort__stage__programme"), pk=enrolment)
    if not is_calendar_token(found, token):
        raise Http404
    name, has_links, at = found.stage.programme.name, found.left_at is None, clock.now()
    talks = talk_events(talks_of_enrolment(found), at=at, has_links=has_links)
    return _file(calendar_file(timetable_of(found), name, at=at, has_links=has_links, more=talks))


@require_safe
@login_not_required
def trainer_timetable_file(request: HttpRequest, account: int, token: str) -> HttpResponse:
    """What an account teaches and whom it accompanies, in every programme; closed with the account."""
    found = get_object_or_404(Account, pk=account, is_active=True)
    if not is_trainer_calendar_token(found, token):
        raise Http404
    at = clock.now()
    talks = talk_events(talks_of_mentor(found), at=at)
    return _file(calendar_file(meetings_of_trainer(found), _("Jadwal saya"), at=at, more=talks))


def _file(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jadwal.ics"'
    return response
