"""The paper sheet, entered in a grid: everyone of a cohort by every meeting of that day, and its scan, in one form."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training import actions
from sanggar.training.pages import presenters
from sanggar.training.pages.attendance import tell_recorded
from sanggar.training.pages.paper_form import PaperForm
from sanggar.training.queries import OPENS_BEFORE
from sanggar.training.rules import may_run_training


@programme_page(may_run_training)
def paper(request: DeskRequest, programme: Programme, meeting: int) -> HttpResponse:
    found = get_object_or_404(meetings_of(programme), pk=meeting)
    form = PaperForm(request.POST or None, request.FILES or None, meetings=list(_of_that_day(found)))
    outcomes: list[actions.RosterRecorded] = []
    act = partial(_record, outcomes)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        for outcome in outcomes:
            tell_recorded(request, outcome)
        messages.success(request, _("Lembar kertas tercatat."))
        return redirect("training:attendance", programme.organisation.slug, programme.slug, found.pk)
    page = {"programme": programme, "meeting": found, "when": presenters.when(found), "form": form}
    return render(request, "training/paper.html", page, status=422 if form.errors else 200)


def _record(outcomes: list[actions.RosterRecorded], **given: object) -> None:
    outcomes.append(actions.record_paper(**given))  # type: ignore[arg-type]  # the form's fields are its parameters


def _of_that_day(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the cohort on that day whose presence is open; the one asked for is among them or it is early."""
    zone = clock.office_zone()
    morning = meeting.starts_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    day = meeting.cohort.meetings.standing().filter(starts_at__gte=morning, starts_at__lt=morning + timedelta(days=1))
    return day.filter(starts_at__lte=clock.now() + OPENS_BEFORE).select_related("cohort__stage__programme")
