"""Key file and database belong together, or the program does not start."""

import hmac

from sanggar.foundation.keys import Key, KeyFileUnusable, Purpose
from sanggar.foundation.models import Canary
from sanggar.foundation.sealed import keyring


def require_matching_keys(*, finishing: bool = False) -> None:
    """Raise `KeyFileUnusable` when the database was used with keys that the key file lacks; enter new keys.

    Look-up hashes must all be made with one key: a rotation that was interrupted is refused as well, unless it is this
    call's business to finish it.
    """
    known = {canary.key_id: canary for canary in Canary.objects.all()}
    ring = {key.id: key for key in keyring().keys}
    for canary in known.values():
        if canary.key_id not in ring or not hmac.compare_digest(ring[canary.key_id].check_value, canary.check_value):
            raise KeyFileUnusable(
                f"this database was used with key {canary.key_id}, which the key file does not hold: "
                "restore the key file that belongs to it (docs/guide/keys.md)"
            )
    active = keyring().active(Purpose.LOOKUP)
    if not finishing and any(canary.in_use and canary.key_id != active.id for canary in known.values()):
        raise KeyFileUnusable("a change of keys was interrupted: run `sanggar keys finish` (docs/guide/keys.md)")
    fresh = [
        Canary(key_id=key.id, check_value=key.check_value, in_use=not known and key == active)
        for key in ring.values()
        if key.id not in known
    ]
    if fresh:
        Canary.objects.bulk_create(fresh, ignore_conflicts=True)


def use_for_lookup(key: Key) -> None:
    """Note with which key the look-up hashes of this database are made. Must run in the transaction that makes them."""
    Canary.objects.filter(in_use=True).update(in_use=False)
    Canary.objects.filter(key_id=key.id).update(in_use=True)
