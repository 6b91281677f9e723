from sanggar.spending.models.asked import PaymentAsked
from sanggar.spending.models.checks import FileCheck, FileState
from sanggar.spending.models.commitments import Commitment, CommitmentKind
from sanggar.spending.models.corrections import PaymentCorrection, Repayment
from sanggar.spending.models.evidence import Evidence, EvidenceKind, EvidenceWaiver
from sanggar.spending.models.findings import Finding, FindingEvent, FindingState
from sanggar.spending.models.history import LEFT_BY, CommitmentEvent, DisbursementDocument, DocumentKind, PaymentEvent
from sanggar.spending.models.payees import Payee, PayeeAsKnown, PayeeKind, RankGroup
from sanggar.spending.models.payments import Mode, Payment
from sanggar.spending.models.statements import StatementEntry, StatementImport, StatementMatch
from sanggar.spending.models.taxes import PaymentTax, TaxEffect, TaxKind
from sanggar.spending.models.verified_payees import VerifiedPayee

__all__ = [
    "LEFT_BY",
    "Commitment",
    "CommitmentEvent",
    "CommitmentKind",
    "DisbursementDocument",
    "DocumentKind",
    "Evidence",
    "EvidenceKind",
    "EvidenceWaiver",
    "FileCheck",
    "FileState",
    "Finding",
    "FindingEvent",
    "FindingState",
    "Mode",
    "Payee",
    "PayeeAsKnown",
    "PayeeKind",
    "Payment",
    "PaymentAsked",
    "PaymentCorrection",
    "PaymentEvent",
    "PaymentTax",
    "RankGroup",
    "Repayment",
    "StatementEntry",
    "StatementImport",
    "StatementMatch",
    "TaxEffect",
    "TaxKind",
    "VerifiedPayee",
]
