"""Tries of invitation codes are counted, right ones and wrong ones alike: a limit that told them apart would help to
guess. Generous, for a whole hall of invited people may sit behind one address.
"""

from datetime import timedelta

from django.http import HttpRequest

from sanggar.applications.models import Call
from sanggar.foundation import rates

TRIES, WINDOW = 120, timedelta(minutes=10)


def seconds_until_next_try(request: HttpRequest, call: Call) -> int:
    """0 while within the limit, and where no code was typed."""
    if not call.needs_codes or not request.POST.get("invitation_code", "").strip():
        return 0
    return rates.seconds_to_wait("invitation", rates.client_address(request), limit=TRIES, window=WINDOW)
