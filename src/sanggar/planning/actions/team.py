"""Writes: rights on one programme alone."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.people.actions import GrantAlreadyGiven, refuse_inspector, refuse_own_grant
from sanggar.people.models import Account
from sanggar.planning.models import Programme, ProgrammeGrant


@transaction.atomic
def give_programme_grant(
    account: Account, role: str, programme: Programme, *, by: Actor, at: datetime
) -> ProgrammeGrant:
    """Give a role on this programme alone."""
    refuse_own_grant(account, by)
    refuse_inspector(account, at)
    with unless_taken(GrantAlreadyGiven(name=account.name)):
        grant = ProgrammeGrant.objects.create(
            account=account, role=role, programme=programme, given_at=at, given_by=by.label
        )
    details = {"role": role, "grant": grant.pk, "account": account.pk}
    record("planning.give_grant", programme, by=by, at=at, place=programme.place, details=details)
    return grant


@transaction.atomic
def end_programme_grant(grant: ProgrammeGrant, *, by: Actor, at: datetime, reason: str) -> None:
    """Take a right back; it stays on record until when it was held. Ending twice changes nothing."""
    refuse_own_grant(grant.account, by)
    in_force = ProgrammeGrant.objects.filter(pk=grant.pk, ended_at=None)
    if in_force.update(ended_at=at, ended_by=by.label, end_reason=reason):
        programme = grant.programme
        details = {"role": grant.role, "grant": grant.pk, "account": grant.account_id}
        personal = {"reason": reason}
        record("planning.end_grant", programme, by=by, at=at, place=programme.place, details=details, personal=personal)
