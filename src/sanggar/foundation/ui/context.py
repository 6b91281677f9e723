"""What every page knows: the languages, and the address to come back to after switching."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def page(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - as Django calls it
    current = translation.get_language() or settings.LANGUAGE_CODE
    other = "en" if current.startswith("id") else "id"
    return {"current_language": current, "other_language": other}
