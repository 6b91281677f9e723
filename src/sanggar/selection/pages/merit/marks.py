"""Marks at the desk: the table, one application with its reviews, third readers, handing on."""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanggar.applications.models import Application, Call
from sanggar.applications.queries import eligible_applications
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit as actions
from sanggar.selection.pages.merit import presenters
from sanggar.selection.pages.merit.forms import ReassignForm
from sanggar.selection.pages.merit.listings import scores_listing
from sanggar.selection.pages.merit.places import address, back, call_of, page
from sanggar.selection.queries import agreement_of, current_tasks, is_review_open, scores_of, task_marks
from sanggar.selection.rules import may_run_merit, may_see_decisions, may_see_scores


def own_eyes_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the call; who still has reviews of their own to finish in it is told so instead."""

    @wraps(view)
    def opened(request: DeskRequest, programme: Programme, call: str, **kwargs: Any) -> HttpResponse:
        found = call_of(programme, call)
        if not may_see_decisions(request.user, programme):
            raise PermissionDenied
        if not may_see_scores(request.user, found):
            return render(request, "selection/merit/own_first.html", page(request, found, "scores"), status=403)
        return view(request, found, **kwargs)

    return opened


@programme_page()
@own_eyes_first
def scores(request: DeskRequest, call: Call) -> HttpResponse:
    found = scores_of(call)
    listing = scores_listing(request, call, found)
    severities = [
        (row, presenters.figure(row.mean), presenters.signed(row.severity), presenters.figure(row.error))
        for row in found.reviewers
    ]
    agreed = agreement_of(call)
    context = page(
        request, call, "scores", listing=listing, scores=found, severities=severities, leaning=presenters.leaning
    )
    context["may_run"] = may_run_merit(request.user, call.programme) and is_review_open(call)
    context |= {"confirm": ConfirmForm(auto_id=False), "is_filtered": request.GET.get("keadaan") == "selisih"}
    context["agreement"] = None if agreed is None else presenters.figure(agreed)
    return listing.file() or render(request, "selection/merit/scores.html", context)


@programme_page()
@own_eyes_first
def score(request: DeskRequest, call: Call, receipt: str) -> HttpResponse:
    return _score_page(request, call, _application(call, receipt))


@require_POST
@programme_page(may_run_merit)
@own_eyes_first
def third_reader(request: DeskRequest, call: Call, receipt: str) -> HttpResponse:
    application = _application(call, receipt)
    form = ConfirmForm(request.POST)
    act = partial(actions.call_third_reader, application)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penilai ketiga dipanggil dan diberi tahu."))
        return back("score", call, receipt)
    return _score_page(request, call, application, form)


@require_POST
@programme_page(may_run_merit)
@own_eyes_first
def third_readers(request: DeskRequest, call: Call) -> HttpResponse:
    """For all that need one, at once."""
    form = ConfirmForm(request.POST)
    lacking: list[int] = []
    act = partial(_call_all, call, lacking)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penilai ketiga dipanggil dan diberi tahu."))
    if any(lacking):
        text = ngettext(
            "Untuk %(n)s lamaran belum ada penilai yang dapat membacanya; tunjuk penilai lagi.",
            "Untuk %(n)s lamaran belum ada penilai yang dapat membacanya; tunjuk penilai lagi.",
            sum(lacking),
        )
        messages.warning(request, text % {"n": sum(lacking)})
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return back("scores", call)


def _call_all(call: Call, lacking: list[int], *, by: Actor, at: datetime) -> None:
    lacking.append(actions.call_third_readers(call, by=by, at=at))


@programme_page(may_run_merit)
def reassign(request: DeskRequest, programme: Programme, call: str, task: int) -> HttpResponse:
    found = call_of(programme, call)
    rows = current_tasks(found).select_related("application", "reviewer__account")
    one = get_object_or_404(rows.select_related("reviewer__call__stage__programme__organisation"), pk=task)
    form = ReassignForm(one, request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.reassign, one), by=request.actor, at=clock.now()):
        messages.success(request, _("Penilaian dialihkan."))
        return back("score", found, one.application.receipt)
    title = _("Alihkan penilaian %(receipt)s dari %(name)s") % {
        "receipt": one.application.receipt,
        "name": one.reviewer.account.name,
    }
    cancel = address("score", found, one.application.receipt)
    context = page(request, found, "scores", form=form, title=title, cancel=cancel)
    return render(request, "selection/merit/form.html", context, status=422 if form.errors else 200)


def _score_page(
    request: DeskRequest, call: Call, application: Application, refused: ConfirmForm | None = None
) -> HttpResponse:
    found, marks = scores_of(call), task_marks(call, application.pk)
    tasks = current_tasks(call).filter(application=application).select_related("reviewer__account")
    context = page(
        request,
        call,
        "scores",
        application=application,
        score=found.applications[application.pk],
        facts=presenters.score_facts(found.applications[application.pk]),
        reviews=[presenters.review_card(task, task.reviewer.account.name, marks.get(task.pk)) for task in tasks],
        may_run=may_run_merit(request.user, call.programme) and not application.is_frozen,
        refused=refused,
        confirm=ConfirmForm(auto_id=False),
    )
    return render(request, "selection/merit/score.html", context, status=409 if refused else 200)


def _application(call: Call, receipt: str) -> Application:
    found: Application = get_object_or_404(eligible_applications(call), receipt=receipt)
    return found
