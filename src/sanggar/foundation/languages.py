"""The language somebody chose, kept in a cookie; and whether a form came only to be shown in another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpResponse

A_YEAR = 60 * 60 * 24 * 365
OTHER_LANGUAGE = "bahasa"
"""Asked for in the address to which a form is sent (`middleware.language`)."""
_IS_SWITCHING = ContextVar("is_switching", default=False)


def is_language(code: str) -> bool:
    return code in dict(settings.LANGUAGES)


def remember_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.BEHIND_TLS,
    )


@contextmanager
def switching(*, is_asked: bool) -> Iterator[None]:
    """While a request is answered that asks for its form in another language."""
    token = _IS_SWITCHING.set(is_asked)
    try:
        yield
    finally:
        _IS_SWITCHING.reset(token)


def is_switching() -> bool:
    """Whether what was sent is to be shown in another language and nothing else: no act is carried out then."""
    return _IS_SWITCHING.get()
