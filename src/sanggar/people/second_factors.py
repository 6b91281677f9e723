"""Second factors stand in allauth's table; what is sealed there takes part in a change of keys. What is used to sign in
is noted: of a passkey in the record, of any way the time in the session.
"""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from sanggar.foundation import clock
from sanggar.foundation.rotation import also_seals
from sanggar.foundation.sealed import seal, unseal
from sanggar.people.actions import note_passkey_used
from sanggar.people.adapter import PLACE
from sanggar.people.models import Account

SIGNED_IN_AT = "signed_in_at"
SEALED = ("secret", "seed", "migrated_codes")  # of TOTP, and of recovery codes


@receiver(user_logged_in)
def note_when(request: HttpRequest, **_given: Any) -> None:
    """So that a page can tell who came in a moment ago from who found a telephone lying about."""
    request.session[SIGNED_IN_AT] = int(time.time())


@receiver(authenticator_used)
def note_use(authenticator: Authenticator, **_given: Any) -> None:
    account: Account = authenticator.user
    if authenticator.type == Authenticator.Type.WEBAUTHN and account.is_active:
        note_passkey_used(authenticator, by=account.actor, at=clock.now())


def has_second_factor(account: Account) -> bool:
    """A passkey is none: it is a way in of its own, and takes no other one away."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


@also_seals
def seal_second_factors_anew() -> int:
    """Seal every secret with the active key; how many authenticators."""
    factors = list(Authenticator.objects.all())
    for factor in factors:
        factor.data |= {name: _anew(factor.data[name]) for name in SEALED if name in factor.data}
        factor.save(update_fields=["data"])
    return len(factors)


def _anew(sealed: Any) -> Any:
    return [_anew(each) for each in sealed] if isinstance(sealed, list) else seal(unseal(sealed, PLACE), PLACE)
