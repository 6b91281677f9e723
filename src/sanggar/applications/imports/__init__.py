"""Reading a list that was collected elsewhere: which column holds what, and what each row says. Writes nothing."""

from sanggar.applications.imports.columns import (
    DATE_ORDERS,
    FIELDS,
    NEEDED,
    OWN,
    ImportSettings,
    guessed_columns,
    guessed_date_order,
)
from sanggar.applications.imports.plan import Fate, Plan, PlannedRow, plan_of

__all__ = [
    "DATE_ORDERS",
    "FIELDS",
    "NEEDED",
    "OWN",
    "Fate",
    "ImportSettings",
    "Plan",
    "PlannedRow",
    "guessed_columns",
    "guessed_date_order",
    "plan_of",
]
