"""The check-in table: tap a name, type it, or read a badge; goes on without network and sends when it is back.

The page itself holds names and presence alone, because a device keeps it. Without scripts it is the plain roster.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training import actions
from sanggar.training.models import DoorEntry
from sanggar.training.pages import door_words, door_worker, presenters
from sanggar.training.pages.door_entries import answers, read_entries
from sanggar.training.pages.forms import RosterForm
from sanggar.training.queries import OPENS_BEFORE, roster
from sanggar.training.rules import is_trainer_of, may_run_training, may_send_late

ADDRESSES = ("door_send", "door_worker", "door_recorded")


# --- the office -------------------------------------------------------------------------------------------------------
@programme_page(may_run_training)
def desk_door(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    addresses = {name: presenters.address(name, programme, found.pk) for name in ADDRESSES}
    return _door(request, found, plain=presenters.address("attendance", programme, found.pk), **addresses)


@require_POST
@programme_page(may_run_training)
def desk_send(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    return _send(request, get_object_or_404(meetings_of(programme), pk=meeting))


@require_safe
@programme_page(may_run_training)
def desk_recorded(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    return _recorded(get_object_or_404(meetings_of(programme), pk=meeting))


@require_safe
@programme_page(may_run_training)
def desk_worker(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    get_object_or_404(meetings_of(programme), pk=meeting)
    return door_worker.script()


@require_POST
@programme_page(may_run_training)
def settle(request: DeskRequest, programme: Programme, entry: str) -> HttpResponse:
    """The record stays as it is."""
    found = get_object_or_404(DoorEntry, pk=entry, meeting__cohort__stage__programme=programme)
    form = ConfirmForm(request.POST)
    if form.is_valid() and not form.carry_out(lambda: actions.settle_entry(found, by=request.actor, at=clock.now())):
        raise actions.EntrySettled
    return redirect(presenters.address("attendance", programme, found.meeting_id))


# --- the trainer ------------------------------------------------------------------------------------------------------
def trainer_door(request: DeskRequest, meeting: int) -> HttpResponse:
    found = _own_meeting(request, meeting)
    args = [found.pk]
    addresses = {name: reverse(f"trainer_{name}", args=args) for name in ADDRESSES}
    return _door(request, found, plain=reverse("trainer_meeting", args=args), **addresses)


@require_POST
def trainer_send(request: DeskRequest, meeting: int) -> HttpResponse:
    found = _own_meeting(request, meeting)
    if not may_send_late(request.user, found, clock.now()):
        raise PermissionDenied
    return _send(request, found)


@require_safe
def trainer_recorded(request: DeskRequest, meeting: int) -> HttpResponse:
    return _recorded(_own_meeting(request, meeting))


@require_safe
def trainer_worker(request: DeskRequest, meeting: int) -> HttpResponse:
    _own_meeting(request, meeting)
    return door_worker.script()


def _own_meeting(request: DeskRequest, meeting: int) -> Meeting:
    found = get_object_or_404(Meeting.objects.select_related("cohort__stage__programme__organisation"), pk=meeting)
    if not is_trainer_of(request.user, found):
        raise Http404
    return found


# --- both -------------------------------------------------------------------------------------------------------------
def _door(
    request: DeskRequest, meeting: Meeting, *, plain: str, door_send: str, door_worker: str, door_recorded: str
) -> HttpResponse:
    at = clock.now()
    form = RosterForm(lines=roster(meeting), is_over=at >= meeting.ends_at)
    page = {
        "meeting": meeting,
        "lead": presenters.meeting_lead(meeting),
        "form": form,
        "lines": [door_words.line(line, field) for line, field in form.lines],
        "is_open": at >= meeting.starts_at - OPENS_BEFORE,
        "plain": plain,
        "send": door_send,
        "recorded": door_recorded,
        "as_of": door_words.as_of(clock_time(at, clock.office_zone())),
        "worker": door_worker,
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "words": door_words.sentences(),
        "unsent": door_words.UNSENT,
        "sign_out": reverse("account_logout"),
    }
    answer = render(request, "training/door.html", page)
    answer[door_words.KEEP_UNTIL] = str(door_words.keep_until(meeting))
    return answer


def _recorded(meeting: Meeting) -> HttpResponse:
    answer = JsonResponse(door_words.stands(meeting, clock.now()))
    answer["Cache-Control"] = "no-store"
    return answer


def _send(request: DeskRequest, meeting: Meeting) -> HttpResponse:
    try:
        entries = read_entries(request.body, request.user.pk)
        merged = actions.merge_entries(meeting, entries, by=request.actor, at=clock.now())
    except DomainError as error:
        return JsonResponse({"told": str(error) or _("Tidak dapat diterima.")}, status=error.status)
    return JsonResponse({"entries": answers(merged)})
