"""A bundle from JSON with its people and places small from the start: a million of each as objects fill the memory.

What is not in the usual form is read as plain JSON, so that its faults are told in full.
"""

from collections.abc import Callable
from sys import intern
from typing import Any

from sanggar.cores.lottery.document import entry_fields
from sanggar.cores.lottery.json_text import Rows, json_text, parse_json, unique
from sanggar.cores.lottery.lottery import Entry

Names = tuple[str, ...]
PLACE = ("id", "type", "ticket", "outcome", "position")
FORMS: dict[Names, tuple[type, ...]] = {
    ("id", "type"): (str, int),
    ("id", "type", "household"): (str, int, str),
    PLACE: (str, int, str, str, int),
}
"""The objects that are kept small, with the types of their fields."""


class _Place(tuple[Any, ...]):
    """The values of a place as they stand there, sound or not."""

    __slots__ = ()


def read_bundle_text(data: bytes) -> Any:
    """As `read_json`; people and places, where they are sound, are `Rows`: to be read, not to be changed."""
    text = json_text(data)
    del data
    kept = _Kept()
    document = parse_json(text, kept)
    if not kept.number:
        return document
    lottery = document.get("lottery") if isinstance(document, dict) else None
    people = _rows(lottery.get("people"), Entry, entry_fields) if isinstance(lottery, dict) else None
    draws = _rows(document.get("draws"), _Place, _place_fields) if isinstance(document, dict) else None
    if lottery is None or people is None or draws is None or len(people) + len(draws) != kept.number:
        return parse_json(text)
    return document | {"lottery": lottery | {"people": people}, "draws": draws}


def _rows(found: Any, kind: type, fields_of: Callable[[Any], dict[str, Any]]) -> Rows | None:
    if not isinstance(found, list) or {type(each) for each in found} != {kind}:
        return None
    return Rows(fields_of, found)


def _place_fields(place: _Place) -> dict[str, Any]:
    return dict(zip(PLACE, place, strict=True))


class _Kept:
    """Makes small what looks like a person or a place, plain objects of all else; `number` counts the small ones."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> Any:
        names, values = zip(*pairs, strict=True) if pairs else ((), ())
        if FORMS.get(names) != tuple(map(type, values)) or values[-1] == "":
            return unique(pairs)
        self.number += 1
        return _Place((*values[:3], intern(values[3]), values[4])) if names == PLACE else Entry(*values)
