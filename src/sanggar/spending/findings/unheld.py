"""Reads: what the rules find on one payment at this moment; whether it is for what was not held, unexplained."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sanggar.spending.findings import RULES, Case, Rule
from sanggar.spending.findings.held import UNHELD
from sanggar.spending.models import FindingState, Payment


def figures_now(payment: Payment, rules: Iterable[str], at: datetime) -> dict[tuple[str, str], dict[str, Any]]:
    """By rule and key the figures that these rules find on the payment. Nothing is read where no rule is asked."""
    asked = [code for code in rules if code in RULES]
    case = Case(payment.programme, at)
    return {
        (code, each.key): dict(each.figures)
        for code in asked
        for each in RULES[code].find(case)
        if each.payment == payment.pk
    }


def unexplained(payment: Payment, at: datetime) -> list[Rule]:
    """By which rules the payment is for what was not held, as things are at this moment, unless the figures of now were
    explained. Asked of the rules themselves: what is kept may be moments behind.
    """
    if payment.meeting_id is None:
        return []
    settled = payment.findings.filter(state=FindingState.SETTLED)
    explained = [(each.rule, each.figures) for each in settled]
    found = figures_now(payment, UNHELD, at)
    return [RULES[code] for (code, _key), figures in found.items() if (code, figures) not in explained]
