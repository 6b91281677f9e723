"""The code for the projector: large, changing every half minute, with how many have come."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.mail import public_address
from sanggar.foundation.rates import client_network
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training import actions
from sanggar.training.badges import inline_code
from sanggar.training.codes import ends_at, network_mark, screen_digits, screen_token, window_of
from sanggar.training.models import Presence
from sanggar.training.pages import presenters
from sanggar.training.pages.forms import HallForm
from sanggar.training.queries import is_running
from sanggar.training.queries.meetings import expected_at
from sanggar.training.rules import is_trainer_of, may_run_training

SIDE = 560
COUNTED_EVERY = 10
"""Seconds after which the screen asks how many have come, also while its code stands."""


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
    """With a press on it: from which networks the code is taken, which the device of the screen itself stands for."""
    form = HallForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(_set_network, request, meeting), by=request.actor, at=clock.now()):
        return redirect(request.path)
    page = _page(meeting, back) | _networks(request, meeting)
    answer = render(request, "training/screen.html", page, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _set_network(request: DeskRequest, meeting: Meeting, *, keep: bool, by: Actor, at: datetime) -> None:
    if keep:
        actions.keep_to_network(meeting, network=client_network(request), by=by, at=at)
    else:
        actions.open_to_networks(meeting, by=by, at=at)


def _page(meeting: Meeting, back: str) -> dict[str, Any]:
    at = clock.now()
    window = window_of(at)
    scan = reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)])
    digits = screen_digits(meeting, window)
    return {
        "meeting": meeting,
        "lead": presenters.meeting_lead(meeting),
        "is_open": is_running(meeting, at),
        "code": inline_code(public_address(scan), _("Kode QR presensi"), SIDE, border=1),
        "digits": f"{digits[:3]} {digits[3:]}",
        "refresh": (left := max(1, round((ends_at(window) - at).total_seconds()))),
        "next": min(left, COUNTED_EVERY),
        "present": meeting.attendance.filter(presence=Presence.PRESENT).count(),
        "expected": expected_at(meeting).count(),
        "site": public_address("/"),
        "back": back,
    }


def _networks(request: DeskRequest, meeting: Meeting) -> dict[str, Any]:
    """What holds, and what may be pressed: a second device of the hall adds its own network to those kept to."""
    kept = set(meeting.hall_networks.values_list("network", flat=True))
    is_own = network_mark(meeting, client_network(request)) in kept
    presses = []
    if not is_own:
        alone, too = _("Terima hanya lewat jaringan layar ini"), _("Terima juga lewat jaringan layar ini")
        presses.append((HallForm(initial={"keep": True}, auto_id=False), too if kept else alone))
    if kept:
        presses.append((HallForm(initial={"keep": False}, auto_id=False), _("Terima dari semua jaringan")))
    return {"is_kept": bool(kept), "is_own": is_own, "presses": presses}
