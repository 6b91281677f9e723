"""Audit: `record` an act in the same transaction, `seal_pending` what is committed, `verify` the whole."""

from sanggar.foundation.audit.actors import Actor, Place
from sanggar.foundation.audit.entries import (
    Entry,
    Personal,
    entry_of,
    erase_personal,
    personal_of,
    personal_of_each,
    record,
    record_together,
    seal_personal,
    subject_of,
)
from sanggar.foundation.audit.sealing import head, seal_pending
from sanggar.foundation.audit.verification import Verdict, fault_of_batch, verify

__all__ = [
    "Actor",
    "Entry",
    "Personal",
    "Place",
    "Verdict",
    "entry_of",
    "erase_personal",
    "fault_of_batch",
    "head",
    "personal_of",
    "personal_of_each",
    "record",
    "record_together",
    "seal_pending",
    "seal_personal",
    "subject_of",
    "verify",
]
