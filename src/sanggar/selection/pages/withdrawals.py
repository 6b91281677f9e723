"""Taking back an offer at the desk: proposed on a page of its own, confirmed or dropped on the page of the offer."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm, ToldReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Offer, OfferState, OfferWithdrawal
from sanggar.selection.queries import offers_of
from sanggar.selection.rules import may_confirm_withdrawal, may_make_offers


@programme_page(may_make_offers)
def propose(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = offer_on_page(programme, pk)
    form = ToldReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.propose_withdrawal, found), by=request.actor, at=clock.now()):
        messages.warning(request, _("Penarikan diusulkan, dan baru berlaku setelah ditegaskan orang kedua."))
        return _back(programme, pk)
    context = {"programme": programme, "offer": found, "form": form}
    return render(request, "selection/withdraw_offer.html", context, status=422 if form.errors else 200)


@require_POST
@programme_page(may_confirm_withdrawal)
def confirm(request: DeskRequest, programme: Programme, pk: int, proposal: int) -> HttpResponse:
    return _settle(request, programme, pk, proposal, actions.confirm_withdrawal)


@require_POST
@programme_page(may_confirm_withdrawal)
def drop(request: DeskRequest, programme: Programme, pk: int, proposal: int) -> HttpResponse:
    return _settle(request, programme, pk, proposal, actions.drop_withdrawal)


def _settle(request: DeskRequest, programme: Programme, pk: int, proposal: int, act: Any) -> HttpResponse:
    found, form = offer_on_page(programme, pk), ConfirmForm(request.POST)
    waiting = get_object_or_404(OfferWithdrawal.objects.select_related("offer"), offer=found, pk=proposal)
    if form.is_valid() and form.carry_out(partial(act, waiting), by=request.actor, at=clock.now()):
        messages.success(request, _done(Offer.objects.get(pk=pk)))
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return _back(programme, pk)


def _done(offer: Offer) -> str:
    if offer.state == OfferState.WITHDRAWN:
        return _("Penawaran ditarik. Orangnya disurati; kursinya jatuh pada cadangan berikutnya, bila ada.")
    if offer.state == OfferState.DECLINED:
        return _("“Tidak dapat ikut” ditegaskan; kursinya jatuh pada cadangan berikutnya, bila ada.")
    return _("Dibatalkan; tawarannya tetap.")


def offer_on_page(programme: Programme, pk: int) -> Offer:
    return get_object_or_404(offers_of(programme).select_related("stage__programme__organisation"), pk=pk)


def waiting_withdrawal(offer: Offer) -> OfferWithdrawal | None:
    return offer.withdrawals.filter(settled_at=None).select_related("account").first()


def _back(programme: Programme, pk: int) -> HttpResponse:
    return redirect("selection:offer", programme.organisation.slug, programme.slug, pk)
