"""Payments: the list, and one of them with its steps, papers, taxes, evidence and history."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanggar.foundation import clock
from sanggar.foundation.audit import subject_of
from sanggar.funding.queries import budget_of
from sanggar.people.access import DeskRequest
from sanggar.people.models import Account
from sanggar.people.rules import may_read_record
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending.actions import refusal_after_the_last_day
from sanggar.spending.models import Payment
from sanggar.spending.pages import acts, presenters
from sanggar.spending.pages.acts import papers_of
from sanggar.spending.pages.addresses import address, tabs
from sanggar.spending.pages.finding_presenters import findings_told
from sanggar.spending.pages.listings import payments_listing
from sanggar.spending.queries import payments_beyond_contacts, payments_of, spending_totals, taxes_of
from sanggar.spending.rules import (
    documents_noted_by,
    may_attach_evidence,
    may_propose_payment,
    may_read_accounts,
    may_set_taxes,
    may_waive_evidence,
    voidable_documents,
)
from sanggar.spending.states import CHANGEABLE, LIVE, UNAPPROVED, PaymentState

TOLD = 10
"""So many findings stand above the list; all are in the list of findings."""


@programme_page()
def payments(request: DeskRequest, programme: Programme) -> HttpResponse:
    budget = budget_of(programme)
    ended = refusal_after_the_last_day(programme, clock.now())
    may_propose = bool(budget and budget.is_adopted and not ended and may_propose_payment(request.user, programme))
    listing = payments_listing(request, programme, may_propose=may_propose)
    page = {
        "programme": programme,
        "tabs": tabs(programme, "payments"),
        "budget": budget,
        "ended": str(ended or ""),
        "totals": spending_totals(programme),
        "beyond": payments_beyond_contacts(programme)[:TOLD],
        "beyond_url": f"{address('findings', programme)}?aturan=kontak-lebih",
        "listing": listing,
        "may_propose": may_propose,
        "fees_url": address("mentor_fees", programme) if may_read_accounts(request.user, programme) else "",
    }
    return listing.file() or render(request, "spending/payments.html", page)


@programme_page()
def payment(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(payments_of(programme), pk=pk)
    page = {
        "programme": programme,
        "payment": found,
        "tone": presenters.tone_of(found),
        "waits_for": acts.waits_for(found),
        "facts": presenters.payment_facts(found),
        "history": presenters.history(found),
        "evidence": presenters.evidence_rows(found.evidence.select_related("file__last_check", "payment")),
        "checklist": presenters.checklist_rows(found),
        "papers": papers_of(found, request.user),
        "documents": found.documents.all(),
        "taxes": presenters.tax_rows(taxes_of(found)),
        "acts": acts.acts_of(found, request.user),
        **findings_told(found),
        "record_url": _record_of(found, request.user),
        "is_held_back": acts.is_held_back(found, request.user),
        **_rights(found, request.user),
    }
    return render(request, "spending/payment.html", page)


def _record_of(found: Payment, account: Account) -> str:
    """What the audit record holds of it, for those who read the record."""
    if not may_read_record(account, found.programme.organisation):
        return ""
    return f"{reverse('people:record')}?{urlencode({'tentang': subject_of(found)})}"


def _rights(found: Payment, account: Account) -> dict[str, Any]:
    """What may be added to it: nothing any more once it was stopped, its accounts are closed, or it came too late."""
    programme, state = found.programme, PaymentState(found.state)
    is_too_late = state in UNAPPROVED and acts.ended_for(found) is not None
    is_live = state in LIVE and state != PaymentState.CLOSED and not is_too_late
    may_attach = may_attach_evidence(account, programme)
    return {
        "is_stopped": state not in LIVE,
        "may_attach": is_live and may_attach,
        "may_waive": is_live and may_waive_evidence(account, programme),
        "may_withdraw": is_live and may_attach,
        "may_open": may_read_accounts(account, programme),
        "may_set_taxes": is_live and state in CHANGEABLE and may_set_taxes(account, programme),
        "voidable": voidable_documents(account, found) if is_live else [],
        "notable": documents_noted_by(account, programme) if is_live else [],
    }
