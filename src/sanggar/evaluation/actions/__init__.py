from sanggar.evaluation.actions.certificates import (
    issue_certificate,
    issue_certificates,
    reissue_certificate,
    revoke_certificate,
)
from sanggar.evaluation.actions.rules import set_numbering, set_rule
from sanggar.evaluation.papers import keep_pdf

__all__ = [
    "issue_certificate",
    "issue_certificates",
    "keep_pdf",
    "reissue_certificate",
    "revoke_certificate",
    "set_numbering",
    "set_rule",
]
