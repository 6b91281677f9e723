from sanggar.funding.models.budgets import Activity, Budget, BudgetEvent, BudgetEventKind
from sanggar.funding.models.cash import CashMonth
from sanggar.funding.models.imports import LineImport
from sanggar.funding.models.lines import BudgetLine
from sanggar.funding.models.references import ListKind, ReferenceDraft, ReferenceEntry, ReferenceList, TaxPractice
from sanggar.funding.models.versions import SPENDABLE, BudgetVersion, VersionKind, VersionLine, VersionState

__all__ = [
    "SPENDABLE",
    "Activity",
    "Budget",
    "BudgetEvent",
    "BudgetEventKind",
    "BudgetLine",
    "BudgetVersion",
    "CashMonth",
    "LineImport",
    "ListKind",
    "ReferenceDraft",
    "ReferenceEntry",
    "ReferenceList",
    "TaxPractice",
    "VersionKind",
    "VersionLine",
    "VersionState",
]
