"""`request.actor`: who acts, for the record. Pages for applicants set their own.

And the account's rights are read once for the request: a page asks for them at every button.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = request.user.actor  # type: ignore[attr-defined]
            request.user.rights_read = {}
        return get_response(request)

    return middleware
