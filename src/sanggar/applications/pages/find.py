"""Finding one's application again: by the link, by a code that comes by letter, or at the counter.

The page never looks anything up for whoever has no code, so neither its answer nor its time tells whether a receipt
number exists; its limits count the caller's address alone, never an application.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.applications import actions, queries
from sanggar.applications.access import shielded
from sanggar.foundation import clock, rates
from sanggar.foundation.ui.forms import KitForm

TRIES, WINDOW = 20, timedelta(minutes=10)
"""Per address and step."""


class AskForm(KitForm):
    receipt = forms.CharField(label=_("Nomor lamaran"), help_text=_("Misalnya YT-7K3F-92QD."), max_length=20)
    birth_date = forms.DateField(label=_("Tanggal lahir"))


class CodeForm(KitForm):
    receipt = forms.CharField(widget=forms.HiddenInput, max_length=20)
    birth_date = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
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
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, "applications/find.html", {"form": AskForm(), "calls": queries.open_calls(clock.now())})
    step = "open" if request.POST.get("step") == "open" else "ask"
    wait = rates.seconds_to_wait(f"find-{step}", rates.client_address(request), limit=TRIES, window=WINDOW)
    if wait:
        response = render(request, "errors/429.html", {"seconds": wait}, status=429)
        response["Retry-After"] = str(wait)
        return shielded(response)
    return shielded(_open(request) if step == "open" else _ask(request))


def _ask(request: HttpRequest) -> HttpResponse:
    """Always the same answer: a code is on its way, if it fits."""
    form = AskForm(request.POST)
    if not form.is_valid():
        page = {"form": form, "calls": queries.open_calls(clock.now())}
        return _shown(request, "applications/find.html", page, status=422)
    actions.ask_for_code(**form.cleaned_data, at=clock.now())
    carried = {**form.cleaned_data, "birth_date": form.cleaned_data["birth_date"].isoformat()}
    return _shown(request, "applications/find_code.html", {"form": CodeForm(initial=carried)})


def _open(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        application = actions.find_by_code(**form.cleaned_data, at=clock.now())
        if application:
            return redirect(application.own_path)
        form.add_error("code", _("Kode itu tidak cocok atau sudah lewat waktunya. Periksa, atau minta kode baru."))
    return _shown(request, "applications/find_code.html", {"form": form}, status=422)


def _shown(request: HttpRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, page, status=status)
