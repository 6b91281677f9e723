"""`request.actor`: who acts, for the record. Pages for applicants set their own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = request.user.actor  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
