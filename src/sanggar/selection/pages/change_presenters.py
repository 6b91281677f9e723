"""The words of changes after publication: what stood there, what stands there now, who, when, why, and how late."""

from dataclasses import dataclass
from typing import Any

from sanggar.selection.changes import Part, changed_parts, late_told
from sanggar.selection.features import features_of
from sanggar.selection.models import Procedure, ProposedChange
from sanggar.selection.moments import when
from sanggar.selection.queries.closed import closed_quotas
from sanggar.selection.queries.lateness import known_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that a second person still has to confirm, for the desk."""

    proposal: ProposedChange
    when: str
    parts: list[Part]


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
            "reason": change.reason,
            "departs": change.departs,
            "parts": list(changed_parts(change.before, change.after, features, hidden)),
        }
        for change in changes
    ]


def waiting_change(procedure: Procedure) -> Waiting | None:
    proposal = procedure.proposals.filter(settled_at=None).first()
    if proposal is None:
        return None
    parts = changed_parts(proposal.before, proposal.after, features_of(procedure.call), frozenset())
    return Waiting(proposal, when(proposal.at), list(parts))
