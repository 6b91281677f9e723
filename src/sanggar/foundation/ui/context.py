"""What every page knows: the languages, the address to come back to after switching, and whether that is a number."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def page(request: HttpRequest) -> dict[str, Any]:
    current = translation.get_language() or settings.LANGUAGE_CODE
    other = "en" if current.startswith("id") else "id"
    return {"current_language": current, "other_language": other, "bare_address": bare_address(request)}


def bare_address(request: HttpRequest) -> str:
    """The number by which the site is reached, where it is no name: a passkey belongs to a name. Empty otherwise.

    Of the header as it came, for the page that says that a host is not ours shows this too.
    """
    host = settings.PUBLIC_ADDRESS if settings.BEHIND_TLS else f"//{request.META.get('HTTP_HOST', '')}"
    try:
        return str(ipaddress.ip_address(urlsplit(host).hostname or ""))
    except ValueError:
        return ""
