"""Writes: rights. Nobody gives or takes their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.models import Region
from sanggar.foundation.unique import unless_taken
from sanggar.people.actions.accounts import open_account
from sanggar.people.models import Account, Grant, Organisation, Role, in_force


class GrantAlreadyGiven(DomainError):
    code = "grant_already_given"
    message = _("%(name)s sudah memegang hak ini.")


class OwnGrant(DomainError):
    code = "own_grant"
    message = _("Hak Anda sendiri tidak dapat Anda ubah. Mintalah kepada administrator lain.")
    status = 403


class InspectorHoldsNoOther(DomainError):
    code = "inspector_holds_no_other"
    message = _("%(name)s memeriksa atas nama inspektorat dan tidak memegang hak lain. Pakailah akun lain.")


class HoldsOtherRights(DomainError):
    code = "holds_other_rights"
    message = _("%(name)s sudah memegang hak lain; yang memeriksa tidak memegang hak lain. Pakailah akun lain.")


class AccountUnknown(InputRefused):
    code = "account_unknown"
    message = _("Belum ada akun aktif dengan email ini. Periksa ejaannya, atau minta administrator membuka akun.")


def account_with_email(email: str) -> Account:
    """The account that signs in with this address."""
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise AccountUnknown
    return account


def refuse_own_grant(account: Account, by: Actor) -> None:
    """So no right is ever held by its holder's own word, and the last administrator can't lock the office out."""
    if by.account_id == account.pk:
        raise OwnGrant


def refuse_inspector(account: Account, at: datetime) -> None:
    """Who inspects reads everything and changes nothing, so a right to change goes to another account."""
    if Grant.objects.in_force(at).filter(account=account, role=Role.INSPECTOR).exists():
        raise InspectorHoldsNoOther(name=account.name)


def refuse_other_rights(account: Account, at: datetime) -> None:
    """The same from the other side. Asks every table of rights there is, for some stand in later rooms."""
    held = Grant.objects.in_force(at).exclude(role=Role.INSPECTOR).filter(account=account).exists()
    later = [relation.related_model for relation in Account._meta.related_objects]  # noqa: SLF001 - documented
    rights = [table for table in later if table is not Grant and {"role", "ended_at"} <= _columns(table)]
    if held or any(table._default_manager.filter(in_force(at), account=account).exists() for table in rights):  # noqa: SLF001
        raise HoldsOtherRights(name=account.name)


def _columns(table: type[Model]) -> set[str]:
    return {field.name for field in table._meta.get_fields()}  # noqa: SLF001 - Django's documented model API


@transaction.atomic
def give_grant(
    account: Account,
    role: str,
    *,
    by: Actor,
    at: datetime,
    organisation: Organisation | None = None,
    region: Region | None = None,
) -> Grant:
    """Give a role for exactly one of an office or a region."""
    refuse_own_grant(account, by)
    if role == Role.INSPECTOR:
        refuse_other_rights(account, at)
    else:
        refuse_inspector(account, at)
    with unless_taken(GrantAlreadyGiven(name=account.name)):
        grant = Grant.objects.create(
            account=account, role=role, organisation=organisation, region=region, given_at=at, given_by=by.label
        )
    _record("people.give_grant", grant, by=by, at=at)
    return grant


@transaction.atomic
def admit(organisation: Organisation, *, email: str, name: str, role: str, by: Actor, at: datetime) -> Grant:
    """Open an account for someone who works for an office, with the first right there."""
    account = open_account(email=email, name=name, place=organisation.place, by=by, at=at)
    return give_grant(account, role, organisation=organisation, by=by, at=at)


@transaction.atomic
def end_grant(grant: Grant, *, by: Actor, at: datetime, reason: str) -> None:
    """Take a right back; it stays on record until when it was held. Ending twice changes nothing."""
    refuse_own_grant(grant.account, by)
    in_force = Grant.objects.filter(pk=grant.pk, ended_at=None)
    if in_force.update(ended_at=at, ended_by=by.label, end_reason=reason):
        _record("people.end_grant", grant, by=by, at=at, personal={"reason": reason})


def _record(verb: str, grant: Grant, *, by: Actor, at: datetime, personal: dict[str, str] | None = None) -> None:
    place = grant.organisation.place if grant.organisation else None
    details = {"role": grant.role, "grant": grant.pk, "region": grant.region_id}
    label = f"akun {grant.account_id}"  # not the name: this stands in a row that can not be erased
    record(verb, grant.account, by=by, at=at, place=place, details=details, personal=personal, label=label)
