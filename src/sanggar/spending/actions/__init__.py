from sanggar.spending.actions.evidence import attach_evidence, withdraw_evidence
from sanggar.spending.actions.payments import cancel_payment, pay, propose_payment, refuse_payment, verify_payment
from sanggar.spending.actions.refusals import (
    EvidenceFixed,
    EvidenceMissing,
    MeetingElsewhere,
    PaidInFuture,
    PaymentMoved,
    TwoSteps,
)

__all__ = [
    "EvidenceFixed",
    "EvidenceMissing",
    "MeetingElsewhere",
    "PaidInFuture",
    "PaymentMoved",
    "TwoSteps",
    "attach_evidence",
    "cancel_payment",
    "pay",
    "propose_payment",
    "refuse_payment",
    "verify_payment",
    "withdraw_evidence",
]
