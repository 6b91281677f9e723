"""Rows that are reckoned, not read: a list in memory that a `Listing` can search, sort and page like a queryset."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from sanggar.applications.models import Application
from sanggar.foundation.parts import parts_of


class Reckoned:
    """Rows with an `application`; searching asks the database which applications are meant."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = list(rows)

    def filter(self, condition: Q) -> "Reckoned":
        meant = Application.objects.filter(condition)
        wanted = {pk for part in parts_of(self._keys) for pk in meant.filter(pk__in=part).values_list("pk", flat=True)}
        return Reckoned([row for row in self.rows if row.application.pk in wanted])

    def only(self, **values: object) -> "Reckoned":
        return Reckoned([row for row in self.rows if all(getattr(row, key) == value for key, value in values.items())])

    def order_by(self, field: str, *_more: str) -> "Reckoned":
        """By one attribute; what is unknown stands last whichever way."""
        name, is_down = field.lstrip("-"), field.startswith("-")
        known = sorted(
            (row for row in self.rows if getattr(row, name) is not None),
            key=lambda row: getattr(row, name),
            reverse=is_down,
        )
        return Reckoned([*known, *(row for row in self.rows if getattr(row, name) is None)])

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:  # noqa: ARG002 - as a queryset has it
        return iter(self.rows)

    def count(self) -> int:
        return len(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, wanted: slice) -> list[Any]:
        return self.rows[wanted]

    @property
    def _keys(self) -> list[int]:
        return [row.application.pk for row in self.rows]
