"""Desk: the person and their card are at the counter."""

from functools import partial

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from sanggar.applications import actions, queries
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.pages import desk_presenters as presenters
from sanggar.applications.pages.screening import application_of, to_application
from sanggar.applications.pages.screening_forms import CardForm, SettleForm
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_screen)
def settle(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """Applications with one NIK side by side: which one is the card owner's?"""
    found = application_of(programme, receipt)
    rivals = list(queries.same_nik(found))
    standing = [rival for rival in rivals if rival.state != ApplicationState.WITHDRAWN]
    if len(rivals) == 1 or not standing:
        raise Http404
    form = SettleForm(standing, request.POST or None)
    if form.is_valid() and form.carry_out(form.settle, by=request.actor, at=clock.now()):
        messages.success(request, _("Tercatat: KTP ditunjukkan, dan lamaran pemiliknya sudah dipilih."))
        return to_application(form.rivals[form.cleaned_data["winner"]])
    page = {
        "programme": programme,
        "application": found,
        "form": form,
        "rivals": [(rival, presenters.rival_facts(rival), presenters.state_tag(rival)) for rival in rivals],
    }
    return render(request, "applications/settle.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def identify(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """The owner of a NIK that the city knows says what is true by now."""
    found = application_of(programme, receipt)
    if queries.known_person(found) is None:
        raise Http404
    form = CardForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.identify_applicant, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Tercatat: KTP ditunjukkan, dan data orangnya diperbarui."))
        return to_application(found)
    page = {"programme": programme, "application": found, "form": form, "facts": presenters.answer_facts(found)}
    return render(request, "applications/identify.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def reissue(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """A new secret link. It stands on the answer to this one form and nowhere else afterwards."""
    found = application_of(programme, receipt)
    version = found.link_version
    form = CardForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.reissue_link, found), by=request.actor, at=clock.now()):
        if found.link_version == version:
            messages.info(request, _("Tautan itu sudah ditampilkan, dan hanya sekali. Terbitkan lagi bila perlu."))
            return to_application(found)
        return _kept_nowhere(render(request, "applications/link.html", _link_page(found)))
    page = {"programme": programme, "application": found, "form": form}
    return render(request, "applications/reissue.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def show_nik(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """The whole NIK, each time with a reason and on record; it stands on this one answer alone."""
    found = application_of(programme, receipt)
    form = ReasonForm(request.POST or None)
    page = {"programme": programme, "application": found, "form": form}
    if form.is_valid():
        page["nik"] = _revealed(found, form, request)
    return _kept_nowhere(render(request, "applications/nik.html", page, status=422 if form.errors else 200))


def _revealed(found: Application, form: ReasonForm, request: DeskRequest) -> str:
    """Not `carry_out`: looking again is looking again, and is recorded again."""
    try:
        return actions.reveal_nik(found, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now())
    except DomainError as error:
        form.tell(error)
        return ""


def _link_page(application: Application) -> dict[str, object]:
    address = f"{settings.PUBLIC_ADDRESS}{application.own_path}"
    code = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=2)
    qr = mark_safe(code)  # noqa: S308 - drawn by segno from our own address
    page = {"programme": application.programme, "application": application, "address": address, "qr": qr}
    return {**page, "print_form": ConfirmForm()}


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
