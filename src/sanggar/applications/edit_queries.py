"""Which answers were changed after sending, read from the audit record, which names them for each change.

Nothing is kept for this alone. The earlier values of the usual answers stand in the record's erasable part, and go with
the person's data or by its own term; of numbers, specific data and a call's own questions no earlier value is kept.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanggar.applications.models import Act, Application, ApplicationEvent
from sanggar.applications.questions import LABELS, QUESTIONS
from sanggar.foundation.audit import personal_of_each, subject_of
from sanggar.foundation.dates import plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.phones import format_phone
from sanggar.people.models import Sex

CHANGING = {f"applications.{act}": act for act in (Act.EDIT, Act.CORRECT)}
JUDGED = (Act.ACCEPT, Act.ASK, Act.REFUSE, Act.ADMIT, Act.SETTLE)
"""Acts by which the office has seen what stood there."""
OWN = "own_answers"
NAMES = {"kelurahan": "village"}
"""What the record calls a question where it is not the form's own name."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`questions`: the keys of the call's own questions whose answer is another one; None where the record is from
    before they were named. `before`: as far as it is kept, by the name of the answer, as text.
    """

    act: Act
    at: datetime
    fields: frozenset[str]
    questions: tuple[str, ...] | None
    before: Mapping[str, str]

    @property
    def changes_nothing(self) -> bool:
        """A correction was asked for, and the applicant says that what stands there is right."""
        return self.fields <= {OWN} and self.questions == ()


def edits_of(application: Application) -> list[Edit]:
    """In their order; none of who was erased."""
    if application.erased_at:
        return []
    rows = AuditEntry.objects.filter(subject=subject_of(application), verb__in=CHANGING).order_by("at", "pk")
    personal = personal_of_each(entries) if (entries := list(rows)) else {}
    return [_edit(entry, personal.get(entry.pk, {}).get("before", {})) for entry in entries]


def last_judged(application: Application) -> ApplicationEvent | None:
    return application.events.filter(act__in=JUDGED).last()


def earlier_values(edits: Sequence[Edit]) -> dict[str, str | None]:
    """What stood in each answer that any of the edits changed, before the first of them; None where it is not kept."""
    found: dict[str, str | None] = {}
    for edit in edits:
        for name in sorted(edit.fields):
            found.setdefault(name, edit.before.get(name))
    return found


def usual_ones(names: Iterable[str]) -> list[tuple[str, str]]:
    """(name in the record, what the question is called), in the order of the form, without a call's own questions."""
    held = set(names)
    found = [(NAMES.get(name, name), str(LABELS[name])) for name in QUESTIONS]
    return [(name, label) for name, label in found if name in held]


def worded(application: Application, name: str, text: str) -> str:
    """An answer as the record keeps it, as it is read."""
    words: dict[str, Callable[[str], Any]] = {
        "birth_date": lambda day: plain_date(date.fromisoformat(day)),
        "sex": lambda key: Sex(key).label,
        "phone": format_phone,
        "category": lambda key: application.call.category_of(key).shown,
    }
    return str(words[name](text)) if text and name in words else text


def told_before(application: Application, edit: Edit) -> str:
    """What stood there before, as far as it is kept: a line for each answer."""
    return "\n".join(
        f"{label}: {worded(application, name, edit.before[name]) or '–'}" for name, label in usual_ones(edit.before)
    )


def _edit(entry: AuditEntry, before: Mapping[str, str]) -> Edit:
    details = json.loads(entry.details)
    fields = frozenset(details["fields"])
    named = details.get("questions", None if OWN in fields else ())
    return Edit(CHANGING[entry.verb], entry.at, fields, None if named is None else tuple(named), before)
