"""Tickets: every person's number in the draw.

A ticket is HMAC-SHA256(seed, draw id), so it depends on nobody else: the order of the list is irrelevant, and taking a
person off the list moves no other person's ticket. The lowest tickets win; equal ones (never seen) go by draw id.
"""

import hmac
from typing import NamedTuple


class Ticket(NamedTuple):
    """Compares as the draw does: by ticket, then by draw id. Both are compared by bytes, which for str is the same."""

    number: str  # lowercase hex
    person_id: str


def ticket(seed: bytes, person_id: str) -> Ticket:
    return Ticket(ticket_bytes(seed, person_id).hex(), person_id)


def ticket_bytes(seed: bytes, person_id: str) -> bytes:
    """The number alone; as bytes it sorts as its hex does."""
    return hmac.digest(seed, person_id.encode(), "sha256")
