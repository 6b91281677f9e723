"""What is withheld from a payment, where an officer sets it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment, PaymentTax
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.forms import AddTaxForm, OverrideTaxForm
from sanggar.spending.pages.presenters import tax_rows
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import may_set_taxes


@programme_page(may_set_taxes)
def add(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = AddTaxForm(request.POST or None, initial={"base": payment.amount})
    if form.is_valid() and form.carry_out(partial(actions.add_tax, payment), by=request.actor, at=clock.now()):
        messages.success(request, _("Pajak ditambahkan."))
        return redirect(address("payment", programme, payment.pk))
    return _page(request, programme, payment, form, _("Tambah pajak"))


@programme_page(may_set_taxes)
def reckon(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.reckon_again, payment), by=request.actor, at=clock.now()):
        messages.success(request, _("Pajak dihitung ulang."))
        return redirect(address("payment", programme, payment.pk))
    told = _("Dihitung menurut tabel pajak dan data penerima hari ini. Yang ditetapkan petugas ikut digantikan.")
    return _page(request, programme, payment, form, _("Hitung ulang pajak"), notice=told)


@programme_page(may_set_taxes)
def override(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """The figure that the rule comes to stays beside the one that is set."""
    standing = PaymentTax.objects.filter(superseded_at=None, payment__in=payments_of(programme))
    tax = get_object_or_404(standing.select_related("overridden_by"), pk=pk)
    payment = payments_of(programme).get(pk=tax.payment_id)
    form = OverrideTaxForm(request.POST or None, initial={"amount": tax.amount})
    if form.is_valid() and form.carry_out(partial(actions.override_tax, tax), by=request.actor, at=clock.now()):
        messages.success(request, _("Pajak ditetapkan."))
        return redirect(address("payment", programme, payment.pk))
    (row,) = tax_rows([tax])
    told = f"{tax.get_kind_display()}: {row['rule']}, {row['of']}"
    return _page(request, programme, payment, form, _("Tetapkan pajak"), notice=told)


def _page(
    request: DeskRequest,
    programme: Programme,
    payment: Payment,
    form: ActForm,
    title: str,
    **shown: str,
) -> HttpResponse:
    page = {
        "programme": programme,
        "form": form,
        "title": title,
        "lead": payment.description,
        "here": address("payment", programme, payment.pk),
        "trail": payment_trail(programme, payment),
        **shown,
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
