"""A meeting is added; or it is moved, gets another trainer, is called off or held after all: typed, looked at with
whom it concerns, then sent.

Needs the rooms up to spending to say what was booked, hence here.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.faces.desk.consequences import Consequences, rehearse
from sanggar.faces.desk.meeting_forms import CancelForm, MoveForm, NewMeetingForm, SubstituteForm
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ActForm
from sanggar.journeys import meetings as journeys
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.meeting_forms import meeting_initial
from sanggar.planning.models import Cohort, Meeting, MeetingChange, Programme, Venue
from sanggar.planning.queries import meetings_of, trainers_of, venues_of
from sanggar.planning.rules import may_run_programme
from sanggar.training import actions
from sanggar.training.queries import modules_for_cohort

SEND, EDIT = "send", "change"
NOT_CARRIED = ("step", "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class Change:
    """One way to change a meeting, and its words."""

    act: Callable[..., MeetingChange | None]
    title: str
    send: str
    done: str
    tone: str = "primary"
    is_of_cancelled: bool = False


@programme_page(may_run_programme)
def add_meeting(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Nobody waits for it yet, so there is no second look; booked talks at that hour are named in the form."""
    cohort = get_object_or_404(Cohort.objects.select_related("stage"), stage__programme=programme, pk=pk)
    form = NewMeetingForm(
        request.POST or None,
        programme=programme,
        trainers=trainers_of(programme),
        venues=venues_of(programme.organisation),
        modules=modules_for_cohort(cohort),
    )
    if form.is_valid() and form.carry_out(partial(journeys.add_meeting, cohort), by=request.actor, at=clock.now()):
        messages.success(request, _("Sesi ditambahkan."))
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "title": _("Tambah sesi untuk %(cohort)s") % {"cohort": cohort.name}}
    return render(request, "desk/add_meeting.html", page, status=422 if form.errors else 200)


@programme_page(may_run_programme)
def change_meeting(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    meeting = _meeting(programme, pk)
    offered = Q(retired_at=None) | Q(pk=meeting.listed_venue_id)
    venues = Venue.objects.filter(offered, organisation=programme.organisation)
    initial = meeting_initial(meeting) | _seen(meeting)
    form = MoveForm(request.POST or None, programme=programme, venues=venues, initial=initial)
    change = Change(
        partial(journeys.move_meeting, meeting), _("Ubah sesi"), _("Pindahkan dan kirim surat"), _("Sesi diubah.")
    )
    return _in_two_steps(request, programme, meeting, form, change)


@programme_page(may_run_programme)
def substitute_trainer(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    meeting = _meeting(programme, pk)
    form = SubstituteForm(request.POST or None, trainers=trainers_of(programme), initial=_seen(meeting))
    change = Change(
        partial(journeys.substitute_trainer, meeting),
        _("Ganti narasumber"),
        _("Ganti dan kirim surat"),
        _("Narasumber diganti. Honorarium sesi ini untuk yang mengajar."),
    )
    return _in_two_steps(request, programme, meeting, form, change)


@programme_page(may_run_programme)
def cancel_meeting(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    meeting = _meeting(programme, pk)
    change = Change(
        partial(actions.cancel_meeting, meeting),
        _("Batalkan sesi"),
        _("Batalkan dan kirim surat"),
        _("Sesi dibatalkan."),
        tone="bad",
    )
    form = CancelForm(request.POST or None, initial=_seen(meeting))
    return _in_two_steps(request, programme, meeting, form, change)


@programme_page(may_run_programme)
def revive_meeting(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    meeting = _meeting(programme, pk)
    change = Change(
        partial(journeys.revive_meeting, meeting),
        _("Adakan lagi sesi ini"),
        _("Adakan lagi dan kirim surat"),
        _("Sesi jadi diadakan."),
        is_of_cancelled=True,
    )
    form = CancelForm(request.POST or None, initial=_seen(meeting))
    return _in_two_steps(request, programme, meeting, form, change)


def _seen(meeting: Meeting) -> dict[str, int]:
    return {"seen": meeting.sequence}


def _meeting(programme: Programme, pk: int) -> Meeting:
    rows = meetings_of(programme).select_related(
        "cohort__stage__programme__organisation", "listed_venue", "trainer", "cohort__track"
    )
    return get_object_or_404(rows, pk=pk)


def _in_two_steps(
    request: DeskRequest, programme: Programme, meeting: Meeting, form: ActForm, change: Change
) -> HttpResponse:
    """The first look changes nothing, so the page shows the meeting as it is; what concerns nobody needs no look."""
    applies = bool(meeting.cancelled_at) == change.is_of_cancelled
    page = {"programme": programme, "meeting": copy(meeting), "form": form, "change": change, "applies": applies}
    step = request.POST.get("step")
    if form.is_valid() and step != EDIT:
        found = None if step == SEND else _rehearsed(form, change, request)
        if found:
            carried = [(name, value) for name, value in request.POST.items() if name not in NOT_CARRIED]
            return render(request, "desk/meeting_preview.html", {**page, "found": found, "carried": carried})
        if not form.errors and form.carry_out(change.act, by=request.actor, at=clock.now()):
            messages.success(request, change.done)
            return redirect(_week_of(programme, meeting))
    return render(request, "desk/meeting_form.html", page, status=422 if form.errors else 200)


def _week_of(programme: Programme, meeting: Meeting) -> str:
    meeting.refresh_from_db()
    page = reverse("training:week", args=[programme.organisation.slug, programme.slug])
    return f"{page}?mulai={local_date(meeting.starts_at, clock.office_zone()).isoformat()}"


def _rehearsed(form: ActForm, change: Change, request: DeskRequest) -> Consequences | None:
    given: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    try:
        return rehearse(change.act, request.user, by=request.actor, at=clock.now(), **given)
    except DomainError as error:
        form.tell(error)
        return None
