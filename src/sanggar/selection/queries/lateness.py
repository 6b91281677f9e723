"""What could be known when a procedure was changed: who had applied, and what their marks were."""

from dataclasses import dataclass
from datetime import datetime

from sanggar.applications.queries import has_ended
from sanggar.selection.models import MARKED, Procedure, ProcedureChange, ReviewTask, TaskState


@dataclass(frozen=True, slots=True)
class Lateness:
    """`is_closed`: nobody could apply any more; `is_marked`: marks decide, before or after, and some were given."""

    is_closed: bool
    is_marked: bool


def lateness_of(change: ProcedureChange) -> Lateness:
    rules = {change.before.get("rule"), change.after.get("rule")}
    return _lateness(change.procedure, rules, change.at)


def lateness_at(procedure: Procedure, at: datetime) -> Lateness:
    """Of a change that would be made at this moment."""
    return _lateness(procedure, {procedure.rule}, at)


def _lateness(procedure: Procedure, rules: set[str | None], at: datetime) -> Lateness:
    done = ReviewTask.objects.filter(reviewer__call=procedure.call_id, state=TaskState.DONE, finished_at__lte=at)
    is_marked = bool(rules & {str(rule) for rule in MARKED}) and done.exists()
    return Lateness(has_ended(procedure.call, at), is_marked)
