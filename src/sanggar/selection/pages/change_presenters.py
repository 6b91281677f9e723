"""The words of changes after publication: what stood there, what stands there now, who, when, why, and how late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanggar.foundation.errors import DomainError
from sanggar.selection.actions.confirming import procedure_after
from sanggar.selection.actions.terms import uses_specific_data
from sanggar.selection.changes import Part, changed_parts, late_told
from sanggar.selection.feasibility import counted_for, types_left_out
from sanggar.selection.features import features_of
from sanggar.selection.models import Procedure, ProposedChange
from sanggar.selection.moments import when
from sanggar.selection.pages.left_out import Unreachable, rows_of_types
from sanggar.selection.pages.procedure_presenters import beside_those_in_force, feasibility
from sanggar.selection.queries.closed import closed_quotas
from sanggar.selection.queries.lateness import known_of


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a change before anybody confirms it: why it can not be confirmed any more; whether its quotas,
    where it has any, can be met with those who have applied, how many those are beside what is in force, and whom they
    would leave without a chance. `is_hidden`: there are such people, and how many is not for the reader to know.
    """

    refused: str = ""
    feasibility: dict[str, Any] | None = None
    left_out: int = 0
    rows: Sequence[Unreachable] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that a second person still has to confirm, for the desk."""

    proposal: ProposedChange
    when: str
    parts: list[Part]
    judged: Judged


def change_rows(procedure: Procedure, *, is_public: bool = False) -> list[dict[str, Any]]:
    """What was changed after publication, each with what stood there before. In public quotas over data that nobody may
    learn are told without numbers once they were changed (`closed_quotas`).
    """
    changes = list(procedure.changes.all())
    features = features_of(procedure.call) if changes else {}
    hidden = closed_quotas(procedure, features) if is_public else frozenset()
    known = known_of(procedure.call) if changes else None
    return [
        {
            "at": change.at,
            "when": when(change.at),
            "who": change.by_label,
            "confirmed_by": change.confirmed_by,
            "late": late_told(change, known) if known else "",
            "is_late": known is not None and known.lateness_of(change).is_closed,
            "reason": change.reason,
            "departs": change.departs,
            "parts": list(changed_parts(change.before, change.after, features, hidden)),
        }
        for change in changes
    ]


def waiting_change(procedure: Procedure, at: datetime, *, may_see_needs: bool) -> Waiting | None:
    proposal = procedure.proposals.filter(settled_at=None).first()
    if proposal is None:
        return None
    parts = changed_parts(proposal.before, proposal.after, features_of(procedure.call), frozenset())
    return Waiting(proposal, when(proposal.at), list(parts), _judged(proposal, at, may_see_needs=may_see_needs))


def _judged(proposal: ProposedChange, at: datetime, *, may_see_needs: bool) -> Judged:
    try:
        after = procedure_after(proposal, at)
    except DomainError as refused:
        return Judged(str(refused))
    if not after.limits_panels:
        return Judged()
    counted = counted_for(after)
    rows = rows_of_types(types_left_out(after, counted), after.call)
    found = feasibility(after, may_see_needs=may_see_needs, counted=counted)
    found["rows"] = beside_those_in_force(found["rows"], proposal.procedure)
    if not may_see_needs and uses_specific_data(after.call, after.quotas):
        return Judged(feasibility=found, is_hidden=bool(rows))
    return Judged(feasibility=found, left_out=sum(row.people for row in rows), rows=rows)
