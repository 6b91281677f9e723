"""Putting right what was noted of money that has left, and noting what came back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.forms import CorrectionForm, RepaymentForm, seen_field
from sanggar.spending.pages.presenters import payment_facts
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import may_correct, may_pay

Words = tuple[str | Promise, str | Promise, str | Promise]
CORRECT: Words = (
    gettext_lazy("Koreksi tanggal atau nomor bukti"),
    gettext_lazy("Hanya bila yang dicatat keliru. Catatan semula tetap terbaca di riwayat bersama alasan Anda."),
    gettext_lazy("Catatan dikoreksi."),
)
REPAY: Words = (
    gettext_lazy("Catat setoran kembali"),
    gettext_lazy(
        "Catat hanya uang yang sudah disetor kembali. Dalam tahun anggarannya uang itu kembali ke rinciannya; "
        "sesudahnya menjadi pendapatan daerah."
    ),
    gettext_lazy("Setoran kembali dicatat."),
)

TAKE_BACK: Words = (
    gettext_lazy("Batalkan setoran kembali"),
    gettext_lazy(
        "Hanya bila yang dicatat keliru: uangnya dihitung sebagai dibayar lagi. Catatannya tetap terbaca di riwayat "
        "bersama alasan Anda, dan nomornya dapat dipakai untuk catatan yang benar."
    ),
    gettext_lazy("Setoran kembali dibatalkan."),
)


@programme_page(may_pay)
def correct(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    noted = {"paid_on": payment.paid_on, "proof_number": payment.proof_number}
    form = CorrectionForm(request.POST or None, initial=noted)
    return _page(request, payment, form, actions.correct_payment, CORRECT)


@programme_page(may_pay)
def repay(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    form = RepaymentForm(request.POST or None, initial={"dated": clock.today()})
    return _page(request, payment, form, actions.note_repayment, REPAY)


@programme_page(may_pay)
def take_back(request: DeskRequest, programme: Programme, pk: int, repayment: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    noted = get_object_or_404(payment.repayments.filter(taken_back_at=None), pk=repayment)

    def act(_payment: Payment, **given: Any) -> None:
        actions.take_back_repayment(noted, **given)

    lead = f"{noted.number} · {format_rupiah(noted.amount)} · {payment.description}"
    return _page(request, payment, ReasonForm(request.POST or None), act, TAKE_BACK, lead)


def _page(
    request: DeskRequest, payment: Payment, form: ActForm, act: Callable[..., object], words: Words, lead: str = ""
) -> HttpResponse:
    if not may_correct(request.user, payment):
        raise PermissionDenied
    title, notice, done = words
    here, mark = address("payment", payment.programme, payment.pk), actions.mark_of(payment)
    form.fields["seen"] = seen_field(mark)

    def carry(*, seen: str, **given: Any) -> None:
        actions.require_as_seen(payment, seen)
        act(payment, **given)

    if form.is_valid() and form.carry_out(carry, by=request.actor, at=clock.now()):
        messages.success(request, str(done))
        return redirect(here)
    if form.is_bound:
        payment = payments_of(payment.programme).get(pk=payment.pk)  # what the act left in hand was undone
        form.data = {**dict(form.data.items()), "seen": mark}  # the page shows now what stands now
    page = {
        "programme": payment.programme,
        "form": form,
        "title": title,
        "lead": lead or payment.description,
        "facts": payment_facts(payment),
        "notice": notice,
        "here": here,
        "trail": payment_trail(payment.programme, payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
