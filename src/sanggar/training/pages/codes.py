"""What a participant's phone does with the code on the screen: read it, then say who is holding the phone.

Opening the code records nothing; the button does. Who someone is, their account or their own secret link says.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanggar.applications.access import OwnRequest, own_application_page, shielded
from sanggar.applications.models import Application
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.rates import client_network, seconds_to_wait
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting
from sanggar.training import actions
from sanggar.training.access import own_enrolment_page
from sanggar.training.codes import SeenCode, code_typed, is_screen_token, is_shown
from sanggar.training.models import Enrolment
from sanggar.training.pages import code_words, devices
from sanggar.training.pages.forms import OwnCheckInForm
from sanggar.training.queries import (
    came_by,
    enrolment_of_application,
    enrolments_of_account,
    recorded_present,
    running_meetings,
)
from sanggar.training.queries.meetings import expected_at

TRIES, WINDOW = 12, timedelta(minutes=10)
"""Codes that one participant may type; a million are possible, and each is right for a minute."""
OLD = 100
"""Old codes without a name that are noted of one meeting by one network: a hall's phones share one."""
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@login_not_required
def scan(request: HttpRequest, meeting: int, window: int, token: str) -> HttpResponse:
    """What the camera opens. A fresh code is noted on this phone, and leaves the address bar."""
    found = Meeting.objects.filter(pk=meeting).select_related("cohort__stage").first()
    if found is None or not is_screen_token(found, window, token):
        raise Http404
    code = SeenCode(window, clock.now())
    if not is_shown(window, code.seen_at):
        response = shielded(render(request, "training/code_late.html", {"meeting": found}, status=410))
        _note_late(request, found, code, devices.give_device(request, response))
        return response
    response = shielded(redirect("code_next"))
    devices.give_ticket(response, devices.give_device(request, response), found, code)
    return response


@require_safe
@login_not_required
def who(request: HttpRequest) -> HttpResponse:
    """After reading a code: on to one's own page, or how to get there."""
    ticket = devices.ticket_of(request)
    meeting = Meeting.objects.filter(pk=ticket[0]).first() if ticket else None
    if meeting is None:
        return shielded(render(request, "training/code_late.html", {"meeting": None}, status=410))
    enrolment = _enrolment_at(request, meeting)
    if enrolment:
        return redirect("own_check_in", enrolment.pk)
    page = {"meeting": meeting, "sign_in": f"{reverse('account_login')}?next={request.path}"}
    return shielded(render(request, "training/code_who.html", page))


