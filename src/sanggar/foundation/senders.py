"""From where a form was sent, as the browser says it, for forms that can not carry a CSRF token.

Every browser since 2023 says so itself (Sec-Fetch-Site). Older ones name the site that the form stood on (Origin,
Referer), unless that page forbade it; then nothing is known, and nothing must be taken for granted.
"""

from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

OURS = ("same-origin", "none")  # "none": by the person's own hand, as a reload


class Sender(Enum):
    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def sent_from(request: HttpRequest) -> Sender:
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return Sender.HERE if said in OURS else Sender.ELSEWHERE
    named = request.headers.get("Origin", "null")
    if named == "null":  # as a page under Referrer-Policy: no-referrer sends it
        named = _site(request.headers.get("Referer", ""))
    if not named:
        return Sender.UNKNOWN
    own = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return Sender.HERE if named in own else Sender.ELSEWHERE


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
