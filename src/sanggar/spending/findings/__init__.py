"""The audit rules: what auditors really found, each as a sentence with its basis and a function that looks for it."""

from sanggar.spending.findings import held, receivers, splitting, tariffs
from sanggar.spending.findings.case import Case
from sanggar.spending.findings.rule import Found, Rule

RULES: dict[str, Rule] = {rule.code: rule for rule in (*held.RULES, *tariffs.RULES, *receivers.RULES, *splitting.RULES)}

__all__ = ["RULES", "Case", "Found", "Rule"]
