"""A field for a code of the official lists: typed whole, found by words above the form, or by words in the field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.errors import InputRefused, as_validation_error
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.picker import MOST, Picker, asked_for
from sanggar.funding.models import ReferenceEntry, ReferenceList
from sanggar.funding.reference_queries import codes_found, listed_code, reference_list

MOST_NAMED = 5
PICKED = "kode"


class CodesNamed(InputRefused):
    code = "codes_named"
    message = _("Tulis kodenya. Yang cocok dengan kata itu: %(codes)s.")


class CodeField(ReadField):
    """Words are answered with the codes that they stand for, so that nobody has to leave a form half filled in; none is
    picked for them. `on` is the day whose list is asked.
    """

    def __init__(self, kind: str, read: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(read, **kwargs)
        self.kind = kind
        self.on: date | None = None

    def to_python(self, value: Any) -> str:
        typed = str(value or "").replace("\0", "").strip()
        named = self._named(typed) if typed and not typed[0].isdecimal() else ""
        if named:
            raise as_validation_error(CodesNamed(codes=named))
        return super().to_python(value)

    def _named(self, typed: str) -> str:
        found = codes_found(self.kind, typed[:100], self.on or clock.today())[:MOST_NAMED]
        return "; ".join(f"{entry.code} {entry.name}" for entry in found)


@dataclass(frozen=True, slots=True)
class CodeSearch:
    """The search above a form: `hits` are entries with the address that puts their code into the field."""

    listed: ReferenceList
    picker: Picker
    hits: list[tuple[ReferenceEntry, str]]


def offer_codes(
    form: forms.Form, name: str, request: HttpRequest, on: date, *, name_field: str = ""
) -> CodeSearch | None:
    """Let a `CodeField` know its day, and put a code that was picked by the search into it, and what it is called into
    `name_field`. None: there is no list.
    """
    field = form.fields[name]
    assert isinstance(field, CodeField)
    field.on = on
    listed = reference_list(field.kind, on)
    if listed is None:
        return None
    picked = listed_code(field.kind, asked_for(request, PICKED), on).entry
    if picked:
        form.initial[name] = picked.code
        if name_field:
            form.initial[name_field] = picked.name
    asked = asked_for(request)
    found = codes_found(field.kind, asked, on)
    hits = [(entry, f"?{urlencode({PICKED: entry.code})}") for entry in found[:MOST]] if asked else []
    return CodeSearch(listed, Picker(asked, found.count(), listed.entries.count()), hits)
