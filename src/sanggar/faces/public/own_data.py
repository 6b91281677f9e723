"""The applicant's own data, by the secret link: to read, to take away, to ask about. Each consent ends by itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.actions import ask_right, change_consents
from sanggar.applications.models import Application, RightsKind
from sanggar.applications.queries import consents_in_force
from sanggar.applications.rules import is_editable
from sanggar.faces.own_data import json_copy, pdf_copy, sections_of
from sanggar.faces.rights_forms import AskForm
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.journeys import needs_card, reasons_to_keep, subject_by_link
from sanggar.journeys.holdings import Subject
from sanggar.training.queries import enrolment_of_application


def subject_of(application: Application) -> Subject:
    """A link that does not prove who holds it tells nothing of the person whom the city knows under this NIK."""
    enrolment = enrolment_of_application(application)
    return subject_by_link(application, proves_person=enrolment is not None and not needs_card(enrolment))


@require_safe
@own_application_page
def own_data(request: OwnRequest, application: Application) -> HttpResponse:
    return render(request, "public/own_data.html", page_of(application))


def page_of(application: Application, **more: Any) -> dict[str, Any]:
    at = clock.now()
    place = [application.receipt, application.token]
    return {
        "application": application,
        "sections": sections_of(subject_of(application), application.programme, at),
        "json_url": reverse("public:own_data_json", args=place),
        "pdf_url": reverse("public:own_data_pdf", args=place),
        "rights": [(kind.label, reverse("public:ask_right", args=[*place, kind])) for kind in RightsKind],
        "requests": application.rights_requests.order_by("-asked_at"),
        "keeps": reasons_to_keep(application, at),
        "may_edit": is_editable(application, at),
        "consents": [
            (consent, reverse("public:withdraw_consent", args=[*place, consent.text.mark]))
            for consent in consents_in_force(application)
        ],
        "confirm": ConfirmForm(auto_id=False),
    } | more


@require_safe
@own_application_page
def own_data_json(request: OwnRequest, application: Application) -> HttpResponse:
    return json_copy(subject_of(application), clock.now())


@require_safe
@own_application_page
def own_data_pdf(request: OwnRequest, application: Application) -> HttpResponse:
    return pdf_copy(subject_of(application), application.programme, clock.now())


@own_application_page
def ask(request: OwnRequest, application: Application, kind: str) -> HttpResponse:
    """Ask the office; before that, what stands in the way is told, with until when."""
    wanted = kind_of(kind)
    at = clock.now()
    form = AskForm(wanted, request.POST or None)
    act = partial(ask_right, application, application.programme, kind=wanted)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=at):
        messages.success(request, _("Permohonan Anda tercatat. Jawabannya akan tampil di halaman ini."))
        return redirect("public:own_data", application.receipt, application.token)
    page = {
        "application": application,
        "form": form,
        "kind": wanted,
        "keeps": reasons_to_keep(application, at) if wanted == RightsKind.ERASURE else [],
        "may_edit": wanted == RightsKind.CORRECTION and is_editable(application, at),
        "back": reverse("public:own_data", args=[application.receipt, application.token]),
    }
    return render(request, "public/ask_right.html", page, status=422 if form.errors else 200)


@require_POST
@own_application_page
def withdraw_consent(request: OwnRequest, application: Application, mark: str) -> HttpResponse:
    """One consent ends, the others stay."""
    texts = [consent.text for consent in consents_in_force(application)]
    if mark not in {text.mark for text in texts}:
        return redirect("public:own_data", application.receipt, application.token)  # ended already
    left = [text for text in texts if text.mark != mark]
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(
        partial(change_consents, application, left), by=request.actor, at=clock.now()
    ):
        messages.success(request, _("Persetujuan itu ditarik."))
        return redirect("public:own_data", application.receipt, application.token)
    back = reverse("public:own_data", args=[application.receipt, application.token])
    return render(request, "public/own_data.html", page_of(application, form=form, reopens_at=back), status=422)


def kind_of(kind: str) -> RightsKind:
    if kind not in RightsKind.values:
        raise Http404
    return RightsKind(kind)
