"""The public check of a certificate: no login, no cookie, nothing but what is printed on it.

Codes carry 100 bits, so guessing finds nothing; tries that find nothing are counted all the same, by address, and
slowed down. Certificates that exist open however much a neighbour behind the same address has guessed.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanggar.evaluation.codes import read_code
from sanggar.evaluation.pages.forms import CodeForm
from sanggar.evaluation.pages.presenters import day_of, public_facts
from sanggar.evaluation.papers import keep_pdf
from sanggar.evaluation.queries import certificate_by_code
from sanggar.evaluation.refusals import CodeUnreadable
from sanggar.foundation import files
from sanggar.foundation.rates import client_address, seconds_to_wait

MISSES, WINDOW = 30, timedelta(minutes=10)
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Public, briefly cacheable, and not for search engines, which would list people by name."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    public: View = login_not_required(require_safe(cache_control(public=True, max_age=60)(opened)))
    return public


@open_to_all
def check(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        return redirect("certificate", form.cleaned_data["kode"])
    return render(request, "evaluation/check.html", {"form": form}, status=422 if form.errors else 200)


@open_to_all
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    read = _read(code)
    if read and read != code:
        return redirect("certificate", read)
    found = certificate_by_code(read) if read else None
    if found is None:
        return _nothing_found(request)
    page = {
        "certificate": found,
        "facts": public_facts(found),
        "ended_on": day_of(found.revoked_at) if found.revoked_at else "",
        "replacement": getattr(found, "replacement", None),
    }
    return render(request, "evaluation/public.html", page)


@open_to_all
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    """The PDF, to whoever holds the code; what is no longer valid is not handed out, but explained."""
    read = _read(code)
    found = certificate_by_code(read) if read else None
    if found is None:
        return _nothing_found(request)
    return files.response(keep_pdf(found)) if found.is_valid else redirect("certificate", found.code)


def _read(code: str) -> str:
    try:
        return read_code(code)
    except CodeUnreadable:
        return ""


def _nothing_found(request: HttpRequest) -> HttpResponse:
    wait = seconds_to_wait("certificate", client_address(request), limit=MISSES, window=WINDOW)
    page = {"form": CodeForm(), "seconds": wait}
    response = render(request, "evaluation/unknown.html", page, status=429 if wait else 404)
    if wait:
        response["Retry-After"] = str(wait)
    return response
