from sanggar.funding.models.budgets import Budget, BudgetEvent, BudgetEventKind
from sanggar.funding.models.lines import BudgetLine

__all__ = ["Budget", "BudgetEvent", "BudgetEventKind", "BudgetLine"]
