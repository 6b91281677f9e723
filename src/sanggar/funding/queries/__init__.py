from sanggar.funding.queries.affording import Doubt, Heads, affordable_by, doubts_of, heads_of
from sanggar.funding.queries.budgets import BudgetTotals, budget_of, lines_of, totals
from sanggar.funding.queries.comparison import (
    Compared,
    Followed,
    changes_by_plan,
    compared,
    compared_all,
    lines_below_use,
)
from sanggar.funding.queries.versions import (
    approvers_of,
    drafts_of,
    drafts_to_adopt,
    kinds_next,
    last_adopted,
    sub_activities_of,
    version_in_force,
    version_lines_of,
    versions_of,
)

__all__ = [
    "BudgetTotals",
    "Compared",
    "Doubt",
    "Followed",
    "Heads",
    "affordable_by",
    "approvers_of",
    "budget_of",
    "changes_by_plan",
    "compared",
    "compared_all",
    "doubts_of",
    "drafts_of",
    "drafts_to_adopt",
    "heads_of",
    "kinds_next",
    "last_adopted",
    "lines_below_use",
    "lines_of",
    "sub_activities_of",
    "totals",
    "version_in_force",
    "version_lines_of",
    "versions_of",
]
