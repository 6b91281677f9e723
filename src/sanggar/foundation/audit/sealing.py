"""Sealing: committed entries are gathered into signed batches, each naming the one before.

Entries commit unchained (a chain would make every writer wait for the one before); the ticker seals at least every
minute, and a freeze or a verification seals first. Two sealers at once: the unique batch number lets one win, the other
looks again. An entry takes its id when it is written and shows when its transaction commits, so a lower id may appear
after a higher one was sealed: the sealer looks back over the last ids, and once an hour (`thorough`) over all of them.
"""

import base64
import hashlib
import math
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from sanggar.foundation.audit.entries import canonical_row, moment
from sanggar.foundation.crowding import is_crowded
from sanggar.foundation.inserting import Rows, insert_all
from sanggar.foundation.keys import Key, Purpose
from sanggar.foundation.models import AuditBatch, AuditEntry, AuditSealed
from sanggar.foundation.sealed import keyring

GENESIS = "0" * 64
LOOK_BACK = 20_000  # ids that the quick look reaches back behind the newest sealed one
SPAN = 5_000  # ids that one statement looks at
BATCH = 1_000  # entries in one batch at most, so that no one statement keeps a core of the database for long
PATIENCE = 10  # races that one call may lose against other sealers
WITHIN, WITHIN_IN_A_CROWD, LONGEST_REST = 20.0, 45.0, 1.0
"""Seconds over which a sealer that nobody waits for spreads its batches, the longer while the machine is crowded: what
a rush leaves is sealed all through the minute and not in a part of it. And for how many it rests at most at one time.
"""


def seal_pending(
    at: datetime,
    *,
    thorough: bool = False,
    rest: Callable[[float], None] | None = None,
    crowded: Callable[[], bool] = is_crowded,
) -> AuditBatch | None:
    """Seal what is committed by now; the newest batch, or None where nothing was ever recorded. What commits meanwhile
    is for the next time, or a rush would keep the sealer for as long as it lasts.

    With `rest` (given the seconds) between two batches: of a rush there are eighty in a minute, and the database works
    for them as it does for whoever sends a form. The ticker's other work waits meanwhile, so they are spread evenly
    over a part of the minute: however many there are, none of them is left to be sealed in haste at its end.
    """
    floor, newest = 0 if thorough else _look_back(), _newest(AuditEntry, "id")
    lost, came = 0, time.monotonic()
    while lost < PATIENCE:
        try:
            with transaction.atomic():
                sealed = _seal_next(at, floor)
        except IntegrityError:
            lost += 1
            continue
        is_full = len(sealed) == BATCH
        floor = sealed[-1].pk if is_full else floor + SPAN
        if floor >= newest:
            break
        if rest and is_full:
            left = (WITHIN_IN_A_CROWD if crowded() else WITHIN) - (time.monotonic() - came)
            pause = min(left / math.ceil((newest - floor) / BATCH), LONGEST_REST)
            if pause > 0:
                rest(pause)
    return newest_batch()


def newest_batch() -> AuditBatch | None:
    return AuditBatch.objects.order_by("-number").first()


def head() -> str:
    """The digest of the newest batch: whoever noted it can later prove that nothing before it changed."""
    newest = newest_batch()
    return newest.digest if newest else GENESIS


def public_key(key: Key) -> Ed25519PublicKey:
    return Ed25519PrivateKey.from_private_bytes(key.material).public_key()


def batch_digest(number: int, previous: str, sealed_at: datetime, entries: Sequence[AuditEntry]) -> str:
    """SHA-256 over the batch's number, the digest before it, time, size, and the digest of each row in order."""
    facts = ("sanggar-audit-v1", str(number), previous, moment(sealed_at), str(len(entries)))
    digest = hashlib.sha256("".join(f"{fact}\0" for fact in facts).encode())
    for entry in entries:
        digest.update(hashlib.sha256(canonical_row(entry)).digest())
    return digest.hexdigest()


def _look_back() -> int:
    return max(0, _newest(AuditSealed, "entry_id") - LOOK_BACK)


def _newest(model: type[AuditEntry] | type[AuditSealed], key: str) -> int:
    newest: int | None = model._default_manager.aggregate(newest=Max(key))["newest"]  # noqa: SLF001 - documented by Django
    return newest or 0


def _seal_next(at: datetime, floor: int) -> list[AuditEntry]:
    """Those sealed, by id: of all that are committed in the span above `floor`, the first."""
    last = newest_batch()
    entries = list(_unsealed(floor, floor + SPAN)[:BATCH])
    if entries:
        _write_batch(last, entries, at)
    return entries


def _unsealed(above: int, until: int) -> QuerySet[AuditEntry]:
    """By id. Both tables are asked for these ids alone: in a rush they hold twenty times what the database believes,
    and whatever it then reads as a whole, for it seems small, it reads for each batch anew.
    """
    sealed = AuditSealed.objects.filter(entry_id__gt=above, entry_id__lte=until).values("entry_id")
    return AuditEntry.objects.filter(id__gt=above, id__lte=until).exclude(id__in=sealed).order_by("id")


def _write_batch(last: AuditBatch | None, entries: Sequence[AuditEntry], at: datetime) -> None:
    key = keyring().active(Purpose.SEAL)
    number, previous = (last.number + 1, last.digest) if last else (1, GENESIS)
    digest = batch_digest(number, previous, at, entries)
    signature = Ed25519PrivateKey.from_private_bytes(key.material).sign(digest.encode())
    batch = AuditBatch.objects.create(
        number=number,
        sealed_at=at,
        previous=previous,
        size=len(entries),
        digest=digest,
        key_id=key.id,
        signature=base64.b64encode(signature).decode(),
    )
    members = [(entry.pk, batch.pk, position) for position, entry in enumerate(entries, start=1)]
    insert_all(Rows(AuditSealed, ("entry_id", "batch_id", "position"), members))
