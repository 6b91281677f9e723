from sanggar.funding.models.budgets import Budget, BudgetEvent, BudgetEventKind
from sanggar.funding.models.lines import BudgetLine
from sanggar.funding.models.references import ListKind, ReferenceDraft, ReferenceEntry, ReferenceList, TaxPractice

__all__ = [
    "Budget",
    "BudgetEvent",
    "BudgetEventKind",
    "BudgetLine",
    "ListKind",
    "ReferenceDraft",
    "ReferenceEntry",
    "ReferenceList",
    "TaxPractice",
]
