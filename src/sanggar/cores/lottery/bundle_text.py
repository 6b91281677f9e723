"""A bundle from JSON with its people and places small from the start: a million of each as objects fill the memory.

What is not in the usual form is read as plain JSON, so that its faults are told in full.
"""

import re
from collections.abc import Callable
from typing import Any

from sanggar.cores.lottery.document import entry_rows
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


TICKET = re.compile("[0-9a-f]{64}")


class _Place(bytes):
    """A place packed: its texts with NULs between them, then the 32 bytes of its ticket."""

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
    people = _rows(lottery.get("people"), Entry, entry_rows) if isinstance(lottery, dict) else None
    draws = _rows(document.get("draws"), _Place, _place_rows) if isinstance(document, dict) else None
    if lottery is None or people is None or draws is None or len(people) + len(draws) != kept.number:
        return parse_json(text)
    return document | {"lottery": lottery | {"people": people}, "draws": draws}


def _rows(found: Any, kind: type, rows_of: Callable[[list[Any]], Rows]) -> Rows | None:
    if not isinstance(found, list) or {type(each) for each in found} != {kind}:
        return None
    return rows_of(found)


def _packed(number: str, kind: int, ticket: str, outcome: str, position: int) -> _Place | None:
    """None for what could not be unpacked as it stood there."""
    if "\0" in number or "\0" in outcome or not TICKET.fullmatch(ticket):
        return None
    try:
        return _Place(f"{number}\0{kind}\0{outcome}\0{position}\0".encode() + bytes.fromhex(ticket))
    except UnicodeEncodeError:  # half of a pair of surrogates
        return None


def _place_rows(places: list[_Place]) -> Rows:
    return Rows(_place_fields, places)


def _place_fields(place: _Place) -> dict[str, Any]:
    number, kind, outcome, position, ticket = place.split(b"\0", 4)
    values = (number.decode(), int(kind), ticket.hex(), outcome.decode(), int(position))
    return dict(zip(PLACE, values, strict=True))


class _Kept:
    """Makes small what looks like a person or a place, plain objects of all else; `number` counts the small ones."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> Any:
        names, values = zip(*pairs, strict=True) if pairs else ((), ())
        if FORMS.get(names) != tuple(map(type, values)) or values[-1] == "":
            return unique(pairs)
        found = _packed(*values) if names == PLACE else Entry(*values)
        if found is None:
            return unique(pairs)
        self.number += 1
        return found
