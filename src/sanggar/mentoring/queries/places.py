"""Reads: where an account is a mentor."""

from sanggar.mentoring.models import Mentor
from sanggar.people.models import Account, Role
from sanggar.planning.rules import holds


def places_of(account: Account) -> list[Mentor]:
    """Where the account is a mentor now, and has the right to be; the newest first."""
    rows = Mentor.objects.filter(account=account).select_related("programme__organisation", "account")
    return [mentor for mentor in rows.order_by("-added_at") if holds(account, mentor.programme, Role.MENTOR)]
