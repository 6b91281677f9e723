"""The door of who has no address and holds more than a participant's part: the secret link, and a code to the phone.

Its forms carry a token of their own, as signing in may never be started from another site.
"""

from datetime import timedelta
from functools import partial

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.models import Application
from sanggar.faces.public.own import own_enrolment
from sanggar.foundation import clock, rates
from sanggar.foundation.errors import DomainError
from sanggar.foundation.languages import is_switching
from sanggar.foundation.ui.forms import ConfirmForm, KitForm
from sanggar.journeys import account_by_code, ask_code, wants_code
from sanggar.training.models import Enrolment

TRIES, ASKED = 5, 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class CodeForm(KitForm):
    code = forms.CharField(
        label=gettext_lazy("Kode"),
        help_text=gettext_lazy("Delapan angka yang datang ke nomor ponsel Anda."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@own_application_page
@csrf_protect
def code(request: OwnRequest, application: Application) -> HttpResponse:
    """Every try is counted: a code is short."""
    enrolment = with_code(application)
    form = CodeForm(request.POST or None)
    if form.is_valid() and not is_switching():
        if wait := rates.seconds_to_wait("code-by-hand", f"kode {enrolment.person_id}", limit=TRIES, window=HOUR):
            return _slowed(request, wait)
        try:
            account = account_by_code(enrolment, **form.cleaned_data, by=request.actor, at=clock.now())
        except DomainError as refusal:
            form.tell(refusal)
        else:
            answer: HttpResponse = perform_login(request, account, redirect_url=reverse("mine:today"))
            return answer
    page = {"application": application, "form": form, "ask": ConfirmForm()}
    answer = render(request, "public/enter_by_code.html", page, status=422 if form.errors else 200)
    answer["Referrer-Policy"] = "same-origin"  # else the browser would not name us as the sender of these forms
    return answer


@require_POST
@own_application_page
@csrf_protect
def ask(request: OwnRequest, application: Application) -> HttpResponse:
    enrolment, form = with_code(application), ConfirmForm(request.POST)
    if wait := rates.seconds_to_wait("ask-code-by-hand", f"kode {enrolment.person_id}", limit=ASKED, window=DAY):
        return _slowed(request, wait)
    if form.is_valid() and form.carry_out(partial(ask_code, enrolment), by=request.actor, at=clock.now()):
        messages.success(
            request,
            _("Kode diminta. Kode datang ke nomor ponsel Anda, lewat pesan atau telepon penyelenggara."),
        )
    else:
        messages.info(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("public:enter_by_code", application.receipt, application.token)


def with_code(application: Application) -> Enrolment:
    """Whose door this is; for everybody else there is none."""
    enrolment = own_enrolment(application)
    account = enrolment.person.account
    if account is None or not wants_code(account):
        raise Http404
    return enrolment


def _slowed(request: OwnRequest, wait: int) -> HttpResponse:
    response = render(request, "errors/429.html", {"seconds": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response
