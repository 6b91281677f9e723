"""How the procedure of a draw, and what marks are given by, changed after publication, for the minutes: when, by whom,
what, how late, and why.
"""

from collections.abc import Iterator
from typing import Any

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.selection.changes import changed_parts, late_told
from sanggar.selection.features import features_of
from sanggar.selection.models import MARKED, Draw, Procedure, ProcedureChange, RubricChange
from sanggar.selection.queries import rubric_changes_of
from sanggar.selection.queries.closed import closed_quotas
from sanggar.selection.queries.lateness import Known, known_of


def procedure_changes(draw: Draw) -> list[dict[str, Any]]:
    """Each change after publication, but for postponements, which are told by themselves; the first one first. A moment
    may be written in two zones and be the same.
    """
    known = known_of(draw.call)
    found = list(_of_procedure(draw, known))
    if draw.rule in MARKED:
        found += [(change, _row(change, known, ["rubrik penilaian"])) for change in rubric_changes_of(draw.call)]
    return [row for _change, row in sorted(found, key=lambda each: each[0].at)]


def _of_procedure(draw: Draw, known: Known) -> Iterator[tuple[ProcedureChange | RubricChange, dict[str, Any]]]:
    procedure = Procedure.objects.filter(call=draw.call_id).first()
    if procedure is None:
        return
    features = features_of(draw.call)
    hidden = closed_quotas(procedure, features)
    for change in procedure.changes.filter(postponement=None):
        parts = changed_parts(change.before, change.after, features, hidden)
        if told := [f"{word}: dari {before} menjadi {after}" for word, before, after in parts]:
            later = {"confirmed_by": change.confirmed_by, "departs": change.departs}
            yield change, _row(change, known, told) | later


def _row(change: ProcedureChange | RubricChange, known: Known, parts: list[str]) -> dict[str, Any]:
    return {
        "when": f"{plain_date(change.at, office_zone())} pukul {clock_time(change.at, office_zone())}",
        "by": change.by_label,
        "parts": parts,
        "reason": change.reason,
        "confirmed_by": "",
        "late": late_told(change, known),
        "departs": False,
    }
