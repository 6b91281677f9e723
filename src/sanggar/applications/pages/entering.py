"""Desk: an application entered for someone at the counter, and its receipt on paper."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.applications import actions
from sanggar.applications.documents import consent_sheet, receipt_sheet
from sanggar.applications.models import Act, Application, CallState
from sanggar.applications.pages import desk_presenters as presenters
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.entry_forms import EntryForm
from sanggar.applications.pages.guardian_presenters import guardian_told
from sanggar.applications.pages.screening import application_of
from sanggar.applications.pages.uploads import take_uploads
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

AT_THE_COUNTER = timedelta(hours=1)


@programme_page(may_screen)
def enter(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """The form for someone without a telephone, read out to them by the officer."""
    call, at = call_of(programme, slug), clock.now()
    if call.state_at(at) != CallState.OPEN:
        return render(request, "applications/entry_closed.html", {"programme": programme, "call": call})
    refused = take_uploads(request, call, at)
    start = {"signed_on": clock.today()}
    form = EntryForm(call, request.POST or None, request.FILES or None, initial=start, refused_uploads=refused)
    if form.is_valid() and form.carry_out(form.enter, by=request.actor, at=at):
        if form.application is None:  # the other click of a double click was faster
            messages.info(request, _("Lamaran ini sudah tersimpan."))
            return redirect("applications:queue", programme.organisation.slug, programme.slug)
        messages.success(request, _("Tersimpan. Cetak tanda terimanya untuk pelamar."))
        return redirect("applications:entered", programme.organisation.slug, programme.slug, form.application.receipt)
    page = {"programme": programme, "call": call, "form": form}
    return render(request, "applications/entry.html", page, status=422 if form.errors else 200)


@require_safe
@programme_page(may_screen)
def print_consent(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """The letter that is read out and signed before anything is entered, empty."""
    call = call_of(programme, slug)
    return pdf_response(consent_sheet(call, at=clock.now()), f"surat-persetujuan-{call.slug}")


@programme_page(may_screen)
def entered(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """What was entered, the button that prints it, and what to say to the person."""
    found = application_of(programme, receipt)
    page = {
        "programme": programme,
        "application": found,
        "prints": is_printable(found, request, clock.now()),
        "form": ConfirmForm(),
        "facts": presenters.answer_facts(found),
        "guardian": guardian_told(found),
    }
    return render(request, "applications/entered.html", page)


@require_POST
@programme_page(may_screen)
def print_receipt(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """The paper with the secret link, for an hour, to the officer who entered the application or gave a new link."""
    found, at = application_of(programme, receipt), clock.now()
    if not is_printable(found, request, at):
        messages.error(
            request, _("Tanda terima dicetak saat lamaran dimasukkan. Terbitkan tautan baru, lalu cetak lagi.")
        )
        return redirect("applications:application", programme.organisation.slug, programme.slug, receipt)
    actions.note_receipt_printed(found, by=request.actor, at=at)
    response = pdf_response(receipt_sheet(found, at=at), f"tanda-terima-{found.receipt}")
    response["Cache-Control"] = "no-store"
    return response


def is_printable(application: Application, request: DeskRequest, at: datetime) -> bool:
    last = application.events.filter(act__in=(Act.SUBMIT, Act.REISSUE), at__gt=at - AT_THE_COUNTER).last()
    return last is not None and (last.by_kind, last.by_label) == (request.actor.kind, request.actor.label)
