from sanggar.foundation.models.audit import AuditBatch, AuditEntry, AuditPersonal, AuditSealed
from sanggar.foundation.models.by_hand import LetterByHand
from sanggar.foundation.models.fields import SealedTextField
from sanggar.foundation.models.files import StoredFile
from sanggar.foundation.models.regions import Region, RegionLevel
from sanggar.foundation.models.upkeep import Canary, Once, RateWindow, Tick

__all__ = [
    "AuditBatch",
    "AuditEntry",
    "AuditPersonal",
    "AuditSealed",
    "Canary",
    "LetterByHand",
    "Once",
    "RateWindow",
    "Region",
    "RegionLevel",
    "SealedTextField",
    "StoredFile",
    "Tick",
]
