"""What an officer reads about a list before it comes in."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sanggar.applications.imports import OWN, Fate, Plan, PlannedRow
from sanggar.applications.questions import LABELS
from sanggar.foundation import clock
from sanggar.foundation.national_id import holds_nik

SHOWN_NEW = 50


def plan_shown(plan: Plan, own: Mapping[str, str]) -> dict[str, Any]:
    """All errors by row; all doubles; of what is well, the first so many."""
    fresh = plan.of(Fate.NEW)
    return {
        "tiles": [(fate.label, count, TONES[fate] if count else "") for fate, count in plan.counts.items()],
        "wrong": [(row.line, _name(row), [_error(*each, own) for each in row.errors]) for row in plan.of(Fate.WRONG)],
        "twice": [(row.line, _name(row), row.other) for row in plan.of(Fate.TWICE)],
        "exists": [(row.line, _name(row), row.other) for row in plan.of(Fate.EXISTS)],
        "same": len(plan.of(Fate.SAME)),
        "fresh": [(row.line, _name(row), _facts(row)) for row in fresh[:SHOWN_NEW]],
        "unanswered": _unanswered(fresh, own),
        "more": max(0, len(fresh) - SHOWN_NEW),
    }


TONES = {Fate.NEW: "good", Fate.WRONG: "warn", Fate.TWICE: "warn", Fate.EXISTS: "", Fate.SAME: ""}


def _name(row: PlannedRow) -> str:
    """A cell of names that holds a NIK shows neither."""
    return _("(tanpa nama)") if not row.name or holds_nik(row.name, clock.today()) else row.name


def _error(name: str, told: str, own: Mapping[str, str]) -> str:
    """Its question before what is wrong, unless the sentence names it."""
    label = str(_("Kecamatan") if name == "kecamatan" else own.get(name) or LABELS.get(name, name))
    return told if label in told else f"{label}: {told}"


def _unanswered(rows: list[PlannedRow], own: Mapping[str, str]) -> list[tuple[str, int]]:
    """(question, in how many rows) of what the form would have wanted and the list leaves open."""
    counts = Counter(key for row in rows for key in row.unanswered)
    return [(own[f"{OWN}{key}"], count) for key, count in counts.items()]


def _facts(row: PlannedRow) -> str:
    answers = row.answers
    return f"{answers.village.full_name} · {answers.track.name} · {answers.birth_date:%d/%m/%Y}" if answers else ""
