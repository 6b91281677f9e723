from sanggar.spending.actions.evidence import attach_evidence, withdraw_evidence
from sanggar.spending.actions.payments import (
    PaidContacts,
    cancel_payment,
    pay,
    propose_payment,
    refuse_payment,
    verify_payment,
)
from sanggar.spending.actions.refusals import (
    ContactsPaidTwice,
    ContactsUnconfirmed,
    EvidenceFixed,
    EvidenceMissing,
    MeetingElsewhere,
    MentorElsewhere,
    PaidInFuture,
    PaymentMoved,
    TwoSteps,
)

__all__ = [
    "ContactsPaidTwice",
    "ContactsUnconfirmed",
    "EvidenceFixed",
    "EvidenceMissing",
    "MeetingElsewhere",
    "MentorElsewhere",
    "PaidContacts",
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
