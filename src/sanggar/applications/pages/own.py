"""What applicants do by their secret link. The page that shows the application itself stands in `faces.public`."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanggar.applications import actions, queries, rules
from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.actions.refusals import AnswersChanged
from sanggar.applications.eligibility import rule_told, rules_unmet
from sanggar.applications.models import NOTICE, AnswerFile, Application, ApplicationState
from sanggar.applications.pages import presenters
from sanggar.applications.pages.apply import as_initial
from sanggar.applications.pages.edit_form import EditForm
from sanggar.applications.pages.fields import CONSENT
from sanggar.applications.pages.forms import ConsentsForm
from sanggar.applications.pages.invited import seconds_until_next_try
from sanggar.applications.pages.kept import keeps_answers, kept_page
from sanggar.applications.pages.uploads import take_uploads
from sanggar.applications.status import own_status
from sanggar.foundation import clock, files
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ConfirmForm

methods = require_http_methods(["GET", "HEAD", "POST"])


@methods
@keeps_answers  # before the application is looked up, for which the database may be away already
@own_application_page
def edit(request: OwnRequest, application: Application) -> HttpResponse:
    at = clock.now()
    if not rules.is_editable(application, at):
        return render(request, "applications/own_over.html", {"application": application}, status=410)
    refused = take_uploads(request, application.call, at)
    if wait := seconds_until_next_try(request, application.call):
        return kept_page(request, status=429, seconds=wait)
    form = _edit_form(application, request.POST, refused)
    try:
        is_done = form.is_valid() and _edited(application, form, request)
    except AnswersChanged as error:
        return _overtaken(request, application, form, error)
    if is_done:
        messages.success(request, _("Perubahan tersimpan."))
        for rule in rules_unmet(application.call, form.answers, form.own_questions):
            told = {"rule": rule_told(rule, application.call)}
            messages.warning(request, _("Tampaknya syarat ini belum terpenuhi: %(rule)s") % told)
        return redirect(application.own_path)
    lost = request.POST.getlist("lost")
    return _edit_page(request, application, form, status=422 if form.errors else 200, lost=lost)


def _edit_page(
    request: OwnRequest, application: Application, form: EditForm, status: int, **told: object
) -> HttpResponse:
    page = {
        "application": application,
        "form": form,
        "reopens": application.state == ApplicationState.ELIGIBLE,
        "reason": own_status(application).reason if application.state == ApplicationState.CORRECTION else "",
        "attach_to": f"{application.own_path}ubah/berkas/",
    }
    return render(request, "applications/own_edit.html", page | told, status=status)


def _overtaken(request: OwnRequest, application: Application, form: EditForm, error: DomainError) -> HttpResponse:
    """What was typed here stays in the form, beside what was saved elsewhere; saving once more replaces that."""
    application.refresh_from_db()
    pairs = presenters.two_answers(application, form.answers, form.own_questions)
    typed = as_initial(dict(request.POST.lists())) | {"revision": application.revision}
    again = EditForm(application, typed=typed)
    return _edit_page(request, application, again, 409, refused=error, two_versions=pairs)


def _edit_form(application: Application, posted: QueryDict, refused: Mapping[str, DomainError]) -> EditForm:
    if posted.get("step") == "change":  # back from a page that could not take it
        return EditForm(application, typed=as_initial(dict(posted.lists())))
    return EditForm(application, posted or None, refused_uploads=refused)


def _edited(application: Application, form: EditForm, request: OwnRequest) -> bool:
    try:
        seen = form.cleaned_data["revision"]
        actions.edit_application(application, form.answers, seen=seen, by=request.actor, at=clock.now())
    except AnswersChanged:
        raise
    except DomainError as error:
        form.tell(error)
        return False
    return True


@require_safe
@own_application_page  # type: ignore[arg-type]  # a download is no HttpResponse to the type checker
def answer_file(request: OwnRequest, application: Application, pk: int) -> HttpResponseBase:
    """A file that one attached, as a download."""
    return files.response(get_object_or_404(AnswerFile, application=application, pk=pk).file)


@methods
@own_application_page
def come_back(request: OwnRequest, application: Application) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    act = partial(actions.return_application, application)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Lamaran Anda berlaku lagi."))
        return redirect(application.own_path)
    page = {"application": application, "form": form}
    return render(request, "applications/own_return.html", page, status=422 if form.errors else 200)


@methods
@own_application_page
def consents(request: OwnRequest, application: Application) -> HttpResponse:
    """Withdrawing consent is as easy as giving it, at any time."""
    held = {consent.text.key: consent.text for consent in queries.consents_in_force(application)}
    asked = {text.key: text for text in queries.texts_in_force(application.call) if text.key != NOTICE}
    form = ConsentsForm(request.POST or None, initial={f"{CONSENT}{key}": "on" for key in held})
    form.ask((asked | held).values())  # in the words that were agreed to, also where they are asked no longer
    if form.is_valid() and form.carry_out(
        partial(_change_consents, application, form), by=request.actor, at=clock.now()
    ):
        messages.success(request, _("Pilihan Anda tersimpan."))
        return redirect(application.own_path)
    page = {"application": application, "form": form}
    return render(request, "applications/own_consents.html", page, status=422 if form.errors else 200)


def _change_consents(
    application: Application, form: ConsentsForm, *, by: Actor, at: datetime, **_ticked: object
) -> None:
    actions.change_consents(application, form.consents, by=by, at=at)
