"""The code for the projector: large, changing every half minute, with how many have come."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.mail import public_address
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training.badges import inline_code
from sanggar.training.codes import ends_at, screen_digits, screen_token, window_of
from sanggar.training.models import Presence
from sanggar.training.pages import presenters
from sanggar.training.queries import is_running
from sanggar.training.queries.meetings import expected_at
from sanggar.training.rules import is_trainer_of, may_run_training

SIDE = 560


@programme_page(may_run_training)
def desk_screen(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    return _screen(request, found, presenters.address("attendance", programme, found.pk))


def trainer_screen(request: DeskRequest, meeting: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("cohort__stage__programme__organisation"), pk=meeting)
    if not is_trainer_of(request.user, found):
        raise Http404
    return _screen(request, found, reverse("trainer_meeting", args=[found.pk]))


def _screen(request: DeskRequest, meeting: Meeting, back: str) -> HttpResponse:
    at = clock.now()
    window = window_of(at)
    scan = reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)])
    digits = screen_digits(meeting, window)
    page = {
        "meeting": meeting,
        "lead": presenters.meeting_lead(meeting),
        "is_open": is_running(meeting, at),
        "code": inline_code(public_address(scan), _("Kode QR presensi"), SIDE, border=1),
        "digits": f"{digits[:3]} {digits[3:]}",
        "refresh": max(1, round((ends_at(window) - at).total_seconds())),
        "present": meeting.attendance.filter(presence=Presence.PRESENT).count(),
        "expected": expected_at(meeting).count(),
        "site": public_address("/"),
        "back": back,
    }
    answer = render(request, "training/screen.html", page)
    answer["Cache-Control"] = "no-store"
    return answer
