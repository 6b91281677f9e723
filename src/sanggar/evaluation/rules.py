"""Who may do what with certificates. Whether one is valid, anyone may ask who has its code."""

from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme


def may_certify(account: Account, programme: Programme) -> bool:
    """Set the rule and the numbers, issue, revoke and replace."""
    return may_run_programme(account, programme)
