"""What the menu of an account knows on every page."""

from collections.abc import Callable

from django.http import HttpRequest

from sanggar.people.models import OFFICE_ROLES, Account
from sanggar.people.rules import offices_where
from sanggar.planning.rules import programmes_seen_by


def desk(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Whether there is a desk to go to; asked by the page that shows it alone, for public pages know nobody."""
    return {"works_at_desk": lambda: request.user.is_authenticated and works_at_desk(request.user)}


def works_at_desk(account: Account) -> bool:
    return programmes_seen_by(account).exists() or offices_where(account, *OFFICE_ROLES).exists()
