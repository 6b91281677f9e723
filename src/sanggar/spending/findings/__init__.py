"""The audit rules: what auditors really found, each as a sentence with its basis and a function that looks for it."""

from sanggar.spending.findings import days, held, kept, purposes, receivers, splitting, tariffs
from sanggar.spending.findings.case import Case
from sanggar.spending.findings.rule import Found, Rule

ROOMS = (held, tariffs, purposes, receivers, splitting, days, kept)
RULES: dict[str, Rule] = {rule.code: rule for room in ROOMS for rule in room.RULES}

__all__ = ["RULES", "Case", "Found", "Rule"]
