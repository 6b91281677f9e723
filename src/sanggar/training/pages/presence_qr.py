"""What a participant's badge opens on the phone of whoever may record presence; on any other phone, nothing.

Looking records nothing: cameras and chat programs fetch links by themselves. The button does.
"""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting
from sanggar.training import actions
from sanggar.training.badges import badge_path
from sanggar.training.models import Enrolment, Method, Presence
from sanggar.training.pages import presenters
from sanggar.training.pages.forms import CheckInForm
from sanggar.training.queries import enrolment_by_badge, running_meetings
from sanggar.training.rules import may_meet, may_run_training


def presence(request: DeskRequest, enrolment: int, token: str) -> HttpResponse:
    found = enrolment_by_badge(enrolment, token)
    if found is None or not may_meet(request.user, found):
        raise Http404
    meetings = _meetings(request, found)
    form = CheckInForm(request.POST or None, meetings=meetings)
    act = partial(actions.record_presence, enrolment=found, presence=Presence.PRESENT, method=Method.QR)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("%(name)s tercatat hadir.") % {"name": found.person.name})
        return redirect(badge_path(found))
    page = {
        "enrolment": found,
        "lines": _lines(found, meetings),
        "next": found.cohort.meetings.standing().filter(starts_at__gt=clock.now()).order_by("starts_at").first(),
        "form": form,
    }
    return render(request, "training/presence.html", page, status=422 if form.errors else 200)


def _meetings(request: DeskRequest, enrolment: Enrolment) -> QuerySet[Meeting]:
    """Where this person may be checked in now, by whoever holds the phone: a trainer only at their own meetings."""
    if not enrolment.is_seated:
        return Meeting.objects.none()
    running = running_meetings(enrolment.cohort, clock.now())
    runs_all = may_run_training(request.user, enrolment.stage.programme)
    return running if runs_all else running.filter(trainer=request.user)


def _lines(enrolment: Enrolment, meetings: QuerySet[Meeting]) -> list[dict[str, Any]]:
    records = {record.meeting_id: record for record in enrolment.attendance.filter(meeting__in=meetings)}
    return [
        presenters.check_in_line(
            meeting, records.get(meeting.pk), CheckInForm(initial={"meeting": meeting.pk}, meetings=meetings)
        )
        for meeting in meetings
    ]
