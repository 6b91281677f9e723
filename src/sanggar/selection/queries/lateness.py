"""What could be known when a procedure, or a rubric, was changed: who had applied, and what their marks were."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from sanggar.applications.models import Call
from sanggar.applications.queries import first_end
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


@dataclass(frozen=True, slots=True)
class Known:
    """Since when what of a call could be known; asked once for all of its changes."""

    call: Call
    applied: datetime | None
    ended: datetime
    marked: datetime | None

    def lateness_of(self, change: ProcedureChange | RubricChange) -> Lateness:
        if isinstance(change, RubricChange):
            return self.lateness(set(map(str, MARKED)), change.at)
        return self.lateness({change.before.get("rule"), change.after.get("rule")}, change.at)

    def lateness(self, rules: set[str | None], at: datetime) -> Lateness:
        is_marked = bool(rules & {str(rule) for rule in MARKED}) and _is_by(self.marked, at)
        return Lateness(_is_by(self.applied, at), _is_by(self.ended, at), is_marked)


def known_of(call: Call) -> Known:
    done = ReviewTask.objects.filter(reviewer__call=call, state=TaskState.DONE)
    applied = call.applications.aggregate(first=Min("submitted_at"))["first"]
    return Known(call, applied, first_end(call), done.aggregate(first=Min("finished_at"))["first"])


def lateness_at(procedure: Procedure, at: datetime) -> Lateness:
    """Of a change that would be made at this moment."""
    return known_of(procedure.call).lateness({procedure.rule}, at)


def _is_by(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment <= at
