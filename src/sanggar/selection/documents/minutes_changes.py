"""How the procedure of a draw changed after it was published, for the minutes: when, by whom, what, and why."""

from typing import Any

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.selection.changes import changed_parts, late_told
from sanggar.selection.models import Draw, Procedure
from sanggar.selection.queries.closed import closed_quotas


def procedure_changes(draw: Draw) -> list[dict[str, Any]]:
    """Each change after publication, but for postponements, which are told by themselves. A moment may be written in
    two zones and be the same.
    """
    procedure = Procedure.objects.filter(call=draw.call_id).first()
    if procedure is None:
        return []
    hidden = closed_quotas(procedure)
    changes = procedure.changes.filter(postponement=None).select_related("procedure__call")
    return [
        {
            "when": f"{plain_date(change.at, office_zone())} pukul {clock_time(change.at, office_zone())}",
            "by": change.by_label,
            "confirmed_by": change.confirmed_by,
            "late": late_told(change),
            "parts": [f"{word}: dari {before} menjadi {after}" for word, before, after in parts],
            "reason": change.reason,
            "departs": change.departs,
        }
        for change in changes
        if (parts := list(changed_parts(change.before, change.after, draw.call, hidden)))
    ]
