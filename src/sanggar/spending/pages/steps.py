"""The steps of a payment, one page each, which says what will happen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.forms import ActForm, ConfirmForm, ReasonForm
from sanggar.funding.deadlines import payments_ended
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.pages.acts import ended_for, hindrance, waits_for
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.finding_presenters import findings_told
from sanggar.spending.pages.forms import ApproveForm, PayForm, seen_field
from sanggar.spending.pages.presenters import facts_to_decide_on
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import (
    can_become,
    has_the_role_for,
    may_approve_payment,
    may_pay,
    may_propose_payment,
    may_refuse_payment,
    may_verify_payment,
)
from sanggar.spending.states import PaymentState


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words; `notice` may name the `amount`."""

    to: PaymentState
    act: Callable[..., object]
    title: str | Promise
    notice: str | Promise
    done: str | Promise
    tone: str = "primary"


VERIFY = Step(
    PaymentState.VERIFIED,
    actions.verify_payment,
    gettext_lazy("Verifikasi pembayaran"),
    gettext_lazy(
        "Anda menyatakan bahwa keperluan, jumlah, pajak, dan bukti pembayaran ini sudah benar. "
        "Sesudah ini PA/KPA dapat menyetujuinya."
    ),
    gettext_lazy("Pembayaran terverifikasi. PA/KPA dapat menyetujuinya."),
)
APPROVE = Step(
    PaymentState.APPROVED,
    actions.approve_payment,
    gettext_lazy("Setujui pembayaran"),
    gettext_lazy("Anda memerintahkan agar %(amount)s dibayarkan. Sesudah ini bendahara dapat membayarnya."),
    gettext_lazy("Pembayaran disetujui. Bendahara dapat membayarnya."),
)
PAY = Step(
    PaymentState.PAID,
    actions.pay,
    gettext_lazy("Catat pembayaran"),
    gettext_lazy("Catat hanya bila uangnya sudah dibayarkan. Pembayaran yang dicatat tidak dapat ditarik kembali."),
    gettext_lazy("Pembayaran dicatat."),
)
CLOSE = Step(
    PaymentState.CLOSED,
    actions.close_payment,
    gettext_lazy("Tutup SPJ"),
    gettext_lazy(
        "Anda menyatakan bahwa pertanggungjawaban pembayaran ini lengkap. "
        "Sesudah ini tidak ada bukti atau dokumen yang dapat ditambahkan."
    ),
    gettext_lazy("SPJ selesai."),
)
RETURN = Step(
    PaymentState.RETURNED,
    actions.return_payment,
    gettext_lazy("Kembalikan pembayaran"),
    gettext_lazy(
        "PPTK memperbaiki lalu mengajukannya lagi, dan semua langkah dimulai dari awal. "
        "%(amount)s tetap disisihkan. Alasan Anda terbaca oleh yang mengajukan."
    ),
    gettext_lazy("Pembayaran dikembalikan kepada yang mengajukan."),
)
REFUSE = Step(
    PaymentState.REFUSED,
    actions.refuse_payment,
    gettext_lazy("Tolak pembayaran"),
    gettext_lazy(
        "Pembayaran berhenti di sini dan %(amount)s kembali ke rinciannya. Alasan Anda terbaca oleh yang mengajukan."
    ),
    gettext_lazy("Pembayaran ditolak. Uangnya kembali ke rincian."),
    "bad",
)
CANCEL = Step(
    PaymentState.CANCELLED,
    actions.cancel_payment,
    gettext_lazy("Batalkan pembayaran"),
    gettext_lazy("Pengajuan ini ditarik kembali dan %(amount)s kembali ke rinciannya."),
    gettext_lazy("Pembayaran dibatalkan. Uangnya kembali ke rincian."),
    "bad",
)


def step_page(request: DeskRequest, programme: Programme, pk: int, step: Step, form: ActForm) -> HttpResponse:
    """One step. Where it can not be taken, the page says so instead of asking for answers; whose turn it is not, may
    not send it.
    """
    payment = get_object_or_404(payments_of(programme), pk=pk)
    here = address("payment", programme, payment.pk)
    mark = actions.mark_of(payment)
    form.fields["seen"] = seen_field(mark)

    def act(*, seen: str, **given: Any) -> None:
        actions.require_as_seen(payment, seen)
        step.act(payment, **given)

    if form.is_bound and can_become(payment, step.to) and not has_the_role_for(request.user, payment, step.to):
        raise PermissionDenied
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(step.done))
        return redirect(here)
    if form.is_bound:
        payment = get_object_or_404(payments_of(programme), pk=pk)  # what the act left in hand was undone
        form.data = {**dict(form.data.items()), "seen": mark}  # the page shows now what stands now
    notice = waits_for(payment) if step is PAY and ended_for(payment) else str(step.notice)
    page = {
        "programme": programme,
        "form": form,
        "title": step.title,
        "lead": payment.description,
        "facts": facts_to_decide_on(payment),
        **findings_told(payment),
        "notice": notice % {"amount": format_rupiah(payment.amount)} if "%(" in notice else notice,
        "notice_tone": "now" if step.tone == "primary" else "warn",
        "tone": step.tone,
        "here": here,
        "trail": payment_trail(programme, payment),
        "hindrance": "" if form.is_bound else hindrance(payment, request.user, step.to),
    }
    if page["finding"] == page["hindrance"]:
        page["finding"] = ""  # said once
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


@programme_page(may_verify_payment)
def verify(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, VERIFY, ConfirmForm(request.POST or None))


@programme_page(may_approve_payment)
def approve(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, APPROVE, ApproveForm(request.POST or None))


@programme_page(may_pay)
def pay(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Of a year whose payments have ended, the day is left to be filled in: today is none of its days."""
    has_ended = payments_ended(programme, clock.now())
    form = PayForm(request.POST or None, initial={} if has_ended else {"paid_on": clock.today()})
    return step_page(request, programme, pk, PAY, form)


@programme_page(may_verify_payment)
def close(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, CLOSE, ConfirmForm(request.POST or None))


@programme_page(may_refuse_payment)
def give_back(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, RETURN, ReasonForm(request.POST or None))


@programme_page(may_refuse_payment)
def refuse(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, REFUSE, ReasonForm(request.POST or None))


@programme_page(may_propose_payment)
def cancel(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return step_page(request, programme, pk, CANCEL, ReasonForm(request.POST or None))
