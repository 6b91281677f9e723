"""A guardian's consent: on the child's own page, by the guardian's own link, and on paper at the desk."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.applications.access import OwnRequest, link_not_found, own_application_page, shielded
from sanggar.applications.actions import guardians as actions
from sanggar.applications.guardianship import guardianship_of, needs_guardian, notice_read
from sanggar.applications.models import GUARDIAN_LINK, Application, GivenBy, Guardianship
from sanggar.applications.pages.guardian_forms import AgreeForm, NameForm, PaperForm
from sanggar.applications.pages.screening import application_of, to_application
from sanggar.applications.queries import WITH_CALL, guardian_text
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock, rates
from sanggar.foundation.audit import Actor
from sanggar.foundation.links import is_link_token
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

methods = require_http_methods(["GET", "HEAD", "POST"])
Forms = dict[str, ActForm]


@methods
@own_application_page
def own_guardian(request: OwnRequest, application: Application) -> HttpResponse:
    """Naming a guardian, who agrees on this very device or by a link of their own, and may withdraw."""
    if not needs_guardian(application):
        return redirect(application.own_path)
    named = guardianship_of(application)
    forms = _forms(request, application, named)
    step = request.POST.get("step", "")
    if step in forms and forms[step].is_valid() and _own_act(step, application, named, forms[step], request):
        return redirect(request.path)
    page: dict[str, Any] = {"application": application, "named": named, "forms": forms, "form": forms.get(step)}
    page |= {"phone": format_phone(named.phone) if named else "", "notice": notice_read(application)}
    return _shown(request, "applications/own_guardian.html", page)


def _forms(request: HttpRequest, application: Application, named: Guardianship | None) -> Forms:
    """What may be done now, each its own form; only the one that was sent is bound."""
    sent = request.POST.get("step", "")
    makers: dict[str, Callable[[Any], ActForm]] = {"name": NameForm}
    if named and named.is_waiting:
        makers |= {"agree": partial(AgreeForm, guardian_text(application.call)), "link": ConfirmForm}
    if named and named.is_given:
        makers |= {"withdraw": ConfirmForm}
    return {step: make(request.POST if step == sent else None) for step, make in makers.items()}


def _own_act(
    step: str, application: Application, named: Guardianship | None, form: ActForm, request: OwnRequest
) -> bool:
    at = clock.now()
    if step == "name":
        act = partial(_name, application, rates.client_address(request))
        return form.carry_out(act, by=request.actor, at=at)
    if named is None:
        return False
    if step == "link":
        return form.carry_out(partial(_send_link, named), at=at)
    return _guardian_act(step, named, form, GivenBy.HERE, at)


def _name(application: Application, address: str, *, by: Actor, at: datetime, **named: Any) -> None:
    actions.require_naming(application, address, at=at)
    actions.name_guardian(application, **named, by=by, at=at)


def _send_link(named: Guardianship, *, at: datetime, **_confirmed: object) -> None:
    actions.send_guardian_link(named, at=at)


def _guardian_act(step: str, named: Guardianship, form: ActForm, how: GivenBy, at: datetime) -> bool:
    by = actions.guardian_actor(named)
    if step == "withdraw":
        return form.carry_out(partial(actions.withdraw_guardian_consent, named), by=by, at=at)
    return form.carry_out(partial(actions.give_guardian_consent, named), how=how, by=by, at=at)


@csrf_exempt
@login_not_required
@methods
def guardian(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The guardian's own link: the words, the answer, and the way back. 410 once it counts no longer."""
    if not is_link_token(token, GUARDIAN_LINK, str(pk), 1):
        return shielded(link_not_found(request))
    named = Guardianship.objects.select_related(f"application__{WITH_CALL}", "text").filter(pk=pk).first()
    if named is None:
        return shielded(link_not_found(request))
    application, request.shows_again = named.application, True  # type: ignore[attr-defined]  # as of an `OwnRequest`
    page: dict[str, Any] = {"application": application, "named": named}
    if named.ended_at or application.erased_at:
        return shielded(render(request, "applications/guardian_over.html", page, status=410))
    forms = _forms(request, application, named)
    step = request.POST.get("step", "")
    may = step in ("agree", "withdraw") and step in forms
    if may and forms[step].is_valid() and _guardian_act(step, named, forms[step], GivenBy.LINK, clock.now()):
        return shielded(redirect(request.path))
    page |= {"forms": forms, "form": forms[step] if may else None, "notice": notice_read(application)}
    return shielded(_shown(request, "applications/guardian.html", page))


def _shown(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    form = page["form"]
    return render(request, template, page, status=422 if form and form.errors else 200)


@programme_page(may_screen)
def guardian_paper(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    """A consent that the guardian signed on paper, with where it lies."""
    found = application_of(programme, receipt)
    form = PaperForm(request.POST or None)
    act = partial(actions.record_guardian_paper, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Persetujuan wali tercatat."))
        return to_application(found)
    words = guardian_text(found.call)
    page = {"programme": programme, "application": found, "form": form, "words": words.shown, "version": words.version}
    return render(request, "applications/guardian_paper.html", page, status=422 if form.errors else 200)
