"""A field for a code of the official lists: typed whole, or found by words in the field itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.errors import InputRefused, as_validation_error
from sanggar.foundation.ui.fields import ReadField
from sanggar.funding.models import ReferenceEntry, ReferenceList
from sanggar.funding.reference_queries import codes_found, listed_code, reference_list

MOST_NAMED = 5
MOST_SUGGESTED = 300
SUGGESTED = "daftar-kode"


class CodesNamed(InputRefused):
    code = "codes_named"
    message = _("Tulis kodenya. Yang cocok dengan kata itu: %(codes)s.")


class CodeField(ReadField):
    """Words that stand for one code are that code; words for several are answered with these codes, so that nobody has
    to leave a form half filled in. `on` is the day whose list is asked.
    """

    def __init__(self, kind: str, read: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(read, **kwargs)
        self.kind = kind
        self.on: date | None = None

    def to_python(self, value: Any) -> str:
        typed = str(value or "").replace("\0", "").strip()
        named = self._named(typed) if is_words(typed) else []
        if len(named) > 1:
            codes = "; ".join(f"{entry.code} {entry.name}" for entry in named)
            raise as_validation_error(CodesNamed(codes=codes))
        return super().to_python(named[0].code if named else value)

    def listed_name(self, code: str) -> str:
        """What the list of the day calls a code; "" where it does not hold it."""
        found = listed_code(self.kind, code, self.on or clock.today()).entry
        return found.name if found else ""

    def _named(self, typed: str) -> list[ReferenceEntry]:
        return list(codes_found(self.kind, typed[:100], self.on or clock.today())[:MOST_NAMED])


def is_words(typed: str) -> bool:
    return bool(typed.strip()) and not typed.strip()[0].isdecimal()


@dataclass(frozen=True, slots=True)
class CodesSuggested:
    """What the browser offers while a code is typed. A long list is left to words, and to its own page."""

    listed: ReferenceList
    entries: list[ReferenceEntry]


def suggest_codes(form: forms.Form, name: str, on: date) -> CodesSuggested | None:
    """Let a `CodeField` know its day and offer its list without leaving the form. None: there is no list."""
    field = form.fields[name]
    assert isinstance(field, CodeField)
    field.on = on
    listed = reference_list(field.kind, on)
    if listed is None:
        return None
    entries = list(codes_found(field.kind, "", on)[: MOST_SUGGESTED + 1])
    if len(entries) > MOST_SUGGESTED:
        entries = []
    field.widget.attrs["list"] = SUGGESTED
    return CodesSuggested(listed, entries)
