"""How much one source and one phone may send: against machines, not against a hall full of people or a family."""

from datetime import datetime, timedelta

from sanggar.foundation import rates

SENDS, WINDOW = 120, timedelta(minutes=10)
"""What is stored per address. Generous: a whole kelurahan may sit behind one carrier's address."""
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


def seconds_to_wait(address: str, phone: str, at: datetime) -> int:
    return max(rates.count_together(tries(address, phone, at)))
