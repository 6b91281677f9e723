"""A bundle from JSON with its people and places small from the start: a million of each as objects fill the memory.

What is not in the usual form is read as plain JSON, so that its faults are told in full.
"""

import re
from array import array
from collections.abc import Iterator
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
PACKABLE = re.compile("[^\0\ud800-\udfff]+")
"""Texts that are read again as they stood there: NULs stand between them, and half a surrogate pair has no bytes."""


class _Packed:
    """Rows of bytes, one behind the other: as an object of its own each would take as much again."""

    def __init__(self) -> None:
        self._rows, self._ends = bytearray(), array("Q")

    def append(self, *texts: object, ticket: bytes = b"") -> None:
        """Texts with NULs between them, then the 32 bytes of a ticket."""
        self._rows += "\0".join(map(str, texts)).encode() + (b"\0" + ticket if ticket else b"")
        self._ends.append(len(self._rows))

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[bytearray]:
        start = 0
        for end in self._ends:
            yield self._rows[start:end]
            start = end


def read_bundle_text(data: bytes) -> Any:
    """As `read_json`; people and places, where they are sound, are `Rows`: to be read, not to be changed."""
    text = json_text(data)
    del data
    kept = _Kept()
    document = parse_json(text, kept)
    if not (len(kept.people) or len(kept.places)):
        return document
    lottery: Any = document.get("lottery") if isinstance(document, dict) else None
    people = lottery.get("people") if isinstance(lottery, dict) else None
    if not (_is_all(people, kept.people) and _is_all(document.get("draws"), kept.places)):
        return parse_json(text)
    del text  # before the people become entries
    entries = entry_rows(_entries(kept.people))
    return document | {"lottery": lottery | {"people": entries}, "draws": Rows(_place_fields, kept.places)}


def _is_all(found: Any, rows: _Packed) -> bool:
    """Whether this list holds all that was packed there, and nothing else."""
    return isinstance(found, list) and 0 < len(found) == len(rows) and all(each is rows for each in found)


def _entries(rows: _Packed) -> tuple[Entry, ...]:
    kinds: dict[str, int] = {}
    entries = []
    for row in rows:
        number, kind, *household = row.decode().split("\0")
        entries.append(Entry(number, kinds.setdefault(kind, int(kind)), *household))
    return tuple(entries)


def _place_fields(place: bytearray) -> dict[str, Any]:
    number, kind, outcome, position, ticket = place.split(b"\0", 4)
    values = (number.decode(), int(kind), ticket.hex(), outcome.decode(), int(position))
    return dict(zip(PLACE, values, strict=True))


class _Kept:
    """Packs what looks like a person or a place, which then stands for each of them; plain objects of all else."""

    def __init__(self) -> None:
        self.people, self.places = _Packed(), _Packed()

    def __call__(self, pairs: list[tuple[str, Any]]) -> Any:
        names, values = zip(*pairs, strict=True) if pairs else ((), ())
        if FORMS.get(names) != tuple(map(type, values)) or not all(map(PACKABLE.fullmatch, map(str, values))):
            return unique(pairs)
        if names != PLACE:
            self.people.append(*values)
            return self.people
        number, kind, ticket, outcome, position = values
        if not TICKET.fullmatch(ticket):
            return unique(pairs)
        self.places.append(number, kind, outcome, position, ticket=bytes.fromhex(ticket))
        return self.places
