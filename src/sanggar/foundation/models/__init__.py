from sanggar.foundation.models.audit import AuditBatch, AuditEntry, AuditPersonal, AuditSealed
from sanggar.foundation.models.fields import SealedTextField
from sanggar.foundation.models.files import StoredFile
from sanggar.foundation.models.messages import (
    Channel,
    Message,
    MessageContact,
    MessageEvent,
    MessageGate,
    MessageOptOut,
    MessageState,
)
from sanggar.foundation.models.regions import Region, RegionLevel
from sanggar.foundation.models.upkeep import Canary, Once, RateWindow, Tick

__all__ = [
    "AuditBatch",
    "AuditEntry",
    "AuditPersonal",
    "AuditSealed",
    "Canary",
    "Channel",
    "Message",
    "MessageContact",
    "MessageEvent",
    "MessageGate",
    "MessageOptOut",
    "MessageState",
    "Once",
    "RateWindow",
    "Region",
    "RegionLevel",
    "SealedTextField",
    "StoredFile",
    "Tick",
]
