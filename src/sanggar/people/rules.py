"""Who may do what in an office, and the rights of people as sentences.

A grant for a region covers every office in it. Rights on one programme stand in `planning`, which reads these too.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from sanggar.foundation import clock
from sanggar.people.models import OFFICE_ROLES, Account, Grant, Organisation, Role

OVERSEERS = (Role.ADMINISTRATOR, Role.BUDGET_AUTHORITY, Role.INSPECTOR)


def roles_at(account: Account, office: Organisation) -> frozenset[str]:
    """Every role an account holds now for the whole of an office."""

    def read() -> frozenset[str]:
        wide = Q(organisation=office) | Q(region__isnull=False)
        grants = Grant.objects.in_force(clock.now()).filter(wide, account=account).select_related("region")
        return frozenset(grant.role for grant in grants if grant.covers(office))

    return once_a_request(account, ("office", office.pk), read)


def once_a_request(account: Account, where: tuple[str, int], read: Callable[[], frozenset[str]]) -> frozenset[str]:
    """The roles that `read` finds somewhere; while a request of this account is answered, as it found them at first."""
    if account.rights_read is None:
        return read()
    if where not in account.rights_read:
        account.rights_read[where] = read()
    return account.rights_read[where]


def holds_at(account: Account, office: Organisation, *roles: str) -> bool:
    return account.is_active and not roles_at(account, office).isdisjoint(roles)


def offices_where(account: Account, *roles: str) -> QuerySet[Organisation]:
    """The offices for which an account holds one of these roles, by a grant for the office or for its region."""
    scope = Q(pk__in=())
    if account.is_active:
        for grant in Grant.objects.in_force(clock.now()).filter(account=account, role__in=roles):
            scope |= grant.offices
    return Organisation.objects.filter(scope).distinct().order_by("short_name")


def is_known_at(account: Account, office: Organisation) -> bool:
    """Whether the office may show itself at all: to everyone else it does not exist."""
    return holds_at(account, office, *OFFICE_ROLES)


def may_see_people(account: Account, office: Organisation) -> bool:
    """Read who holds which right, now and before."""
    return holds_at(account, office, *OVERSEERS)


def may_manage_people(account: Account, office: Organisation) -> bool:
    """Open accounts, give and end rights for the office."""
    return holds_at(account, office, Role.ADMINISTRATOR)


def may_set_letterhead(account: Account, office: Organisation) -> bool:
    """Say what stands at the head of the office's papers."""
    return holds_at(account, office, Role.ADMINISTRATOR)


def may_read_record(account: Account, office: Organisation) -> bool:
    """Read the audit record of an office."""
    return holds_at(account, office, *OVERSEERS)


def may_read_terms(account: Account, office: Organisation) -> bool:
    """See for how long an office keeps what, and what is emptied when: numbers, no names."""
    return holds_at(account, office, *OVERSEERS)


def may_set_terms(account: Account, office: Organisation) -> bool:
    return holds_at(account, office, Role.ADMINISTRATOR)


def inspected_regions(account: Account) -> list[str]:
    """The codes of the regions that an account inspects now; what stands in no office's books is shown to these."""
    if not account.is_active:
        return []
    grants = Grant.objects.in_force(clock.now()).filter(account=account, role=Role.INSPECTOR, region__isnull=False)
    return list(grants.values_list("region_id", flat=True))


def mailbox_offices(account: Account) -> QuerySet[Organisation]:
    """The offices whose letters someone may read in a demo installation, where no mail leaves the house."""
    return offices_where(account, Role.OFFICER, Role.ADMINISTRATOR)


def may_read_mailbox(account: Account) -> bool:
    return mailbox_offices(account).exists()
