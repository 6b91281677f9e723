from sanggar.funding.actions.adoption import NothingToAdopt, OwnBudget, adopt_budget, reopen_budget
from sanggar.funding.actions.ceilings import CeilingTooLow, set_ceiling
from sanggar.funding.actions.counters import (
    BudgetNotAdopted,
    LineExhausted,
    NotCommitted,
    commit_on_line,
    pay_on_line,
    release_on_line,
)
from sanggar.funding.actions.lines import (
    CeilingExceeded,
    LineInUse,
    LineTooSmall,
    add_line,
    change_line,
    remove_line,
)
from sanggar.funding.actions.refusals import BudgetFixed

__all__ = [
    "BudgetFixed",
    "BudgetNotAdopted",
    "CeilingExceeded",
    "CeilingTooLow",
    "LineExhausted",
    "LineInUse",
    "LineTooSmall",
    "NotCommitted",
    "NothingToAdopt",
    "OwnBudget",
    "add_line",
    "adopt_budget",
    "change_line",
    "commit_on_line",
    "pay_on_line",
    "release_on_line",
    "remove_line",
    "reopen_budget",
    "set_ceiling",
]
