"""Desk: for how long an office keeps what, on what ground, and what will be emptied when. Numbers, never names."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.faces.rights_forms import TermForm
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import due_counts
from sanggar.people.access import DeskRequest, office_page
from sanggar.people.actions import set_term
from sanggar.people.models import Organisation
from sanggar.people.purposes import CLOCK, FIXED, KINDS, PURPOSES, TOLD_TO_APPLICANTS
from sanggar.people.queries import term_of, terms_to_come
from sanggar.people.rules import OVERSEERS, may_read_terms, may_set_terms, offices_where

AHEAD = (timedelta(0), timedelta(days=30), timedelta(days=365))
LATEST = 10


def offices(request: DeskRequest) -> HttpResponse:
    """With a single office, straight to it."""
    seen = list(offices_where(request.user, *OVERSEERS))
    if not seen:
        raise PermissionDenied
    if len(seen) == 1:
        return redirect("desk:retention", seen[0].slug)
    return render(request, "desk/retention_offices.html", {"offices": seen})


@office_page(may_read_terms)
def retention(request: DeskRequest, office: Organisation) -> HttpResponse:
    at, today = clock.now(), clock.today()
    counts = {each.purpose: each.counts for each in due_counts(office, [at + ahead for ahead in AHEAD])}
    rows = [
        {
            "term": term_of(office, key, today),
            "counts": counts.get(key),
            "coming": terms_to_come(office, key, today).first(),
        }
        for key in PURPOSES
    ]
    page = {
        "office": office,
        "rows": rows,
        "clock": term_of(office, CLOCK.key, today),
        "fixed": FIXED,
        "purges": [_told(entry) for entry in _purges(office)],
        "may_set": may_set_terms(request.user, office),
    }
    return render(request, "desk/retention.html", page)


@office_page(may_set_terms)
def change_term(request: DeskRequest, office: Organisation, purpose: str) -> HttpResponse:
    if purpose not in KINDS:
        raise Http404
    now = term_of(office, purpose, clock.today())
    form = TermForm(request.POST or None, initial={"days": now.days, "basis": now.basis, "since": clock.today()})
    if form.is_valid() and form.carry_out(partial(set_term, office, purpose), by=request.actor, at=clock.now()):
        messages.success(request, _("Masa simpan ditetapkan."))
        return redirect("desk:retention", office.slug)
    page = {"office": office, "term": now, "form": form, "is_told": purpose in TOLD_TO_APPLICANTS}
    return render(request, "desk/term.html", page, status=422 if form.errors else 200)


def _purges(office: Organisation) -> list[AuditEntry]:
    done = AuditEntry.objects.filter(verb="journeys.purge", organisation_id=str(office.pk))
    return list(done.order_by("-at", "-pk")[:LATEST])


def _told(entry: AuditEntry) -> dict[str, Any]:
    details = json.loads(entry.details)
    return {"at": entry.at, "title": KINDS[details["purpose"]].title, "count": details["count"]}
