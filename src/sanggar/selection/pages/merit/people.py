"""Reviewers at the desk: who they are, how far, and what they must not see."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit as actions
from sanggar.selection.models import Reviewer
from sanggar.selection.pages.merit.forms import AppointForm, ConflictForm, ReviewerForm
from sanggar.selection.pages.merit.listings import reviewers_listing
from sanggar.selection.pages.merit.places import address, back, call_of, page
from sanggar.selection.queries import reviewers_of, scores_of
from sanggar.selection.rules import may_run_merit, may_see_scores


@programme_page()
def reviewers(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    runs = may_run_merit(request.user, programme)
    scores = scores_of(found) if may_see_scores(request.user, found) else None
    listing = reviewers_listing(request, found, scores, may_run=runs)
    context = page(request, found, "reviewers", listing=listing, may_run=runs)
    return listing.file() or render(request, "selection/merit/reviewers.html", context)


@programme_page(may_run_merit)
def appoint(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    form = AppointForm(request.POST or None)
    act = partial(actions.appoint_reviewer, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penilai ditunjuk dan diberi tahu lewat email."))
        return back("reviewers", found)
    return _form(request, found, form, _("Tunjuk penilai"))


@programme_page(may_run_merit)
def reviewer(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponse:
    found = call_of(programme, call)
    one = _reviewer(found, pk)
    form = ReviewerForm(request.POST or None, initial={"capacity": one.capacity, "active": one.active})
    act = partial(actions.change_reviewer, one)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Data penilai disimpan. Buka pembagian untuk membagikan ulang yang belum selesai."))
        return back("reviewers", found)
    conflicts = one.conflicts.select_related("application")
    context = page(
        request, found, "reviewers", reviewer=one, form=form, conflicts=conflicts, cancel=address("reviewers", found)
    )
    return render(request, "selection/merit/reviewer.html", context, status=422 if form.errors else 200)


@programme_page(may_run_merit)
def add_conflict(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponse:
    found = call_of(programme, call)
    one = _reviewer(found, pk)
    form = ConflictForm(found, request.POST or None)
    act = partial(actions.declare_conflict, one)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Benturan kepentingan dicatat. Bagikan ulang bila ada lamaran yang ditarik."))
        return back("reviewer", found, one.pk)
    title = _("Benturan kepentingan %(name)s") % {"name": one.account.name}
    return _form(request, found, form, title)


def _form(request: DeskRequest, call: Call, form: ActForm, title: str) -> HttpResponse:
    context = page(request, call, "reviewers", form=form, title=title, cancel=address("reviewers", call))
    return render(request, "selection/merit/form.html", context, status=422 if form.errors else 200)


def _reviewer(call: Call, pk: int) -> Reviewer:
    found: Reviewer = get_object_or_404(reviewers_of(call), pk=pk)
    return found
