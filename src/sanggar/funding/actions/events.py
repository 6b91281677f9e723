"""The history of a budget, written beside each decision."""

from datetime import datetime

from sanggar.foundation.audit import Actor
from sanggar.funding.models import Budget, BudgetEvent, BudgetEventKind


def note_planner(budget: Budget, by: Actor) -> None:
    """Remember who had a hand in the plan; the system, which loads the demo, is nobody."""
    if by.account_id:
        budget.planners.add(by.account_id)


def note(budget: Budget, kind: BudgetEventKind, *, by: Actor, at: datetime, reason: str = "") -> BudgetEvent:
    return budget.events.create(
        kind=kind, at=at, by_label=by.label, ceiling=budget.ceiling, allocated=budget.allocated, reason=reason
    )
