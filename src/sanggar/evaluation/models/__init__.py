from sanggar.evaluation.models.certificates import (
    ALLOWED,
    Certificate,
    CertificateEvent,
    CertificateSeries,
    CertificateState,
)
from sanggar.evaluation.models.rules import CompletionRule

__all__ = [
    "ALLOWED",
    "Certificate",
    "CertificateEvent",
    "CertificateSeries",
    "CertificateState",
    "CompletionRule",
]
