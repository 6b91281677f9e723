"""What a browser is known by at one call's form: a random sign that it keeps itself, from its first application on.

It comes with the answer that something was stored, never with a form, and goes back to the addresses of that form
alone. Nothing of the device or its network is read. Who deletes the cookie is another browser: the sign shows what to
ask about, it makes nothing impossible.
"""

import re
import secrets
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date

from sanggar.applications.models import Call
from sanggar.foundation.express import BROWSER_SIGN

RANDOM_BYTES = 16
KEPT = re.compile(rf"(?:^|;) *{BROWSER_SIGN}=([A-Za-z0-9_-]{{22}})(?=;|\Z)")
PLACE = "." * 22
"""Stands where the sign will."""


def device_for(call: Call, cookies: str) -> str:
    """What an application that is sent now keeps: the sign that its browser has, or a new one where it has none that is
    ours; nothing where the call notes none.
    """
    if not call.notes_device:
        return ""
    kept = KEPT.search(cookies) if cookies else None
    return kept[1] if kept else secrets.token_urlsafe(RANDOM_BYTES)


def remember_device(response: HttpResponse, call: Call, device: str) -> None:
    """Give the browser the sign that its application was stored with."""
    if device:
        _remember(response, device, call.path, call.device_kept_until, is_secure=settings.SESSION_COOKIE_SECURE)


def device_headers(call: Call, device: str) -> list[tuple[str, str]]:
    """The same as a header, for an answer that is written without a response of Django's."""
    if not device:
        return []
    before, behind = _header(call.path, call.device_kept_until, is_secure=settings.SESSION_COOKIE_SECURE)
    return [("Set-Cookie", f"{before}{device}{behind}")]


@lru_cache(64)
def _header(path: str, until: datetime, *, is_secure: bool) -> tuple[str, str]:
    """What stands before and behind the sign, as Django's own handler writes it."""
    response = HttpResponse()
    _remember(response, PLACE, path, until, is_secure=is_secure)
    before, _, behind = response.cookies[BROWSER_SIGN].output(header="").partition(PLACE)
    return before, behind


def _remember(response: HttpResponse, device: str, path: str, until: datetime, *, is_secure: bool) -> None:
    ends = http_date(until.timestamp())  # as text, so that it is the same for all, and Django adds no Max-Age
    response.set_cookie(BROWSER_SIGN, device, expires=ends, path=path, httponly=True, samesite="Lax", secure=is_secure)