@require_http_methods(GET_OR_POST)
@own_enrolment_page
def own_check_in(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    """By the account. The record names the participant by no name, as everywhere that could not be erased."""
    return _check_in(request, enrolment, _participant(request), back=reverse("mine:today"))


@require_http_methods(GET_OR_POST)
@own_application_page
def link_check_in(request: OwnRequest, application: Application) -> HttpResponse:
    """By the secret link."""
    enrolment = enrolment_of_application(application)
    if enrolment is None:
        raise Http404
    return _check_in(request, enrolment, request.actor, back=application.own_path)


def _check_in(request: HttpRequest, enrolment: Enrolment, by: Actor, *, back: str) -> HttpResponse:
    """The page with its button, and what came of the last press. A press is answered by an address to look at, so that
    going back never leads to a page that the browser can't show again.
    """
    ticket = devices.ticket_of(request)
    meetings = {meeting.pk: meeting for meeting in _meetings(enrolment, ticket)}
    form = OwnCheckInForm(
        request.POST if request.method == "POST" else None, read=bool(ticket and ticket[0] in meetings)
    )
    if request.method == "POST":
        return _pressed(request, form, enrolment, meetings, by=by)
    page: dict[str, Any] = {"enrolment": enrolment, "form": form, "back": back}
    known = recorded_present(enrolment, meetings)
    page |= _left(request, enrolment, meetings, ticket, known)
    page |= code_words.came_of(request.GET, [meeting for pk, meeting in meetings.items() if pk in known])
    page["has_session"] = request.user.is_authenticated
    response = render(request, "training/own_check_in.html", page)
    devices.give_device(request, response)
    response["Cache-Control"] = "no-store"
    return response


def _pressed(
    request: HttpRequest, form: OwnCheckInForm, enrolment: Enrolment, meetings: dict[int, Meeting], *, by: Actor
) -> HttpResponse:
    typed = form.is_valid()
    wait = typed and seconds_to_wait("screen-code", f"peserta {enrolment.pk}", limit=TRIES, window=WINDOW)
    if wait:
        answer = render(request, "errors/429.html", {"seconds": wait}, status=429)
        answer["Retry-After"] = str(wait)
        return answer
    found = _code(form, devices.ticket_of(request), meetings) if typed else None
    if not devices.device_of(request):
        outcome = code_words.NO_COOKIE
    elif found is None:
        outcome = code_words.UNKNOWN
    else:
        outcome = _carried_out(request, enrolment, *found, by=by)
    of = f"&sesi={found[0].pk}" if found else ""
    response = HttpResponseRedirect(f"{request.path}?hasil={outcome}{of}", status=303)
    devices.give_device(request, response)
    return response


def _carried_out(request: HttpRequest, enrolment: Enrolment, meeting: Meeting, code: SeenCode, *, by: Actor) -> str:
    try:
        return actions.check_in_by_code(
            meeting,
            enrolment,
            code,
            device=devices.device_of(request),
            network=client_network(request),
            by=by,
            at=clock.now(),
        )
    except actions.NotOnRoster:
        return code_words.NOT_LISTED
    except actions.PresenceAlreadyRecorded:
        return code_words.OTHERWISE


def _left(
    request: HttpRequest,
    enrolment: Enrolment,
    meetings: dict[int, Meeting],
    ticket: tuple[int, SeenCode] | None,
    known: set[int],
) -> dict[str, list[Meeting]]:
    """Where somebody is recorded already, said instead of asked again. A code that another device of theirs has read
    still has its button: that somebody comes by two devices is for the officer to see.
    """
    if ticket and ticket[0] in known and not came_by(enrolment, meetings[ticket[0]], devices.device_of(request)):
        known = known - {ticket[0]}
    return {
        "recorded": [meeting for pk, meeting in meetings.items() if pk in known],
        "meetings": [meeting for pk, meeting in meetings.items() if pk not in known],
    }


def _meetings(enrolment: Enrolment, ticket: tuple[int, SeenCode] | None) -> list[Meeting]:
    """Where this person may check in now; and the one whose code they hold, were it over meanwhile."""
    if not enrolment.is_seated:
        return []
    running = list(running_meetings(enrolment.cohort, clock.now()))
    held = enrolment.cohort.meetings.filter(pk=ticket[0]).first() if ticket else None
    return running if held is None or held in running else [*running, held]


def _code(
    form: OwnCheckInForm, ticket: tuple[int, SeenCode] | None, meetings: dict[int, Meeting]
) -> tuple[Meeting, SeenCode] | None:
    typed = form.cleaned_data.get("code")
    if typed:
        return code_typed(meetings.values(), typed, clock.now())
    return (meetings[ticket[0]], ticket[1]) if ticket and ticket[0] in meetings else None


def _enrolment_at(request: HttpRequest, meeting: Meeting) -> Enrolment | None:
    """The signed-in participant's own part in this meeting."""
    if not request.user.is_authenticated:
        return None
    return enrolments_of_account(request.user).filter(pk__in=expected_at(meeting).values("pk")).first()


def _note_late(request: HttpRequest, meeting: Meeting, code: SeenCode, device: str) -> None:
    """An old code: the officer is shown in whose hands, which the account says, or what the device is known by once its
    owner checks in, as by the secret link. Who opens very many from one place is counted no further.
    """
    enrolment, network, at = _enrolment_at(request, meeting), client_network(request), clock.now()
    if enrolment:
        by = _participant(request)
        actions.check_in_by_code(meeting, enrolment, code, device=device, network=network, by=by, at=at)
    elif not seconds_to_wait("old-code", f"{meeting.pk} {network}", limit=OLD, window=WINDOW):
        actions.note_old_code(meeting, device=device, network=network, at=at)


def _participant(request: HttpRequest) -> Actor:
    return Actor("account", str(request.user.pk), _("peserta"))
