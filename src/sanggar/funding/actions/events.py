"""The history of a budget, written beside each decision, and the lock that every writer of a draft takes."""

from datetime import datetime
from typing import Any

from sanggar.foundation.audit import Actor, record
from sanggar.funding.actions.refusals import VersionFixed
from sanggar.funding.models import BudgetEvent, BudgetEventKind, BudgetVersion


def held_version(version: BudgetVersion) -> BudgetVersion:
    """The version as it is now, locked until we commit. A version is always locked before its budget, and the budget
    before its lines.
    """
    rows = BudgetVersion.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("budget__programme__organisation").get(pk=version.pk)


def held_draft(version: BudgetVersion) -> BudgetVersion:
    """The same, if it may still be written."""
    held = held_version(version)
    if not held.is_draft:
        raise VersionFixed
    return held


def note_planner(version: BudgetVersion, by: Actor) -> None:
    """Remember who had a hand in the plan; the system, which loads the demo, is nobody."""
    if by.account_id:
        version.planners.add(by.account_id)


def note(
    version: BudgetVersion, kind: BudgetEventKind, *, by: Actor, at: datetime, about: str = "", reason: str = ""
) -> BudgetEvent:
    return version.budget.events.create(
        kind=kind,
        at=at,
        by_label=by.label,
        ceiling=version.ceiling,
        allocated=version.allocated,
        about=about or version.name,
        reason=reason,
    )


def record_version(
    verb: str, version: BudgetVersion, *, by: Actor, at: datetime, reason: str = "", **details: Any
) -> None:
    """A reason in free words may name someone, so it stands with what can be erased."""
    figures = {"kind": version.kind, "ceiling": version.ceiling, "allocated": version.allocated, **details}
    personal = {"reason": reason} if reason else {}
    place = version.budget.programme.place
    record(f"funding.{verb}", version, by=by, at=at, place=place, details=figures, personal=personal)
