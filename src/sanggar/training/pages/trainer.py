"""A trainer's own meeting: who is there, on the phone. Opens for the trainer of this meeting and nobody else.

Until the end of the day after it they fill the list and mend what they wrote themselves; afterwards the office does.
"""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import long_date
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting
from sanggar.training import actions
from sanggar.training.calendars import trainer_calendar_path
from sanggar.training.models import Attendance
from sanggar.training.pages import curriculum_presenters as say
from sanggar.training.pages import presenters
from sanggar.training.pages.attendance import record_by_hand, roster_page
from sanggar.training.pages.code_words import signals_shown
from sanggar.training.pages.forms import CorrectionForm, RosterForm
from sanggar.training.queries import code_signals, is_running, materials_of_meeting, roster
from sanggar.training.rules import is_trainer_of, may_mend_own_record, may_record_as_trainer, trainer_writes_until


def last_day(meeting: Meeting) -> str:
    """`Selasa, 24 November 2026`: the last day on which its trainer writes."""
    return long_date(trainer_writes_until(meeting) - timedelta(seconds=1), clock.office_zone())


def meeting(request: DeskRequest, meeting: int) -> HttpResponse:
    """The roster: from two hours before it until the end of the day after, its trainer records who was there."""
    found = get_object_or_404(Meeting.objects.select_related("cohort__stage__programme__organisation"), pk=meeting)
    if not is_trainer_of(request.user, found):
        raise Http404
    at = clock.now()
    may_record = may_record_as_trainer(request.user, found, at)
    if request.method == "POST" and not may_record and at >= found.ends_at and not found.cancelled_at:
        raise actions.PresenceClosed(until=last_day(found))
    form = RosterForm(request.POST or None, lines=roster(found), is_over=at >= found.ends_at)
    if form.is_valid() and record_by_hand(request, form, found, by=request.actor):
        return redirect("trainer_meeting", found.pk)
    materials = [say.shown(material, version) for material, version in materials_of_meeting(found)]
    page = {
        **roster_page(form, found),
        "may_run": may_record,
        "is_running": is_running(found, at),
        "is_over": at >= found.ends_at,
        "writes_until": last_day(found),
        "mendable": [
            line.attendance.pk
            for line in form.roster
            if line.attendance and may_mend_own_record(request.user, line.attendance, at)
        ],
        "signals": signals_shown(code_signals(found)),
        "materials": materials,
        "calendar_link": trainer_calendar_path(request.user),
    }
    return render(request, "training/trainer_meeting.html", page, status=422 if form.errors else 200)


def mend(request: DeskRequest, meeting: int, attendance: int) -> HttpResponse:
    """What they wrote themselves and see to be wrong. What stood there is kept with the reason, as at the office."""
    records = Attendance.objects.select_related("meeting__cohort__stage__programme", "enrolment__person")
    record = get_object_or_404(records, pk=attendance, meeting=meeting)
    if not is_trainer_of(request.user, record.meeting):
        raise Http404
    if not may_mend_own_record(request.user, record, clock.now()):
        raise actions.NotYoursToMend(until=last_day(record.meeting))
    form = CorrectionForm(request.POST or None, attendance=record)
    act = partial(actions.correct_presence, record, by=request.actor, at=clock.now())
    if form.is_valid() and form.carry_out(act):
        messages.success(request, _("Presensi dikoreksi."))
        return redirect("trainer_meeting", record.meeting_id)
    page = {
        "record": record,
        "note": presenters.record_note(record, record.meeting),
        "corrections": presenters.correction_notes(record),
        "form": form,
    }
    return render(request, "training/trainer_mend.html", page, status=422 if form.errors else 200)
