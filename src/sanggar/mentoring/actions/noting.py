"""How acts on a mentor stand in the record."""

from datetime import datetime
from typing import Any

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.models import Mentor


def record_of_mentor(
    verb: str,
    mentor: Mentor,
    *,
    by: Actor,
    at: datetime,
    details: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> None:
    """By the number of the account, for a name could not be erased from the record."""
    label, place = f"akun {mentor.account_id}", mentor.programme.place
    record(verb, mentor, by=by, at=at, place=place, details=details or {}, personal=personal, label=label)
