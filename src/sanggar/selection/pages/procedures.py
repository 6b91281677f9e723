"""The procedure of a call at the desk: read it, write it, publish it; and whether quotas can still be met."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanggar.applications.models import Call, CallState
from sanggar.applications.queries import has_ended, received
from sanggar.applications.rules import may_see_disability_need
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.terms import lost_any
from sanggar.selection.feasibility import tracks_beyond_classes
from sanggar.selection.models import Procedure, ProposedChange
from sanggar.selection.pages.change_presenters import waiting_change
from sanggar.selection.pages.merit.change_presenters import all_changes
from sanggar.selection.pages.procedure_forms import ProcedureForm
from sanggar.selection.pages.procedure_presenters import (
    class_rows,
    feasibility,
    procedure_facts,
    procedure_lead,
    quota_rows,
    rule_sentences,
)
from sanggar.selection.queries.lateness import lateness_at
from sanggar.selection.refusals import AlreadyFrozen
from sanggar.selection.rules import may_confirm_change, may_run_draw
from sanggar.selection.strata import seats_free_for
from sanggar.selection.vacant import vacant_so_far


@programme_page()
def procedure(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _page(request, programme, _call(programme, call))


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_draw)
def edit(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = _call(programme, call)
    kept = _procedure(found)
    if found.frozen_at and request.method != "POST":
        messages.error(request, str(AlreadyFrozen()))
        return _back(programme, found)
    form = ProcedureForm(request.POST or None, call=found, procedure=kept)
    at = clock.now()
    if form.is_valid() and form.carry_out(partial(_write, form, found), by=request.actor, at=at):
        _tell_saved(request, found, at)
        return _back(programme, found)
    late = lateness_at(kept, at) if kept and kept.is_published else None
    seats = seats_free_for(found.pk, found.stage) or found.stage.seats
    context = {"programme": programme, "call": found, "procedure": kept, "form": form, "late": late, "seats": seats}
    return render(request, "selection/procedure_form.html", context, status=422 if form.errors else 200)


@require_POST
@programme_page(may_confirm_change)
def confirm(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponse:
    done = _("Perubahan ditegaskan dan berlaku mulai sekarang.")
    return _settle(request, programme, call, pk, actions.confirm_change, done)


@require_POST
@programme_page(may_confirm_change)
def drop(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponse:
    return _settle(request, programme, call, pk, actions.drop_change, _("Perubahan dibatalkan; tata caranya tetap."))


def _settle(request: DeskRequest, programme: Programme, call: str, pk: int, act: Any, done: str) -> HttpResponse:
    found, form = _call(programme, call), ConfirmForm(request.POST)
    proposal = get_object_or_404(ProposedChange, procedure__call=found, pk=pk)
    if form.is_valid() and form.carry_out(partial(act, proposal), by=request.actor, at=clock.now()):
        messages.success(request, done)
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return _back(programme, found)


def _tell_saved(request: DeskRequest, call: Call, at: datetime) -> None:
    """Whether what was sent just now waits; another change may wait beside it."""
    if ProposedChange.objects.filter(procedure__call=call, settled_at=None, at=at).exists():
        messages.warning(request, _("Perubahan dicatat, dan baru berlaku setelah ditegaskan orang kedua."))
    else:
        messages.success(request, _("Tata cara disimpan."))


@require_POST
@programme_page(may_run_draw)
def publish(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = _call(programme, call)
    kept = get_object_or_404(Procedure, call=found)
    form = (ReasonForm if _is_late(found) else ConfirmForm)(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.publish_procedure, kept), by=request.actor, at=clock.now()):
        messages.success(request, _("Tata cara diumumkan."))
        return _back(programme, found)
    return _page(request, programme, found, form)


def _page(request: DeskRequest, programme: Programme, call: Call, form: Any = None) -> HttpResponse:
    kept = _procedure(call)
    sees_needs = may_see_disability_need(request.user, programme)
    has_lost = kept is not None and lost_any(call, kept.quotas)
    changes = all_changes(kept) if kept else []
    context = {
        "programme": programme,
        "call": call,
        "procedure": kept,
        "lead": procedure_lead(kept, changes, is_over=_is_late(call)),
        "facts": procedure_facts(kept) if kept else [],
        "sentences": rule_sentences(kept) if kept else [],
        "quotas": quota_rows(kept.quotas, call) if kept and not has_lost else [],
        "has_lost": has_lost,
        "changes": changes,
        "waiting": waiting_change(kept, clock.now(), may_see_needs=sees_needs) if kept and not call.frozen_at else None,
        "confirm_form": ConfirmForm(auto_id=False),
        "may_confirm": may_confirm_change(request.user, programme),
        "own_account": request.user.pk,
        "feasibility": feasibility(kept, may_see_needs=sees_needs)
        if kept and kept.limits_panels and not call.frozen_at and not has_lost
        else None,
        "applicants": received(call).applicants,
        "classes_short": class_rows(tracks_beyond_classes(kept), call) if kept and not call.frozen_at else [],
        "vacant": vacant_so_far(call) if _may_lack_people(call, kept) else None,
        "is_closed": _is_late(call),
        "may_run": may_run_draw(request.user, programme) and not call.frozen_at,
        "publish_form": form or (ReasonForm() if _is_late(call) else ConfirmForm()),
        "is_late": _is_late(call),
    }
    return render(request, "selection/procedure.html", context, status=422 if form else 200)


def _may_lack_people(call: Call, kept: Procedure | None) -> bool:
    """Whether it says something that few have applied: they can, and no quotas tell it already."""
    has_begun = call.state_at(clock.now()) in (CallState.OPEN, CallState.CLOSED)
    return has_begun and not (kept and kept.limits_panels)


def _write(form: ProcedureForm, call: Call, *, by: Any, at: Any, **_given: Any) -> None:
    given = form.cleaned_data
    seen = given["seen"] or None
    actions.write_procedure(call, form.terms(), by=by, at=at, reason=given.get("reason", ""), seen=seen)


def _is_late(call: Call) -> bool:
    return has_ended(call, clock.now())


def _procedure(call: Call) -> Procedure | None:
    return Procedure.objects.filter(call=call).select_related("call__stage__programme__organisation__region").first()


def _call(programme: Programme, slug: str) -> Call:
    calls = Call.objects.select_related("stage__programme__organisation__region")
    return get_object_or_404(calls, stage__programme=programme, slug=slug)


def _back(programme: Programme, call: Call) -> HttpResponse:
    return redirect("selection:procedure", programme.organisation.slug, programme.slug, call.slug)
