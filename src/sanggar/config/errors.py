"""Error pages: what happened, what to do next, never why the machine thinks so."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from sanggar.foundation.failures import log_failure
from sanggar.foundation.middleware import answer_without_database, is_database_away, route_of
from sanggar.foundation.ui.context import page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    return render(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tried to sign in too often."""
    response = render(request, "errors/429.html", status=429)
    response["Retry-After"] = "60"
    return response


def failure(request: HttpRequest) -> HttpResponse:
    """What no view and no middleware has answered. A database that went away is told as that, wherever it was met."""
    error = sys.exc_info()[1]
    with translation.override(_language_of(request)):
        if error and is_database_away(error):
            log_failure(error, route_of(request))
            return answer_without_database(request)
        # Not for the request, and so without context processors: they may be what failed.
        return HttpResponse(render_to_string("errors/500.html", {"request": request, **page(request)}), status=500)


def _language_of(request: HttpRequest) -> str:
    """Also where it failed before, or after, the middleware that finds it."""
    return getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)


def unsure_of_sender(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """A form whose CSRF token is missing or foreign."""
    return render(request, "errors/csrf.html", status=403)
