"""What of a posted form is kept in a draft, and what of it is shown again."""

from collections.abc import Callable, Iterable, Sequence

from django.http import QueryDict

from sanggar.applications.family_card import read_family_card
from sanggar.applications.models import NAMED, Draft, Typed
from sanggar.applications.pages.fields import CONSENT, is_ticked, read_nik
from sanggar.applications.questions import QUESTIONS
from sanggar.foundation.errors import DomainError

NUMBERS: dict[str, Callable[[str], str]] = {"nik": read_nik, "family_card": read_family_card}
"""Kept sealed with the rest, and never sent to a browser again."""
DROP_CARD = "drop_family_card"


def kept_typed(posted: Iterable[tuple[str, Sequence[str]]], draft: Draft | None = None) -> Typed:
    """The form's own names as they were typed. A number is kept once it can be read; left empty, the draft's stays,
    unless its holder takes it back.
    """
    sent = dict(posted)
    typed = {
        name: [str(value) for value in (_given(values) if name.startswith(NAMED) else values[-1:])]
        for name, values in sent.items()
        if name in {*QUESTIONS, "submission_id", "notice"} or name.startswith((CONSENT, NAMED))
    }
    before = draft.typed if draft else {}
    if is_ticked((sent.get(DROP_CARD) or [""])[-1]):
        before.pop("family_card", None)
    for name, read in NUMBERS.items():
        digits = _read(read, (typed.pop(name, None) or [""])[-1])
        if digits or name in before:
            typed[name] = [digits] if digits else before[name]
    return typed


def shown_again(draft: Draft) -> Typed:
    """What stands in the form when it is opened again."""
    return {name: values for name, values in draft.typed.items() if name not in NUMBERS}


def kept_numbers(draft: Draft) -> dict[str, str]:
    """Digits by name; as long as a draft is open they are in this process alone."""
    typed = draft.typed
    return {name: typed[name][-1] for name in NUMBERS if name in typed}


def unreadable(posted: QueryDict) -> dict[str, str]:
    """The numbers that were typed and are none, as they were typed: these are not kept."""
    typed = {name: posted.get(name, "") for name in NUMBERS}
    return {name: text for name, text in typed.items() if text.strip() and not _read(NUMBERS[name], text)}


def differing(stored: Typed, given: Typed) -> list[str]:
    """What two devices typed differently: the form's names, the fixed ones in their order."""
    names = [*QUESTIONS, *sorted({*stored, *given} - {*QUESTIONS, "submission_id"})]
    return [name for name in names if stored.get(name, [""]) != given.get(name, [""])]


def _given(values: Sequence[str]) -> Sequence[str]:
    """Without the empty file field that a browser sends before a file that is here already; nothing where the box that
    takes the file away came last.
    """
    return [value for value in values if value] if any(values[-1:]) else values[-1:]


def _read(read: Callable[[str], str], typed: str) -> str:
    try:
        return read(typed) if typed.strip() else ""
    except DomainError:
        return ""
