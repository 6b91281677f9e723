"""Who may do what with a programme: reads grants whatever their scope.

Every room's `rules.py` is made of these sentences. A grant for a region covers the offices in it, a grant for an
office its programmes, a grant for a programme that programme.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from sanggar.foundation import clock
from sanggar.people.models import OFFICE_ROLES, Account, Role
from sanggar.people.rules import offices_where, once_a_request, roles_at
from sanggar.planning.models import Programme, ProgrammeGrant

TEAM_ROLES = frozenset({Role.TRAINER, Role.MENTOR, Role.REVIEWER})
DESK_ROLES = frozenset({Role.OFFICER, Role.PPTK, Role.PPK_SKPD, Role.TREASURER, Role.BUDGET_AUTHORITY})


def roles_on(account: Account, programme: Programme) -> frozenset[str]:
    """Every role an account holds on a programme now."""

    def read() -> frozenset[str]:
        own = ProgrammeGrant.objects.in_force(clock.now()).filter(account=account, programme=programme)
        return frozenset(own.values_list("role", flat=True))

    return roles_at(account, programme.organisation) | once_a_request(account, ("programme", programme.pk), read)


def roles_on_each(account: Account, programmes: Iterable[Programme]) -> dict[int, frozenset[str]]:
    """The same for many programmes, in a number of questions that grows with their offices alone."""
    at_office: dict[int, frozenset[str]] = {}
    own: dict[int, set[str]] = defaultdict(set)
    for programme, role in (
        ProgrammeGrant.objects.in_force(clock.now()).filter(account=account).values_list("programme", "role")
    ):
        own[programme].add(role)
    found = {}
    for each in programmes:
        if each.organisation_id not in at_office:
            at_office[each.organisation_id] = roles_at(account, each.organisation)
        found[each.pk] = at_office[each.organisation_id] | own[each.pk]
    return found


def holds(account: Account, programme: Programme, *roles: str) -> bool:
    return account.is_active and not roles_on(account, programme).isdisjoint(roles)


def programmes_seen_by(account: Account, roles: Iterable[str] = OFFICE_ROLES) -> QuerySet[Programme]:
    """The programmes on which an account holds one of these roles."""
    roles = list(roles)
    own = ProgrammeGrant.objects.in_force(clock.now()).filter(account=account, role__in=roles)
    scope = Q(organisation__in=offices_where(account, *roles)) | Q(pk__in=own.values("programme"))
    return Programme.objects.filter(scope) if account.is_active else Programme.objects.none()


def holds_more_than_a_part(account: Account) -> bool:
    """Whether an account holds any right beyond taking part in programmes."""
    own = ProgrammeGrant.objects.in_force(clock.now()).filter(account=account).exclude(role=Role.PARTICIPANT)
    return own.exists() or account.grants.in_force(clock.now()).exists()


def holds_anywhere(account: Account, *roles: Role) -> bool:
    """Whether an account holds one of these roles at some office or on some programme."""
    own = ProgrammeGrant.objects.in_force(clock.now()).filter(account=account, role__in=roles)
    return own.exists() or account.grants.in_force(clock.now()).filter(role__in=roles).exists()


def may_see_programme(account: Account, programme: Programme) -> bool:
    """The office's own people and the inspector see everything at the desk; others see "my page" alone."""
    return holds(account, programme, *OFFICE_ROLES)


def may_run_programme(account: Account, programme: Programme) -> bool:
    """Plan, publish, screen, enrol, and keep presence."""
    return holds(account, programme, Role.OFFICER)


def may_create_programme(account: Account) -> bool:
    """An officer of an office; a grant on a single programme is not enough."""
    return offices_where(account, Role.OFFICER).exists()


def roles_given_by(account: Account, programme: Programme) -> frozenset[str]:
    """Which rights on this programme someone may give and end: officers those of teaching and accompanying,
    administrators those of the desk and the money too. Nobody their own (see `people.actions.refuse_own_grant`).

    So no officer makes a second officer: what two people must do, one can't do by two accounts of their own.
    """
    held = roles_on(account, programme) if account.is_active else frozenset()
    if Role.ADMINISTRATOR in held:
        return TEAM_ROLES | DESK_ROLES
    return TEAM_ROLES if Role.OFFICER in held else frozenset()


def may_manage_team(account: Account, programme: Programme) -> bool:
    return bool(roles_given_by(account, programme))
