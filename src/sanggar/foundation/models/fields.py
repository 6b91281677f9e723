"""A column for a sealed value. Reading it gives the sealed text: opening it is always an explicit act."""

from typing import Any

from django.db import models

from sanggar.foundation.sealed import seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Text sealed by `place`. Key rotation finds every such column by this class.

    `lookup_field` names the companion column with the look-up hash, where equal values must be found; `lookup_place` is
    the place that hash is made for, so that rooms which must recognise the same value share it.
    """

    def __init__(
        self, *args: Any, place: str = "", lookup_field: str = "", lookup_place: str = "", **kwargs: Any
    ) -> None:
        self.place = place
        self.lookup_field = lookup_field
        self.lookup_place = lookup_place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        own = {"place": self.place, "lookup_field": self.lookup_field, "lookup_place": self.lookup_place}
        return name, path, list(args), dict(kwargs) | own

    def seal(self, plain: str) -> str:
        return seal(plain, self.place)

    def unseal(self, sealed: str) -> str:
        return unseal(sealed, self.place)
