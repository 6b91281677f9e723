"""Finding one's application again: by the link, by a code that comes by letter, or at the counter.

The page never looks anything up for whoever has no code, so neither its answer nor its time tells whether a receipt
number exists; its limits count the caller's address alone, never an application. Who has asked is sent on to an address
that holds what was typed, sealed: Back, refreshing and the language switch ask for nothing again.
"""

from datetime import date, timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.applications import actions, queries
from sanggar.applications.access import link_not_found, shielded
from sanggar.applications.finding import looks_like_receipt, read_from_address, sealed_in_address
from sanggar.applications.models import Application
from sanggar.foundation import clock, rates
from sanggar.foundation.ui.forms import KitForm

TRIES, WINDOW = 20, timedelta(minutes=10)
"""Per address and step."""
methods = require_http_methods(["GET", "HEAD", "POST"])


class AskForm(KitForm):
    receipt = forms.CharField(label=_("Nomor lamaran"), help_text=_("Misalnya YT-7K3F-92QD."), max_length=20)
    birth_date = forms.DateField(label=_("Tanggal lahir"))

    def clean_receipt(self) -> str:
        """What no number looks like is said at once: nobody waits for a code that never comes."""
        typed: str = self.cleaned_data["receipt"]
        if "@" in typed or not looks_like_receipt(typed):
            raise forms.ValidationError(
                _("Itu bukan nomor lamaran. Nomornya berupa kode program dan delapan huruf atau angka: YT-7K3F-92QD.")
            )
        return typed


class CodeForm(KitForm):
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Delapan huruf dan angka, misalnya 7K3F-92QD."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false", "class": "short"}),
    )
    renews = forms.BooleanField(
        label=_("Buat tautan rahasia baru; tautan lama tidak berlaku lagi"),
        help_text=_("Centang bila tautan lama mungkin dipegang orang lain."),
        required=False,
    )


@csrf_exempt
@login_not_required
@methods
def find(request: HttpRequest) -> HttpResponse:
    """Asking is always answered alike: a code is on its way, if what was typed fits."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := _seconds_to_wait(request, "ask"):
            return shielded(_too_many(request, wait))
        if form.is_valid():
            actions.ask_for_code(**form.cleaned_data, at=clock.now())
            return shielded(redirect("own_find_code", sealed_in_address(**form.cleaned_data)))
    page = {"form": form, "calls": queries.open_calls(clock.now())}
    return _shown(request, "applications/find.html", page)


@csrf_exempt
@login_not_required
@methods
def take_code(request: HttpRequest, asked: str) -> HttpResponse:
    """`asked`: what was typed on the page before, from whose answer one comes here."""
    typed = read_from_address(asked)
    if typed is None:
        return shielded(link_not_found(request))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := _seconds_to_wait(request, "open"):
            return shielded(_too_many(request, wait))
        if application := _opened(form, *typed):
            return shielded(redirect(application.own_path))
    return shielded(_shown(request, "applications/find_code.html", {"form": form, "reopens": True}))


def _opened(form: CodeForm, receipt: str, birth_date: date) -> Application | None:
    if not form.is_valid():
        return None
    found = actions.find_by_code(receipt, birth_date, **form.cleaned_data, at=clock.now())
    if found is None:
        form.add_error("code", _("Kode itu tidak cocok atau sudah lewat waktunya. Periksa, atau minta kode baru."))
    return found


def _seconds_to_wait(request: HttpRequest, step: str) -> int:
    return rates.seconds_to_wait(f"find-{step}", rates.client_address(request), limit=TRIES, window=WINDOW)


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "errors/429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _shown(request: HttpRequest, template: str, page: dict[str, object]) -> HttpResponse:
    form = page["form"]
    return render(request, template, page, status=422 if isinstance(form, KitForm) and form.errors else 200)
