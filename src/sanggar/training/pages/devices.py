"""What a phone is known by at the door: a random number in a signed cookie, for half a day; and the code it has read.

Both are needed for what the person asks for, hold nothing about them, and are read by these pages alone. Who deletes
the cookie is a new device: the marks show a pattern, they do not make cheating impossible.
"""

import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sanggar.planning.models import Meeting
from sanggar.training.codes import TICKET, SeenCode

DEVICE, TICKET_NAME = "perangkat", "kode_layar"
SALT = "sanggar.training.device"
HALF_A_DAY = 12 * 60 * 60


def device_of(request: HttpRequest) -> str:
    """The device's number; empty where it has none, or made one up."""
    return str(request.get_signed_cookie(DEVICE, default="", salt=SALT, max_age=HALF_A_DAY))


def give_device(request: HttpRequest, response: HttpResponse) -> str:
    """The device's number, given to it with this answer where it has none."""
    device = device_of(request) or secrets.token_hex(16)
    _set(response, DEVICE, device, HALF_A_DAY)
    return device


def give_ticket(response: HttpResponse, device: str, meeting: Meeting, code: SeenCode) -> None:
    """Note on the device that it has read a code; worth nothing on any other."""
    value = f"{device}.{meeting.pk}.{code.window}.{int(code.seen_at.timestamp())}"
    _set(response, TICKET_NAME, value, int(TICKET.total_seconds()))


def ticket_of(request: HttpRequest) -> tuple[int, SeenCode] | None:
    """(meeting, code) that this device has read."""
    max_age = int(TICKET.total_seconds())
    value = str(request.get_signed_cookie(TICKET_NAME, default="", salt=SALT, max_age=max_age))
    device, _, rest = value.partition(".")
    if not device or device != device_of(request):
        return None
    meeting, window, seen = map(int, rest.split("."))
    return meeting, SeenCode(window, datetime.fromtimestamp(seen, tz=UTC))


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_signed_cookie(
        name, value, salt=SALT, max_age=seconds, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
    )
