"""What a plan costs by its shape (`shape`, `plan`, `affordability`), and the taxes of a payment, exported here."""

from sanggar.cores.costing.tax_table import (
    Effect,
    Layer,
    Payee,
    RulesOverlap,
    Spending,
    Tax,
    TaxRule,
    TaxTable,
)
from sanggar.cores.costing.taxes import (
    Facts,
    RuleMissing,
    Withholding,
    due_to_own_people,
    net_of,
    price_without_vat,
    withholdings,
)

__all__ = [
    "Effect",
    "Facts",
    "Layer",
    "Payee",
    "RuleMissing",
    "RulesOverlap",
    "Spending",
    "Tax",
    "TaxRule",
    "TaxTable",
    "Withholding",
    "due_to_own_people",
    "net_of",
    "price_without_vat",
    "withholdings",
]
