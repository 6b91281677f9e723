"""How a published procedure and its rubric were changed, as everyone reads it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.applications.models import Call
from sanggar.selection.changes import late_told
from sanggar.selection.models import MARKED, Procedure, RubricChange
from sanggar.selection.moments import when
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.queries import rubric_changes_of
from sanggar.selection.queries.lateness import known_of

Part = tuple[str, str, str]


def all_changes(procedure: Procedure, *, is_public: bool = False) -> list[dict[str, Any]]:
    """Of the procedure and, where marks count, of what they are given by: the last change first."""
    rows = change_rows(procedure, is_public=is_public)
    if procedure.rule in MARKED:
        rows += rubric_change_rows(procedure.call)
    return sorted(rows, key=lambda row: row["at"], reverse=True)


def rubric_change_rows(call: Call) -> list[dict[str, Any]]:
    """In the shape of `change_presenters.change_rows`."""
    known = known_of(call)
    return [
        {
            "at": change.at,
            "when": when(change.at),
            "who": change.by_label,
            "confirmed_by": "",
            "late": late_told(change, known),
            "is_late": known.lateness_of(change).is_closed,
            "reason": change.reason,
            "departs": False,
            "parts": list(_parts(change)),
        }
        for change in rubric_changes_of(call)
    ]


def _parts(change: RubricChange) -> Iterator[Part]:
    words = {
        "readers": _("Penilai untuk tiap lamaran"),
        "threshold": _("Selisih yang memanggil penilai ketiga"),
        "shows_link": _("Alamat kanal dilihat penilai"),
    }
    for name, word in words.items():
        before, after = change.before[name], change.after[name]
        if before != after:
            yield word, _plain(before), _plain(after)
    ordinals = sorted({*change.before["criteria"], *change.after["criteria"]}, key=int)
    for ordinal in ordinals:
        yield from _criterion(*(state["criteria"].get(ordinal) for state in (change.before, change.after)))


def _plain(value: int | bool) -> str:  # noqa: FBT001 - a value of a snapshot
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return str(value)


def _criterion(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[Part]:
    """The name, the weight, the hint and each level that is another."""
    old, new = _lines(before), _lines(after)
    name = (before or after or {})["name"]
    nothing = pgettext("isi", "tidak ada")
    for word in dict.fromkeys([*old, *new]):
        was, now = old.get(word, nothing), new.get(word, nothing)
        if was != now:
            yield _("Kriteria %(name)s, %(part)s") % {"name": name, "part": word}, was, now


def _lines(criterion: dict[str, Any] | None) -> dict[str, str]:
    if criterion is None:
        return {}
    levels = sorted(criterion["levels"].items(), key=lambda level: -int(level[0]))
    lines = {_("nama"): criterion["name"], _("bobot"): str(criterion["weight"])}
    if criterion["hint"]:
        lines[_("petunjuk")] = criterion["hint"]
    return lines | {_("nilai %(points)s") % {"points": points}: text for points, text in levels}
