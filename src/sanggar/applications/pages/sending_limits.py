"""How much one source and one phone may send: against machines, not against a hall full of people or a family."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from sanggar.foundation import rates
from sanggar.foundation.errors import DomainError
from sanggar.foundation.phones import normalise_phone

SENDS, WINDOW = 1_000, timedelta(minutes=10)
"""What is stored per address: a campus, or a whole kelurahan behind one carrier, sends from one in the same minutes."""
PHONE_SENDS, PHONE_WINDOW = 20, timedelta(hours=1)
"""What is stored per phone number: a family, or a neighbour who helps, shares one. An hour, for somebody else may have
typed it.
"""


def tries(address: str, phone: str, at: datetime) -> list[rates.Try]:
    """What one sending counts as; `phone` normalised."""
    return [
        rates.a_try("apply", address, limit=SENDS, window=WINDOW, at=at),
        rates.a_try("apply-phone", phone, limit=PHONE_SENDS, window=PHONE_WINDOW, at=at),
    ]


def draft_seconds_to_wait(request: HttpRequest, at: datetime) -> int:
    """Drafts are counted like sendings, beside them; by the phone only where what was typed is one."""
    try:
        phone = normalise_phone(request.POST.get("phone", ""))
    except DomainError:
        phone = ""
    counted = [rates.a_try("draft", rates.client_address(request), limit=SENDS, window=WINDOW, at=at)]
    if phone:
        counted.append(rates.a_try("draft-phone", phone, limit=PHONE_SENDS, window=PHONE_WINDOW, at=at))
    return max(rates.count_together(counted))


def seconds_to_wait(address: str, phone: str, at: datetime) -> int:
    return max(rates.count_together(tries(address, phone, at)))
