"""What could be known when a procedure, or a rubric, was changed: who had applied, and what their marks were."""

from dataclasses import dataclass
from datetime import datetime

from sanggar.applications.models import Call
from sanggar.applications.queries import has_ended
from sanggar.selection.models import MARKED, Procedure, ProcedureChange, ReviewTask, RubricChange, TaskState


@dataclass(frozen=True, slots=True)
class Lateness:
    """`has_applicants`: somebody had applied; `is_closed`: nobody could apply any more; `is_marked`: marks decide,
    before or after, and some were given.
    """

    has_applicants: bool
    is_closed: bool
    is_marked: bool

    @property
    def needs_two(self) -> bool:
        """Whether whoever changes what decides may know whom it favours."""
        return self.has_applicants or self.is_closed or self.is_marked


def lateness_of(change: ProcedureChange | RubricChange) -> Lateness:
    if isinstance(change, RubricChange):
        return _lateness(change.rubric.call, set(map(str, MARKED)), change.at)
    rules = {change.before.get("rule"), change.after.get("rule")}
    return _lateness(change.procedure.call, rules, change.at)


def lateness_at(procedure: Procedure, at: datetime) -> Lateness:
    """Of a change that would be made at this moment."""
    return _lateness(procedure.call, {procedure.rule}, at)


def _lateness(call: Call, rules: set[str | None], at: datetime) -> Lateness:
    done = ReviewTask.objects.filter(reviewer__call=call, state=TaskState.DONE, finished_at__lte=at)
    is_marked = bool(rules & {str(rule) for rule in MARKED}) and done.exists()
    has_applicants = call.applications.filter(submitted_at__lte=at).exists()
    return Lateness(has_applicants, has_ended(call, at), is_marked)
