"""A trainer's own meeting: who is there, on the phone. Opens for the trainer of this meeting and nobody else."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting
from sanggar.training import actions
from sanggar.training.calendars import trainer_calendar_path
from sanggar.training.pages import curriculum_presenters as say
from sanggar.training.pages.attendance import record_by_hand, roster_page
from sanggar.training.pages.code_words import signals_shown
from sanggar.training.pages.forms import RosterForm
from sanggar.training.queries import code_signals, is_running, materials_of_meeting, roster
from sanggar.training.rules import is_trainer_of


def meeting(request: DeskRequest, meeting: int) -> HttpResponse:
    """The roster; while the meeting is on, presence may be recorded. Afterwards it is the office's to correct."""
    found = get_object_or_404(Meeting.objects.select_related("cohort__stage__programme__organisation"), pk=meeting)
    if not is_trainer_of(request.user, found):
        raise Http404
    may_run = is_running(found, clock.now())
    if request.method == "POST" and found.ends_at < clock.now() and not may_run:
        raise actions.PresenceClosed
    form = RosterForm(request.POST or None, lines=roster(found))
    if form.is_valid() and record_by_hand(request, form, found, by=request.actor):
        return redirect("trainer_meeting", found.pk)
    materials = [say.shown(material, version) for material, version in materials_of_meeting(found)]
    page = {
        **roster_page(form, found),
        "may_run": may_run,
        "signals": signals_shown(code_signals(found)),
        "materials": materials,
        "calendar_link": trainer_calendar_path(request.user),
    }
    return render(request, "training/trainer_meeting.html", page, status=422 if form.errors else 200)
