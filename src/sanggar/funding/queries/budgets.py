"""Reads: a programme's budget in force, and how far it is planned, committed and paid."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from sanggar.funding.models import Budget, BudgetLine
from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class BudgetTotals:
    """Rupiah. ceiling ≥ allocated ≥ committed + paid."""

    ceiling: int = 0
    allocated: int = 0
    committed: int = 0
    paid: int = 0

    @property
    def unallocated(self) -> int:
        """Ceiling that no line uses yet."""
        return self.ceiling - self.allocated

    @property
    def uncommitted(self) -> int:
        """Ceiling that is neither set aside nor paid: what is told to everyone as left (sisa)."""
        return self.ceiling - self.committed - self.paid

    @property
    def left(self) -> int:
        """What the lines still have (sisa tersedia)."""
        return self.allocated - self.committed - self.paid


def budget_of(programme: Programme) -> Budget | None:
    return Budget.objects.filter(programme=programme).select_related("programme__organisation", "adopted_by").first()


def lines_of(programme: Programme) -> QuerySet[BudgetLine]:
    """Those in force; what a later version left out is not among them."""
    return BudgetLine.objects.filter(budget__programme=programme, amount__gt=0).select_related("budget")


def totals(programme: Programme) -> BudgetTotals:
    """All zero where nothing is in force."""
    budget = Budget.objects.filter(programme=programme).first()
    if budget is None:
        return BudgetTotals()
    used = budget.lines.aggregate(committed=Sum("committed", default=0), paid=Sum("paid", default=0))
    return BudgetTotals(budget.ceiling, budget.allocated, used["committed"], used["paid"])
