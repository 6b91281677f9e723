"""The language somebody chose, kept in a cookie."""

from django.conf import settings
from django.http import HttpResponse

A_YEAR = 60 * 60 * 24 * 365
OTHER_LANGUAGE = "bahasa"
"""Asked for in the address to which a form is sent (`middleware.language`)."""


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
