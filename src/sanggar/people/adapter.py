"""How sign-in behaves: accounts are made by the office, never by self-registration; TOTP secrets are sealed; a
passkey is a way in of its own.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.rates import client_address
from sanggar.foundation.sealed import seal, unseal
from sanggar.people.models import Account

PLACE = "people.account.second_factor"
IN_OUR_WORDS = {"mfa_reauthenticate:webauthn": _("Pakai kunci sandi")}


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth asks it so
        return False

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """What allauth calls a security key is a passkey here."""
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": IN_OUR_WORDS.get(method["id"], method["description"])} for method in methods]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a proxy every caller would otherwise share one address, and one limit on wrong passwords."""
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Also where an address is no address at all ("http://[::1"), which allauth lets fail."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False


class OwnFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode atau kunci itu tidak cocok atau sudah lewat waktunya. Coba sekali lagi."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, PLACE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the name by which people reach us, whatever a proxy makes of it."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        own = urlsplit(settings.PUBLIC_ADDRESS).hostname if settings.BEHIND_TLS else None
        return {"id": own or entity["id"], "name": "Sanggar"}

    def is_mfa_enabled(self, user: Account, types: Iterable[str] | None = None) -> bool:
        """A passkey is never asked for on top of something else, so it counts only where it is asked for by itself."""
        asked = set(types or [Authenticator.Type.TOTP])
        if asked != {Authenticator.Type.WEBAUTHN}:
            asked.discard(Authenticator.Type.WEBAUTHN)
        return bool(super().is_mfa_enabled(user, asked))
