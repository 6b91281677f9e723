"""Writing the record: one row an act, in the transaction of the act itself."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models

from sanggar.foundation.asking import Statement
from sanggar.foundation.audit.actors import Actor, Place
from sanggar.foundation.chance import secure_bytes
from sanggar.foundation.inserting import Rows, insertions
from sanggar.foundation.keyed import keyed_digest
from sanggar.foundation.keys import Key, KeyFileUnusable, Purpose
from sanggar.foundation.models import AuditEntry, AuditPersonal
from sanggar.foundation.models.audit import PERSONAL_PLACE
from sanggar.foundation.parts import parts_of
from sanggar.foundation.sealed import keyring, seal, unseal

FIELDS = (
    "ref",
    "actor_kind",
    "actor_id",
    "actor_label",
    "organisation_id",
    "organisation_label",
    "verb",
    "subject",
    "subject_label",
    "details",
    "commitment",
)
COLUMNS = (*FIELDS, "at", "mac")
_in_order = itemgetter(*COLUMNS)
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
BESIDE = """
    WITH sealed (ref, salt, sealed_values) AS (VALUES {})
    INSERT INTO foundation_auditpersonal (entry_id, salt, sealed_values)
    SELECT entry.id, sealed.salt, sealed.sealed_values FROM sealed JOIN foundation_auditentry entry USING (ref)
"""
Entry = dict[str, Any]
"""An entry before it is written: its columns by name."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal values of an act, sealed, and what the row keeps of them. Empty where there are none."""

    salt: str = ""
    commitment: str = ""
    sealed: str = ""


def seal_personal(values: Mapping[str, Any] | None) -> Personal:
    if not values:
        return Personal()
    salt, text = secure_bytes(32).hex(), canonical(values)
    return Personal(salt, commitment_of(text, salt), seal(text, PERSONAL_PLACE))


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Actor,
    at: datetime,
    place: Place | None = None,
    details: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    label: str = "",
) -> AuditEntry:
    """Add an entry. `details` may hold codes, numbers and references; anything about a person goes into `personal`.
    `label` stands in for the subject's own text where that would name a person.

    Verbs are `<room>.<act>` ("applications.accept_for_draw"). Must run inside the transaction of the act.
    """
    sealed = seal_personal(personal)
    values = entry_of(
        verb, subject, by=by, at=at, place=place, details=details, commitment=sealed.commitment, label=label
    )
    entry = AuditEntry(**values)
    entry.save(force_insert=True)
    if personal:
        AuditPersonal.objects.create(entry=entry, salt=sealed.salt, sealed_values=sealed.sealed)
    return entry


def record_together(entries: Sequence[tuple[Entry, Personal]]) -> list[Statement]:
    """What adds the entries of many acts that one transaction carries out, each made by `entry_of`, and the personal
    values beside them, once it is asked (`foundation.asking`). A personal value finds its entry by the reference, so
    that nobody has to wait for the entries' numbers.
    """
    rows = Rows(AuditEntry, COLUMNS, [_in_order(entry) for entry, _personal in entries])
    personal = [(entry["ref"], each.salt, each.sealed) for entry, each in entries if each.sealed]
    return [*insertions(rows), *map(_beside, parts_of(personal))]


def _beside(personal: Sequence[tuple[str, str, str]]) -> Statement:
    places = ", ".join(["(%s, %s, %s)"] * len(personal))
    return Statement(BESIDE.format(places), [value for values in personal for value in values])


def entry_of(
    verb: str,
    subject: models.Model,
    *,
    by: Actor,
    at: datetime,
    place: Place | None,
    details: Mapping[str, Any] | None,
    commitment: str,
    label: str = "",
) -> Entry:
    """An entry with its proof, not yet written."""
    entry: Entry = {
        "ref": secure_bytes(16).hex(),
        "at": at,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_label": by.label,
        "organisation_id": place.id if place else "",
        "organisation_label": place.label if place else "",
        "verb": verb,
        "subject": subject_of(subject),
        "subject_label": (label or str(subject))[:200],
        "details": canonical(details or {}),
        "commitment": commitment,
    }
    entry["mac"] = _mac(_row_bytes(entry), keyring().active(Purpose.SEAL))
    return entry


def subject_of(instance: models.Model) -> str:
    """Kind and key, as in "planning.programme:7"."""
    return f"{instance._meta.label_lower}:{instance.pk}"  # noqa: SLF001 - Django's documented model API


def moment(at: datetime) -> str:
    """2026-11-23T02:00:00.000000+00:00: the same text whatever the database or the zone it answers in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical_row(entry: AuditEntry) -> bytes:
    """The bytes that MAC and digest cover; times by the microsecond in UTC, equal on every database."""
    return _row_bytes({name: getattr(entry, name) for name in (*FIELDS, "at")})


def _row_bytes(entry: Entry) -> bytes:
    return canonical({**entry, "at": moment(entry["at"])}).encode()


def _mac(row: bytes, key: Key) -> str:
    """Proves that the program wrote the row: someone with the database alone can't make one."""
    return keyed_digest(_row_key(key.material), row).hex()


@cache
def _row_key(material: bytes) -> bytes:
    return hmac.digest(material, b"sanggar-audit-row", "sha256")


def is_authentic(entry: AuditEntry) -> bool:
    written = entry.mac.encode()  # bytes, for of texts only ASCII ones can be compared
    row = canonical_row(entry)
    return any(hmac.compare_digest(written, _mac(row, key).encode()) for key in keyring().of(Purpose.SEAL))


def personal_of(entry: AuditEntry) -> dict[str, Any] | None:
    """The personal values of an act; None where there were none, or where they were erased since."""
    return personal_of_each([entry]).get(entry.pk)


def personal_of_each(entries: Iterable[AuditEntry]) -> dict[int, dict[str, Any]]:
    """The same of several acts, in one query, by the number of the entry; without those that have none any more."""
    kept = AuditPersonal.objects.filter(entry__in=list(entries))
    return {each.pk: json.loads(unseal(each.sealed_values, PERSONAL_PLACE)) for each in kept}


def erase_personal(subjects: Iterable[str]) -> int:
    """Erase the personal values of every act on these subjects (`subject_of`); how many acts had any. The rows, their
    seals and the commitments stay, so the record stays whole: `verify` counts what was erased.
    """
    about = (AuditPersonal.objects.filter(entry__subject__in=part) for part in parts_of(subjects))
    return sum(rows.delete()[0] for rows in about)


def keeps_its_word(entry: AuditEntry) -> bool:
    """Whether the personal values beside an entry, unless they were erased, are those that were committed to."""
    kept: AuditPersonal | None = getattr(entry, "personal", None)
    if kept is None:
        return True
    try:
        text = unseal(kept.sealed_values, PERSONAL_PLACE)
        return hmac.compare_digest(commitment_of(text, kept.salt), entry.commitment)
    except (InvalidTag, KeyFileUnusable, ValueError):
        return False


def commitment_of(text: str, salt: str) -> str:
    """What the row keeps of personal values: enough to prove them later, not enough to guess them."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def canonical(values: Mapping[str, Any]) -> str:
    return CANONICAL.encode(values)
