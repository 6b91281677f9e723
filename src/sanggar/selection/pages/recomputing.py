"""When no panel can meet the quotas: which give way, before the draw and for a seat that fell free afterwards."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanggar.cores.lottery.errors import Fault
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.features import features_of
from sanggar.selection.models import Draw, LotteryWork, Procedure
from sanggar.selection.pages.procedure_forms import QuotaForm
from sanggar.selection.pages.procedure_presenters import clash_rows
from sanggar.selection.pages.relaxing import REASON, ClashWords, RelaxForm, relaxing
from sanggar.selection.queries import StepProposal, step_proposal
from sanggar.selection.rules import may_make_offers, may_run_draw


class RecomputeForm(QuotaForm):
    draw_at = forms.DateTimeField(label=gettext_lazy("Waktu undian"), required=False)
    reason = REASON


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_draw)
def recompute(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Accept or edit the smallest change that makes the quotas meetable, or move the draw; then compute anew."""
    draw = _draw(programme, call)
    work = LotteryWork.objects.filter(draw=draw).first()
    if draw.lottery or work is None or not (work.fault or work.is_stuck(clock.now())):
        raise Http404
    faults = [Fault("", "quota_clash", clash) for clash in work.clashes]
    proposed = {(clash["feature"], clash["value"]): (clash["new_least"], clash["new_most"]) for clash in work.clashes}
    procedure = Procedure.objects.get(call=draw.call)
    initial = {"draw_at": procedure.draw_at}
    form = RecomputeForm(
        request.POST or None, call=draw.call, quotas=procedure.quotas, proposed=proposed, initial=initial
    )
    if form.is_valid() and form.carry_out(partial(_recompute, form, draw), by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat. Undian dihitung lagi."))
        return _back(programme, draw)
    lead = _("Yang terisi adalah perubahan terkecil yang membuat kuota dapat dipenuhi. Anda boleh mengubahnya.")
    return _page(request, programme, draw, form, _("Ubah kuota atau waktu"), lead, faults, _("Hitung lagi"))


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_make_offers)
def relax(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """A seat is free and nobody left keeps the quotas: let one give way, and draw."""
    draw = _draw(programme, call)
    proposal = step_proposal(draw)
    if proposal is None:
        raise Http404
    found, clash = relaxing(draw, proposal)
    form = RelaxForm(
        request.POST or None, call=draw.call, found=found, quotas=proposal.quotas, proposed=proposal.proposed
    )
    act = partial(_relax, form, draw, proposal)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Kuota dilonggarkan, cadangan diundi dan ditawari kursi."))
        return redirect("selection:offers", programme.organisation.slug, programme.slug)
    lead = _("Isian di bawah ini kuota untuk kursi yang kosong saja. Yang terisi sudah memuat perubahan terkecil.")
    return _page(request, programme, draw, form, _("Longgarkan kuota"), lead, clash, _("Undi cadangan"))


def _recompute(form: RecomputeForm, draw: Draw, *, by: Actor, at: Any, **_given: Any) -> None:
    given = form.cleaned_data
    actions.recompute_lottery(
        draw, quotas=form.quotas(), draw_at=given["draw_at"], reason=given["reason"], by=by, at=at
    )


def _relax(form: RelaxForm, draw: Draw, proposal: StepProposal, *, by: Actor, at: Any, **_given: Any) -> None:
    changed = proposal.changes(form.quotas())
    actions.relax_and_fill(draw, relaxed=changed, reason=form.cleaned_data["reason"], by=by, at=at)


def _page(request: DeskRequest, programme: Programme, draw: Draw, form: QuotaForm, *words: Any) -> HttpResponse:
    heading, lead, told, submit = words
    context = {
        "programme": programme,
        "call": draw.call,
        "form": form,
        "heading": heading,
        "lead": lead,
        "clash": told if isinstance(told, ClashWords) else None,
        "clashes": [] if isinstance(told, ClashWords) else clash_rows(told, features_of(draw.call)),
        "submit": submit,
    }
    return render(request, "selection/recompute.html", context, status=422 if form.errors else 200)


def _draw(programme: Programme, call: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation__region")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)


def _back(programme: Programme, draw: Draw) -> HttpResponse:
    return redirect("selection:draw", programme.organisation.slug, programme.slug, draw.call.slug)
