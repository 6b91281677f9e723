"""Asking for money, and handing in again what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment
from sanggar.spending.pages.acts import hindrance
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.request_forms import RequestForm, request_initial
from sanggar.spending.pages.request_kinds import BY_CODE, WHOLE, Kind, kind_of
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import may_propose_payment
from sanggar.spending.states import PaymentState

KIND = "untuk"


@programme_page(may_propose_payment)
def propose(request: DeskRequest, programme: Programme) -> HttpResponse:
    kind = BY_CODE.get(request.GET.get(KIND, ""))
    ended = actions.refusal_after_the_last_day(programme, clock.now())
    if kind is None and request.method == "GET" and not ended:
        return _choose(request, programme)
    chosen = {"line": "rincian", "meeting": "sesi", "commitment": "komitmen", "payee": "penerima"}
    initial = {name: request.GET.get(key) for name, key in chosen.items()}
    form = RequestForm(programme, request.POST or None, kind=kind or WHOLE, searched=request.GET, initial=initial)
    made: list[Payment] = []

    def act(*, by: Actor, at: Any, **_given: Any) -> None:
        made.append(actions.propose_payment(form.request, by=by, at=at))

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pembayaran diajukan dan uangnya disisihkan. Lampirkan buktinya."))
        return redirect(_place(programme, made))
    page = {
        "title": _("Ajukan pembayaran"),
        "lead": _("Uangnya disisihkan dari rincian sejak diajukan. Bukti dilampirkan sesudah ini."),
        "trail": payment_trail(programme),
        "here": address("payments", programme),
        "hindrance": "" if form.is_bound else str(ended or ""),
    }
    return _page(request, programme, form, page)


@programme_page(may_propose_payment)
def amend(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    here = address("payment", programme, payment.pk)
    initial = request_initial(payment)
    kind = BY_CODE.get(request.GET.get(KIND, "")) or kind_of(payment)
    form = RequestForm(
        programme, request.POST or None, kind=kind, searched=request.GET, amended=payment, initial=initial
    )

    def act(*, by: Actor, at: Any, **_given: Any) -> None:
        actions.amend_payment(payment, form.request, by=by, at=at)

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pembayaran diajukan lagi. Semua langkah dimulai dari awal."))
        return redirect(here)
    returned = payment.events.filter(to_state=PaymentState.RETURNED).last()
    page = {
        "title": _("Perbaiki dan ajukan lagi"),
        "lead": payment.description,
        "trail": payment_trail(programme, payment),
        "here": here,
        "notice": _("Alasan dikembalikan: %(reason)s") % {"reason": returned.reason} if returned else "",
        "notice_tone": "warn",
        "hindrance": "" if form.is_bound else hindrance(payment, request.user, PaymentState.PROPOSED),
    }
    return _page(request, programme, form, page)


def _place(programme: Programme, made: list[Payment]) -> str:
    """The payment that was made, or the list when the form had been carried out before."""
    return address("payment", programme, made[0].pk) if made else address("payments", programme)


def _choose(request: DeskRequest, programme: Programme) -> HttpResponse:
    """First what it is for: the form then asks for no more than that needs."""
    kinds = [(kind, _address(request, kind)) for kind in BY_CODE.values()]
    page = {"programme": programme, "kinds": kinds, "trail": payment_trail(programme)}
    return render(request, "spending/request_kind.html", page)


def _address(request: DeskRequest, kind: Kind) -> str:
    """The same page for a kind of spending; what else the address says, as a line that was chosen, stays."""
    asked = request.GET.copy()
    asked[KIND] = kind.code
    return f"?{asked.urlencode()}"


def _page(request: DeskRequest, programme: Programme, form: RequestForm, page: dict[str, Any]) -> HttpResponse:
    shown: dict[str, Any] = {"programme": programme, "form": form, "searches": form.searches, "address": request.GET}
    shown["kinds"] = [(kind.name, _address(request, kind), kind is form.kind) for kind in BY_CODE.values()]
    shown["beside"] = [(_("Daftarkan penerima baru"), address("add_payee", programme))]
    return render(request, "spending/form.html", {**shown, **page}, status=422 if form.errors else 200)
