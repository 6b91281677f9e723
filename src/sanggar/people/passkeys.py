"""Reads: passkeys, which stand in allauth's table of authenticators. Of each use a line stands in the record."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import get_authenticator_by_credential_id, parse_registration_response
from django.db.models import QuerySet

from sanggar.people.models import Account


def passkeys_of(account: Account) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return found.order_by("pk")


def passkey_with_credential(account: Account, credential: dict[str, Any]) -> Authenticator | None:
    """The account's passkey that this answer of a browser made, if it is kept already."""
    found = parse_registration_response(credential).response.attestation_object.auth_data.credential_data
    return get_authenticator_by_credential_id(account, found.credential_id) if found else None
