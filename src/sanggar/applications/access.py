"""How an applicant's own pages open: by the secret link alone, which is the right, the key and the address in one.

Exempt from CSRF protection: nobody can send such a form without knowing the secret address, and under the referrer
policy below a browser names no origin by which a form could be told from a forged one.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from sanggar.applications import queries
from sanggar.applications.models import Application
from sanggar.foundation import rates
from sanggar.foundation.audit import Actor

P = ParamSpec("P")
GUESSES, WINDOW = 30, timedelta(minutes=10)
"""Wrong links per address; a right one is never counted."""


class OwnRequest(HttpRequest):
    """A request by whoever holds the secret link. `shows_again`: its forms do nothing when they only come to be shown
    in another language, so every answer to one may offer that (`ui/language.html`).
    """

    actor: Actor
    shows_again: bool


OwnView = Callable[Concatenate[OwnRequest, Application, P], HttpResponse]


def own_application_page(view: OwnView[P]) -> Callable[..., HttpResponse]:
    """Give a view its application, from the address /lamaran/<receipt>/<token>/….

    A wrong link is 404, many wrong ones 429. Nothing of such a page is kept by a cache, listed by a search engine, or
    told to the next site in a Referer.
    """

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def opened(request: OwnRequest, receipt: str, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        application = queries.application_by_link(receipt, token)
        if application is None:
            return shielded(link_not_found(request))
        request.actor, request.shows_again = application.actor, True
        if application.erased_at:
            page = {"application": application}
            return shielded(render(request, "applications/own_erased.html", page, status=410))
        try:
            return shielded(view(request, application, *args, **kwargs))
        except Http404:
            return shielded(_absent(request))

    return opened


def shielded(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _absent(request: HttpRequest) -> HttpResponse:
    """Rendered here, not raised: the page of an unknown address would carry none of the shields."""
    return render(request, "errors/404.html", status=404)


def link_not_found(request: HttpRequest) -> HttpResponse:
    """404, and 429 after many wrong links."""
    wait = rates.seconds_to_wait("own-link", rates.client_address(request), limit=GUESSES, window=WINDOW)
    if not wait:
        return _absent(request)
    response = render(request, "errors/429.html", {"seconds": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response
