"""Second factors stand in allauth's table; what is sealed there takes part in a change of keys."""

from typing import Any

from allauth.mfa.models import Authenticator

from sanggar.foundation.rotation import also_seals
from sanggar.foundation.sealed import seal, unseal
from sanggar.people.adapter import PLACE
from sanggar.people.models import Account

SEALED = ("secret", "seed", "migrated_codes")  # of TOTP, and of recovery codes


def has_second_factor(account: Account) -> bool:
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
