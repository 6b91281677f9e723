"""Marks by several raters: severity taken out, agreement measured, reading shared out evenly."""

from sanggar.cores.rating.agreement import Agreement, agreement
from sanggar.cores.rating.assignment import Assignment, AssignmentImpossible, assign_readers
from sanggar.cores.rating.groups import Group, separate_groups
from sanggar.cores.rating.plan import Reader
from sanggar.cores.rating.severity import (
    Corrected,
    Estimate,
    Mark,
    NotConnected,
    correct,
    disagreement,
    needs_third_reader,
)

__all__ = [
    "Agreement",
    "Assignment",
    "AssignmentImpossible",
    "Corrected",
    "Estimate",
    "Group",
    "Mark",
    "NotConnected",
    "Reader",
    "agreement",
    "assign_readers",
    "correct",
    "disagreement",
    "needs_third_reader",
    "separate_groups",
]
