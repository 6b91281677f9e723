from sanggar.spending.models.evidence import Evidence, EvidenceKind
from sanggar.spending.models.payments import Payment, PaymentEvent

__all__ = ["Evidence", "EvidenceKind", "Payment", "PaymentEvent"]
