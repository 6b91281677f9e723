"""Desk: what people ask about their data, with the law's clock; and data that is held back for an inspection."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.applications.actions import answer_right, lift_legal_hold, place_legal_hold
from sanggar.applications.models import Application, LegalHold, RightsKind, RightsRequest
from sanggar.applications.queries import rights_requests_of
from sanggar.applications.rules import may_answer_rights
from sanggar.faces.desk.rights_listing import requests_listing
from sanggar.faces.rights_forms import AnswerForm, CorrectionAnswerForm, HoldForm
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.journeys import account_reasons_to_keep, answer_correction, answer_erasure, reasons_to_keep
from sanggar.journeys.keeping import Keep
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_answer_rights)
def requests(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = requests_listing(request, programme, rights_requests_of(programme))
    holds = programme.legal_holds.filter(lifted_at=None).select_related("application")
    page = {
        "programme": programme,
        "listing": listing,
        "holds": [(hold, ConfirmForm(auto_id=False)) for hold in holds],
    }
    return listing.file() or render(request, "desk/rights.html", page)


@programme_page(may_answer_rights)
def answer(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    asked = get_object_or_404(rights_requests_of(programme), pk=pk)
    form, act = _form(asked, request), _act(asked)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Jawaban disimpan dan dikirim kepada pemohon."))
        return redirect("desk:rights", programme.organisation.slug, programme.slug)
    page = {
        "programme": programme,
        "asked": asked,
        "form": form if asked.is_open else None,
        "keeps": _keeps(asked),
        "is_late": asked.is_late_at(clock.now()),
        "erases": asked.kind == RightsKind.ERASURE,
    }
    return render(request, "desk/right.html", page, status=422 if form.errors else 200)


def _form(asked: RightsRequest, request: DeskRequest) -> AnswerForm:
    if asked.kind == RightsKind.CORRECTION and asked.application and not asked.application.erased_at:
        return CorrectionAnswerForm(asked, request.POST or None)
    return AnswerForm(request.POST or None)


def _act(asked: RightsRequest) -> Callable[..., Any]:
    """An erasure and a correction are done in the same breath as they are granted."""
    if asked.kind == RightsKind.ERASURE:
        return partial(answer_erasure, asked)
    if asked.kind == RightsKind.CORRECTION and asked.application and not asked.application.erased_at:
        return partial(answer_correction, asked)
    return partial(answer_right, asked)


def _keeps(asked: RightsRequest) -> list[Keep]:
    if asked.kind != RightsKind.ERASURE or not asked.is_open:
        return []
    if asked.application:
        return reasons_to_keep(asked.application, clock.now())
    assert asked.account is not None
    return account_reasons_to_keep(asked.account, clock.now())


@programme_page(may_answer_rights)
def place_hold(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = HoldForm(request.POST or None)
    if form.is_valid():
        receipt = form.cleaned_data.pop("receipt").strip().upper()
        application = _own_application(programme, receipt)
        if receipt and application is None:
            form.add_error("receipt", _("Tidak ada lamaran dengan nomor ini dalam program ini."))
        elif form.carry_out(partial(place_legal_hold, programme, application), by=request.actor, at=clock.now()):
            messages.success(request, _("Data ditahan: tidak ada yang dikosongkan sampai penahanan diakhiri."))
            return redirect("desk:rights", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form}
    return render(request, "desk/hold.html", page, status=422 if form.errors else 200)


def _own_application(programme: Programme, receipt: str) -> Application | None:
    return Application.objects.filter(call__stage__programme=programme, receipt=receipt).first()


@require_POST
@programme_page(may_answer_rights)
def lift_hold(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    hold = get_object_or_404(LegalHold, pk=pk, programme=programme)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(lift_legal_hold, hold), by=request.actor, at=clock.now()):
        messages.success(request, _("Penahanan diakhiri."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("desk:rights", programme.organisation.slug, programme.slug)
