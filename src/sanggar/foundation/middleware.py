"""Middleware of every request: a log line without personal data, the language, caching, kind answers to failure."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.failures import log_failure
from sanggar.foundation.languages import OTHER_LANGUAGE, is_language, remember_language, switching

logger = logging.getLogger("sanggar.access")
MAX_BODY = 12 * 1024**2  # bytes: the largest upload (files.MAX_SIZE) with its form around it
PRIVATE = "private, no-cache"
GetResponse = Callable[[HttpRequest], HttpResponse]


def access_log(get_response: GetResponse) -> GetResponse:
    """One line a request: the route, never the path, for paths hold secret links and search terms hold names."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match else "(none)"


class database_away:  # noqa: N801 - middleware are named like functions
    """503 with Retry-After while the database does not answer a view. Where it fails earlier, in a middleware, the
    error page of the house (`config.errors.failure`) gives the same answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError | Http404 | PermissionDenied | SuspiciousOperation):
            return None
        if isinstance(error, UnreadablePostError):  # the line broke; nobody is there to read an answer
            return HttpResponse(status=400)
        log_failure(error, route_of(request))
        return answer_without_database(request) if is_database_away(error) else None


def is_database_away(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError | InterfaceError)


def answer_without_database(request: HttpRequest) -> HttpResponse:
    """A form that was being sent may offer its own page (`request.kept_page`) on which the typed answers stand."""
    kept_page = getattr(request, "kept_page", None)
    try:
        response: HttpResponse = kept_page() if kept_page else render(request, "errors/503.html", status=503)
    except DatabaseError as error:  # a page that itself reads the database
        log_failure(error, "errors/503.html")
        response = HttpResponse(_("Sanggar sedang tidak bisa menyimpan. Tunggu setengah menit, lalu coba lagi."))
    response.status_code = 503
    response["Retry-After"] = "30"
    return response


def language(get_response: GetResponse) -> GetResponse:
    """The cookie's language, else the browser's, else Indonesian. Every page differs by both, also in shared caches.
    A form may be sent with another one (`?bahasa=en`), which then stays, so that switching loses nothing typed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(OTHER_LANGUAGE, "") if request.method == "POST" else ""
        chosen = asked if is_language(asked) else translation.get_language_from_request(request)
        with translation.override(chosen), switching(is_asked=chosen == asked):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        if chosen == asked:
            remember_language(response, asked)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return middleware


def private_unless_said(get_response: GetResponse) -> GetResponse:
    """No shared cache keeps an answer unless its view says so. Browsers may: going back shows what was typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    return middleware


def found_by_going_back(get_response: GetResponse) -> GetResponse:
    """What is answered to a form of who is not signed in lies in that browser alone, which looks it up only to go back.
    It must find it also after it was given a cookie, so such an answer says not what it differs by.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_kept = response.headers.get("Cache-Control") == PRIVATE
        if is_kept and request.method == "POST" and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            response.headers.pop("Vary", None)
        return response

    return middleware


class RequestTooLarge(DomainError):
    code = "request_too_large"
    message = _("Kiriman ini %(size)s MB; paling besar %(limit)s MB. Perkecil berkasnya, atau kirim satu per satu.")
    status = 413


def body_limit(get_response: GetResponse) -> GetResponse:
    """Refuse what is larger than any form of ours before a byte of it is written to disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= MAX_BODY:
            return get_response(request)
        error = RequestTooLarge(size=number_format(round(size / 1024**2, 1), 1), limit=MAX_BODY // 1024**2)
        return render(request, "errors/refused.html", {"error": error}, status=error.status)

    return middleware


def readable_address(get_response: GetResponse) -> GetResponse:
    """No address of ours holds a NUL, which PostgreSQL refuses to look for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return get_response(request)

    return middleware


def only_by_button(get_response: GetResponse) -> GetResponse:
    """What happens by a button alone and was opened as an address says so; Django's own 405 is an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


class domain_errors:  # noqa: N801
    """A rule that refused an act becomes a page that says what happened and what to do, with the right status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        return render(request, "errors/refused.html", {"error": error}, status=error.status)
