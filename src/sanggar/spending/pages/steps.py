"""The steps of a payment, one page each, which says what will happen."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm, ReasonForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment
from sanggar.spending.pages import presenters
from sanggar.spending.pages.forms import PayForm
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import may_pay, may_propose_payment, may_refuse_payment, may_verify_payment
from sanggar.spending.states import PaymentState


def step_page(
    request: DeskRequest,
    payment: Payment,
    form: ActForm,
    act: Callable[..., object],
    to: PaymentState,
    *,
    template: str,
    done: str,
) -> HttpResponse:
    """One step. Where it can not be taken, the page says so instead of asking for answers."""
    programme = payment.programme
    here = presenters.address("payment", programme, payment.pk)
    if form.is_valid() and form.carry_out(partial(act, payment), by=request.actor, at=clock.now()):
        messages.success(request, done)
        return redirect(here)
    page = {
        "programme": programme,
        "payment": payment,
        "form": form,
        "facts": presenters.payment_facts(payment),
        "here": here,
        "hindrance": "" if form.is_bound else presenters.hindrance(payment, to),
    }
    return render(request, f"spending/{template}.html", page, status=422 if form.errors else 200)


@programme_page(may_verify_payment)
def verify(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = ConfirmForm(request.POST or None)
    act, done = actions.verify_payment, _("Pembayaran terverifikasi. Bendahara dapat membayarnya.")
    return step_page(request, payment, form, act, PaymentState.VERIFIED, template="verify", done=done)


@programme_page(may_pay)
def pay(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = PayForm(request.POST or None, initial={"paid_on": clock.today()})
    return step_page(
        request, payment, form, actions.pay, PaymentState.PAID, template="pay", done=_("Pembayaran dicatat.")
    )


@programme_page(may_refuse_payment)
def refuse(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = ReasonForm(request.POST or None)
    act, done = actions.refuse_payment, _("Pembayaran ditolak. Uangnya kembali ke rincian.")
    return step_page(request, payment, form, act, PaymentState.REFUSED, template="refuse", done=done)


@programme_page(may_propose_payment)
def cancel(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = ReasonForm(request.POST or None)
    act, done = actions.cancel_payment, _("Pembayaran dibatalkan. Uangnya kembali ke rincian.")
    return step_page(request, payment, form, act, PaymentState.CANCELLED, template="cancel", done=done)
