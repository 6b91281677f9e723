"""How sign-in behaves: accounts are made by the office, never by self-registration; TOTP secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from sanggar.foundation.rates import client_address
from sanggar.foundation.sealed import seal, unseal

PLACE = "people.account.second_factor"


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth asks it so
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a proxy every caller would otherwise share one address, and one limit on wrong passwords."""
        return client_address(request)


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return seal(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, PLACE)
