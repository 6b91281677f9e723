"""One meeting: its roster, set by hand in one form; corrections; the sheet to print and the sheets that were signed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock, files
from sanggar.foundation.audit import Actor
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training import actions
from sanggar.training.documents import attendance_sheet
from sanggar.training.models import Attendance, SignedSheet
from sanggar.training.pages import presenters
from sanggar.training.pages.code_words import signals_shown
from sanggar.training.pages.forms import CorrectionForm, RosterForm, SheetForm
from sanggar.training.queries import OPENS_BEFORE, code_signals, is_running, open_conflicts, roster
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training, to_write=may_run_training)
def attendance(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    form = RosterForm(request.POST or None, lines=roster(found), is_over=clock.now() >= found.ends_at)
    if form.is_valid() and record_by_hand(request, form, found, by=request.actor):
        return redirect("training:attendance", programme.organisation.slug, programme.slug, found.pk)
    page = {
        **roster_page(form, found),
        "programme": programme,
        "may_run": may_run_training(request.user, programme),
        "sheets": found.signed_sheets.select_related("file"),
        "signals": signals_shown(code_signals(found)),
        "conflicts": [presenters.conflict_line(each, found) for each in open_conflicts(found)],
        "confirm": ConfirmForm(),
        "is_running": is_running(found, clock.now()),
    }
    return render(request, "training/attendance.html", page, status=422 if form.errors else 200)


@programme_page(may_run_training)
def correct(request: DeskRequest, programme: Programme, attendance: int) -> HttpResponse:
    records = Attendance.objects.select_related("meeting__cohort", "enrolment__person")
    record = get_object_or_404(records, pk=attendance, meeting__cohort__stage__programme=programme)
    form = CorrectionForm(request.POST or None, attendance=record)
    act = partial(actions.correct_presence, record, by=request.actor, at=clock.now())
    if form.is_valid() and form.carry_out(act):
        messages.success(request, _("Presensi dikoreksi."))
        return redirect("training:attendance", programme.organisation.slug, programme.slug, record.meeting_id)
    page = {
        "programme": programme,
        "record": record,
        "note": presenters.record_note(record, record.meeting),
        "corrections": presenters.correction_notes(record),
        "form": form,
    }
    return render(request, "training/correct.html", page, status=422 if form.errors else 200)


@programme_page(may_see_training)
def sheet(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    """The sheet to print, with room for signatures."""
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    return pdf_response(attendance_sheet(found, at=clock.now()), f"daftar-hadir-{found.pk}")


@programme_page(may_run_training)
def upload_sheet(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(partial(actions.attach_sheet, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Lembar bertanda tangan disimpan."))
        return redirect("training:attendance", programme.organisation.slug, programme.slug, found.pk)
    page = {"programme": programme, "meeting": found, "when": presenters.when(found), "form": form}
    return render(request, "training/upload_sheet.html", page, status=422 if form.errors else 200)


@programme_page(may_see_training)
def signed_sheet(request: DeskRequest, programme: Programme, sheet: int) -> HttpResponseBase:
    sheets = SignedSheet.objects.filter(meeting__cohort__stage__programme=programme)
    return files.response(get_object_or_404(sheets, pk=sheet).file)


def roster_page(form: RosterForm, meeting: Meeting) -> dict[str, Any]:
    """What every page with a roster shows: the desk's and the trainer's."""
    return {
        "meeting": meeting,
        "facts": presenters.meeting_facts(meeting),
        "lead": presenters.meeting_lead(meeting),
        "tiles": presenters.roster_tiles(form.roster),
        "lines": [presenters.roster_line(line, meeting, field) for line, field in form.lines],
        "is_open": clock.now() >= meeting.starts_at - OPENS_BEFORE,
        "form": form,
    }


def record_by_hand(request: HttpRequest, form: RosterForm, meeting: Meeting, *, by: Actor) -> bool:
    """Carry out a roster and say what became of it; False when it was refused."""
    outcomes: list[actions.RosterRecorded] = []

    def record(presences: dict[int, str]) -> None:
        outcomes.append(actions.record_roster(meeting, presences, by=by, at=clock.now()))

    if not form.carry_out(record):
        return False
    for outcome in outcomes:
        tell_recorded(request, outcome)
    return True


def tell_recorded(request: HttpRequest, outcome: actions.RosterRecorded) -> None:
    made = len(outcome.made)
    if made:
        saved = ngettext("Presensi %(count)d orang disimpan.", "Presensi %(count)d orang disimpan.", made)
        messages.success(request, saved % {"count": made})
    if outcome.kept:
        names = ", ".join(enrolment.person.name for enrolment in outcome.kept)
        kept = _("Sudah dicatat lain lebih dulu dan tidak diubah: %(names)s. Periksa, lalu koreksi bila perlu.")
        messages.warning(request, kept % {"names": names})
