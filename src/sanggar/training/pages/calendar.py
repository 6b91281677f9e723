"""A timetable as a file for the phone's calendar, by a secret link of its own. It names no participant."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.training.calendars import calendar_file, is_calendar_token, is_trainer_calendar_token
from sanggar.training.models import Enrolment
from sanggar.training.queries import meetings_of_trainer, timetable_of


@require_safe
@login_not_required
def timetable_file(request: HttpRequest, enrolment: int, token: str) -> HttpResponse:
    found = get_object_or_404(Enrolment.objects.select_related("cohort__stage__programme"), pk=enrolment)
    if not is_calendar_token(found, token):
        raise Http404
    name, has_links = found.stage.programme.name, found.left_at is None
    return _file(calendar_file(timetable_of(found), name, at=clock.now(), has_links=has_links))


@require_safe
@login_not_required
def trainer_timetable_file(request: HttpRequest, account: int, token: str) -> HttpResponse:
    """What a trainer teaches, in every programme; closed with the account."""
    found = get_object_or_404(Account, pk=account, is_active=True)
    if not is_trainer_calendar_token(found, token):
        raise Http404
    return _file(calendar_file(meetings_of_trainer(found), _("Jadwal mengajar"), at=clock.now()))


def _file(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jadwal.ics"'
    return response
