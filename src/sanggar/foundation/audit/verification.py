"""Checking the record: every seal, every row, nothing missing, nothing slipped in.

What it can't see: a row that was removed in the minute before it was sealed, and the loss of the newest batches
together with their rows. Against the second stands a head that was noted elsewhere (`expected_head`).
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from django.db import connection
from django.db.models import Count

from sanggar.foundation.audit import triggers
from sanggar.foundation.audit.entries import is_authentic, keeps_its_word
from sanggar.foundation.audit.sealing import GENESIS, batch_digest, public_key
from sanggar.foundation.keys import KeyFileUnusable
from sanggar.foundation.models import AuditBatch, AuditEntry, AuditSealed
from sanggar.foundation.sealed import keyring


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is empty when the record is intact; `head` is the digest of the newest batch; `erased` counts the entries
    whose personal values are gone, which breaks nothing but must not go unseen.
    """

    batches: int
    entries: int
    pending: int
    head: str
    fault: str = ""
    erased: int = 0

    @property
    def is_intact(self) -> bool:
        return not self.fault


def verify(expected_head: str = "") -> Verdict:
    """Read everything. `expected_head`, noted earlier (printed in minutes), must be the digest of some batch."""
    digests = {GENESIS}
    previous, entries, number = GENESIS, 0, 0
    for number, batch in enumerate(AuditBatch.objects.order_by("number").iterator(chunk_size=100), start=1):
        fault = _fault_in(batch, number, previous)
        if fault:
            return Verdict(number, entries, 0, previous, fault)
        previous, entries = batch.digest, entries + batch.size
        digests.add(previous)
    pending, fault = _pending()
    fault = fault or _fault_beside_the_batches() or _fault_of_triggers()
    if not fault and expected_head and expected_head.lower() not in digests:
        fault = f"no batch has the digest {expected_head}: the record was cut or replaced"
    return Verdict(number, entries, pending, previous, fault, _erased())


def fault_of_batch(batch: AuditBatch) -> str:
    """Of one batch by itself: each of its rows, its digest and signature, and whether it names the batch before it; ""
    where it is intact.
    """
    before = AuditBatch.objects.filter(number=batch.number - 1).first()
    return _fault_in(batch, batch.number, before.digest if before else GENESIS)


def _fault_in(batch: AuditBatch, number: int, previous: str) -> str:
    if batch.number != number:
        return f"batch {number} is missing"
    if batch.previous != previous:
        return f"batch {number} does not name the batch before it"
    members = AuditEntry.objects.filter(sealed__batch=batch).select_related("sealed", "personal")
    entries = list(members.order_by("sealed__position"))
    fault = _fault_among(entries, batch)
    if fault:
        return f"batch {number}, {fault}"
    if batch_digest(number, previous, batch.sealed_at, entries) != batch.digest:
        return f"batch {number} does not match its digest"
    return _signature_fault(batch)


def _fault_among(entries: Sequence[AuditEntry], batch: AuditBatch) -> str:
    for position, entry in enumerate(entries, start=1):
        if position > batch.size:
            return f"row {position}: entry {entry.pk} was added to the {batch.size} that were sealed"
        if entry.sealed.position != position:
            return f"row {position} of {batch.size} is missing"
        fault = _fault_of(entry)
        if fault:
            return f"row {position}: {fault}"
    return f"row {len(entries) + 1} of {batch.size} is missing" if len(entries) < batch.size else ""


def _fault_of(entry: AuditEntry) -> str:
    if not is_authentic(entry):
        return f"entry {entry.pk} was changed or not written by the program"
    if not keeps_its_word(entry):
        return f"the personal values beside entry {entry.pk} were changed"
    return ""


def _signature_fault(batch: AuditBatch) -> str:
    try:
        key = keyring().by_id(batch.key_id)
        public_key(key).verify(base64.b64decode(batch.signature), batch.digest.encode())
    except (InvalidSignature, KeyFileUnusable, ValueError):
        return f"batch {batch.number}: the signature does not hold"
    return ""


def _pending() -> tuple[int, str]:
    """How many rows wait for a seal, and the first that the program did not write."""
    count = 0
    waiting = AuditEntry.objects.filter(sealed=None).select_related("personal").order_by("pk")
    for count, entry in enumerate(waiting.iterator(chunk_size=1000), start=1):
        fault = _fault_of(entry)
        if fault:
            return count, f"not yet sealed: {fault}"
    return count, ""


def _fault_beside_the_batches() -> str:
    """What stands in no batch that was read and does not wait for one either, and what stands there twice."""
    stray = AuditSealed.objects.exclude(batch__in=AuditBatch.objects.all()).order_by("pk").first()
    if stray:
        return f"entry {stray.pk} claims a batch that does not exist"
    twice = AuditEntry.objects.values("ref").annotate(times=Count("pk")).filter(times__gt=1).order_by("ref").first()
    return f"the act {twice['ref']} stands in the record {twice['times']} times" if twice else ""


def _fault_of_triggers() -> str:
    """A database that lost its triggers, or was given others, may drop what is recorded from now on."""
    changed = triggers.changed(connection)
    return f"the triggers of the record were changed: {', '.join(changed)}" if changed else ""


def _erased() -> int:
    return AuditEntry.objects.exclude(commitment="").filter(personal=None).count()
