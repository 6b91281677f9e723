"""Audit: `record` an act in the same transaction, `seal_pending` what is committed, `verify` the whole."""

from sanggar.foundation.audit.actors import Actor, Place
from sanggar.foundation.audit.entries import erase_personal, personal_of, record, subject_of
from sanggar.foundation.audit.sealing import head, seal_pending
from sanggar.foundation.audit.verification import Verdict, verify

__all__ = [
    "Actor",
    "Place",
    "Verdict",
    "erase_personal",
    "head",
    "personal_of",
    "record",
    "seal_pending",
    "subject_of",
    "verify",
]
