"""Reads: whether a payment is for what was not held, and nobody has said why that may be."""

from datetime import datetime

from sanggar.spending.findings import RULES, Case, Rule
from sanggar.spending.findings.held import UNHELD
from sanggar.spending.models import FindingState, Payment


def unexplained(payment: Payment, at: datetime) -> list[Rule]:
    """By which rules the payment is for what was not held, as things are at this moment, unless the figures of now were
    explained. Asked of the rules themselves: what is kept may be moments behind.
    """
    if payment.meeting_id is None:
        return []
    case = Case(payment.programme, at)
    settled = payment.findings.filter(state=FindingState.SETTLED)
    explained = [(each.rule, each.figures) for each in settled]
    return [
        RULES[code]
        for code in UNHELD
        for each in RULES[code].find(case)
        if each.payment == payment.pk and (code, each.figures) not in explained
    ]
