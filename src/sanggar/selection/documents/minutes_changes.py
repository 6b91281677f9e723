"""How the procedure of a draw, and what marks are given by, changed after publication, for the minutes: when, by whom,
which parts, and why.
"""

from datetime import datetime
from typing import Any

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.selection.models import MARKED, Draw, Procedure, ProcedureChange, RubricChange
from sanggar.selection.queries import rubric_changes_of

PARTS = {
    "rule": "cara memilih",
    "floor": "nilai minimum",
    "quotas": "kuota",
    "numbered": "susunan bernomor",
    "one_per_household": "satu orang per keluarga",
    "source_kind": "sumber angka acak",
    "draw_at": "waktu undian atau penetapan",
    "venue": "tempat",
    "seats": "jumlah kursi yang diundi",
    "deadline_time": "jam tenggat tawaran kursi",
    "objection_days": "masa sanggah",
    "answering_hours": "waktu menjawab sanggahan",
}


def procedure_changes(draw: Draw) -> list[dict[str, Any]]:
    """Each change after publication, but for postponements, which are told by themselves; the first one first."""
    procedure = Procedure.objects.filter(call=draw.call_id).first()
    changes = procedure.changes.filter(postponement=None) if procedure else ()
    found: list[tuple[ProcedureChange | RubricChange, str, bool]] = [
        (change, ", ".join(_changed_parts(change)), change.departs) for change in changes
    ]
    if draw.rule in MARKED:
        found += [(change, "rubrik penilaian", False) for change in rubric_changes_of(draw.call)]
    return [
        {
            "when": f"{plain_date(change.at, office_zone())} pukul {clock_time(change.at, office_zone())}",
            "by": change.by_label,
            "parts": parts,
            "reason": change.reason,
            "departs": departs,
        }
        for change, parts, departs in sorted(found, key=lambda each: each[0].at)
        if parts
    ]


def _changed_parts(change: ProcedureChange) -> list[str]:
    """A moment may be written in two zones and be the same."""
    before, after = _comparable(change.before), _comparable(change.after)
    return [word for name, word in PARTS.items() if before.get(name) != after.get(name)]


def _comparable(snapshot: dict[str, Any]) -> dict[str, Any]:
    told = snapshot.get("draw_at")
    return snapshot | {"draw_at": datetime.fromisoformat(told).replace(second=0, microsecond=0) if told else None}
