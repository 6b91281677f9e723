"""What the audit rules found: the lists, one finding with its history, and its explanation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.people.access import DeskRequest, office_page
from sanggar.people.models import Organisation
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.rules import programmes_seen_by
from sanggar.spending import actions
from sanggar.spending.models import FindingState
from sanggar.spending.pages import finding_presenters as presenters
from sanggar.spending.pages.addresses import address, tabs, trail
from sanggar.spending.pages.finding_listing import findings_listing
from sanggar.spending.pages.forms import ExplainForm, seen_field
from sanggar.spending.queries import findings_in, findings_of, payments_of
from sanggar.spending.rules import is_free_to_settle, may_read_findings, may_settle_findings


@programme_page()
def findings(request: DeskRequest, programme: Programme) -> HttpResponse:
    """As the rules found it last. They are asked again in the background, for some causes lie outside of spending."""
    actions.review_for_reader(programme, clock.now())
    listing = findings_listing(request, findings_of(programme))
    page = {
        "programme": programme,
        "tabs": tabs(programme, "findings"),
        "listing": listing,
        "rules": presenters.rules_told(),
        "office_url": reverse("money:findings", args=[programme.organisation.slug]),
    }
    return listing.file() or render(request, "spending/findings.html", page)


@office_page(may_read_findings)
def office_findings(request: DeskRequest, office: Organisation) -> HttpResponse:
    seen = programmes_seen_by(request.user).filter(organisation=office)
    listing = findings_listing(request, findings_in(seen), programmes=seen)
    return listing.file() or render(request, "spending/office_findings.html", {"office": office, "listing": listing})


@programme_page()
def finding(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(findings_of(programme), pk=pk)
    may_settle = found.state == FindingState.OPEN and may_settle_findings(request.user, programme)
    page = {
        "programme": programme,
        "finding": found,
        "title": presenters.name_of(found),
        "told": presenters.told(found),
        "tone": presenters.TONES[found.state],
        "facts": presenters.finding_facts(found),
        "subject": presenters.subject_link(found),
        "others": presenters.other_payments(found, payments_of(programme)),
        "history": presenters.history(found.events.select_related("by"), found),
        "may_settle": may_settle and is_free_to_settle(request.user, found),
    }
    return render(request, "spending/finding.html", page)


@programme_page(may_settle_findings)
def settle(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(findings_of(programme), pk=pk)
    here = address("finding", programme, found.pk)
    as_read = found.changed_at.isoformat()
    form = ExplainForm(request.POST or None)
    form.fields["seen"] = seen_field(as_read)

    def act(*, seen: str, **given: Any) -> None:
        """An explanation is of the figures that stood on its page."""
        if seen != as_read:
            raise actions.FindingMoved
        actions.settle_finding(found, **given)

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penjelasan dicatat. Bila angkanya berubah, temuan ini terbuka lagi."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": _("Jelaskan temuan"),
        "lead": presenters.told(found),
        "trail": trail(programme, "findings", _("Temuan"), presenters.name_of(found), here),
        "here": here,
        "hindrance": "" if form.is_bound else presenters.hindrance(found, request.user),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
