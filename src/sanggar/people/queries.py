"""Reads: accounts and rights of an office, and its audit record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sanggar.foundation import audit
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Grant, Organisation


def grants_at(office: Organisation) -> QuerySet[Grant]:
    """Every right that counts or counted for the whole office, also those given for its region; newest first."""
    codes = office.region_id.split(".")
    regions = [".".join(codes[: length + 1]) for length in range(len(codes))]
    scope = Q(organisation=office) | Q(region_id__in=regions)
    grants = Grant.objects.filter(scope).select_related("account", "organisation", "region")
    return grants.order_by("account__name", "-given_at")


def accounts_of(office: Organisation) -> QuerySet[Account]:
    """Accounts that hold or held a right for the office."""
    return Account.objects.filter(grants__organisation=office).distinct().order_by("name")


def audit_entries(offices: Iterable[Organisation]) -> QuerySet[AuditEntry]:
    """What happened in the books of these offices, the newest first."""
    ids = [str(office.pk) for office in offices]
    return AuditEntry.objects.filter(organisation_id__in=ids).select_related("sealed__batch").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Seal:
    """How far the record is sealed: the digest to note, and how many entries still wait for the next batch."""

    head: str
    waiting: int


def seal_state() -> Seal:
    return Seal(head=audit.head(), waiting=AuditEntry.objects.filter(sealed=None).count())
