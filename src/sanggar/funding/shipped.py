"""The reference lists that come with the program: excerpts that nobody has verified, each with its legal basis.

They let a new installation reckon and search from the first day. The city's own lists, imported and verified, come
before them; these files are never edited once released: a later state is a further file with a version of its own.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sanggar.foundation import clock
from sanggar.funding.reference_rows import Row, read_rows, read_table

DATA = Path(__file__).parent / "data"
INDEXES = (
    "lists.json",
    "lists_ages.json",
    "lists_audit.json",
    "lists_teams.json",
    "lists_year_end.json",
    "lists_packages.json",
)
"""In the order in which they came to be."""


class ShippedListBroken(Exception):
    """A file of the program does not hold to its own rules."""


@dataclass(frozen=True, slots=True)
class ShippedList:
    """`fields` as `ReferenceList` has them, `rows` as its entries."""

    fields: dict[str, Any]
    rows: tuple[Row, ...]


def shipped_lists(index: str = "lists.json") -> Iterator[ShippedList]:
    """The lists that an index tells of; each migration that loads some has an index of its own."""
    for told in json.loads((DATA / index).read_text(encoding="utf-8")):
        content = (DATA / told["file"]).read_bytes()
        read = read_rows(told["kind"], read_table(content))
        if read.errors:
            raise ShippedListBroken(told["file"], read.errors[:3])
        yield ShippedList(
            {
                "kind": told["kind"],
                "version": told["version"],
                "valid_from": date.fromisoformat(told["valid_from"]),
                "valid_to": date.fromisoformat(told["valid_to"]) if told["valid_to"] else None,
                "legal_basis": told["legal_basis"],
                "is_shipped": True,
                "source_name": told["file"],
                "source_digest": hashlib.sha256(content).hexdigest(),
            },
            read.rows,
        )


def load(index: str, lists: Any, entries: Any) -> None:
    """Keep the lists that an index tells of, in the two tables: the models of now, or a migration's. What is there
    already stays as it is: lists stay when a migration is taken back.
    """
    for each in shipped_lists(index):
        if lists.objects.filter(kind=each.fields["kind"], version=each.fields["version"]).exists():
            continue
        made = lists.objects.create(imported_at=clock.now(), **each.fields)
        entries.objects.bulk_create(
            entries(list=made, position=number, code=row.code, name=row.name, data=row.data)
            for number, row in enumerate(each.rows, start=1)
        )
