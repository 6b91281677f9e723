"""Meetings: one list of all, and what removes one. Adding and changing one are pages of later rooms."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.planning import actions
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.pages.listings import meetings_listing
from sanggar.planning.pages.presenters import change_address
from sanggar.planning.queries import meetings_of
from sanggar.planning.rules import may_run_programme


@programme_page()
def meetings(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = meetings_listing(request, programme, may_run=may_run_programme(request.user, programme))
    return listing.file() or render(request, "planning/meetings.html", {"programme": programme, "listing": listing})


@programme_page(may_run_programme)
def remove_meeting(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    meeting = get_object_or_404(meetings_of(programme), pk=pk)
    form = ConfirmForm(request.POST or None)
    act = partial(actions.remove_meeting, meeting)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Sesi dihapus dari rencana."))
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    back = change_address(programme, meeting)
    page = {"programme": programme, "form": form, "meeting": meeting, "back_url": back}
    return render(request, "planning/remove_meeting.html", page, status=422 if form.errors else 200)
