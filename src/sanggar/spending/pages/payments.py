"""Payments: the list, one of them, and asking for one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.picker import asked_for
from sanggar.funding.queries import budget_of
from sanggar.mentoring.queries import mentors_of
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.queries import meetings_of
from sanggar.spending import actions
from sanggar.spending.models import Payment
from sanggar.spending.pages import presenters
from sanggar.spending.pages.forms import MEETING_SOUGHT, MENTOR_SOUGHT, ProposalForm
from sanggar.spending.pages.listings import payments_listing
from sanggar.spending.queries import payments_beyond_contacts, payments_of, spending_by_line, spending_totals
from sanggar.spending.rules import may_attach_evidence, may_propose_payment
from sanggar.spending.states import PaymentState


@programme_page()
def payments(request: DeskRequest, programme: Programme) -> HttpResponse:
    budget = budget_of(programme)
    may_propose = bool(budget and budget.is_adopted and may_propose_payment(request.user, programme))
    listing = payments_listing(request, programme, may_propose=may_propose)
    page = {
        "programme": programme,
        "budget": budget,
        "totals": spending_totals(programme),
        "beyond": payments_beyond_contacts(programme),
        "listing": listing,
        "may_propose": may_propose,
    }
    return listing.file() or render(request, "spending/payments.html", page)


@programme_page()
def payment(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(payments_of(programme), pk=pk)
    page = {
        "programme": programme,
        "payment": found,
        "tone": presenters.tone_of(found),
        "waits_for": presenters.WAITS_FOR.get(found.state, ""),
        "facts": presenters.payment_facts(found),
        "history": presenters.history(found.events.order_by("-at", "-pk")),
        "evidence": presenters.evidence_rows(found.evidence.select_related("file")),
        "acts": presenters.acts_of(found, request.user),
        "finding": presenters.contacts_finding(found),
        "is_held_back": presenters.is_held_back(found, request.user),
        "is_stopped": found.state in (PaymentState.REFUSED, PaymentState.CANCELLED),
        "may_attach": may_attach_evidence(request.user, programme),
        "may_withdraw": found.state == PaymentState.PROPOSED and may_attach_evidence(request.user, programme),
    }
    return render(request, "spending/payment.html", page)


@programme_page(may_propose_payment)
def propose(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ProposalForm(
        request.POST or None,
        lines=spending_by_line(programme),
        meetings=meetings_of(programme).order_by("-starts_at", "pk"),
        mentors=mentors_of(programme),
        asked={key: asked_for(request, key) for key in (MEETING_SOUGHT, MENTOR_SOUGHT)},
        initial={"line": request.GET.get("rincian"), "meeting": request.GET.get("sesi")},
    )
    made: list[Payment] = []
    if form.is_valid() and form.carry_out(partial(_propose, made), by=request.actor, at=clock.now()):
        messages.success(request, _("Pembayaran diajukan dan uangnya disisihkan. Lampirkan buktinya."))
        return _to(programme, made)
    page = {"programme": programme, "form": form, "address": request.GET}
    return render(request, "spending/propose.html", page, status=422 if form.errors else 200)


def _propose(made: list[Payment], **given: Any) -> None:
    made.append(actions.propose_payment(**given))


def _to(programme: Programme, made: list[Payment]) -> HttpResponse:
    """The payment that was made, or the list when the form had been carried out before."""
    if made:
        return redirect(presenters.address("payment", programme, made[0].pk))
    return redirect(presenters.address("payments", programme))
