"""Fields of the application form that no other form has."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sanggar.applications.models import ConsentText
from sanggar.foundation import clock
from sanggar.foundation.national_id import parse_nik

CONSENT = "consent_"
"""What the names of optional uses begin with."""
UNTICKED = frozenset({"", "0", "off", "false", "no"})


def read_nik(text: str) -> str:
    return parse_nik(text, today=clock.today()).digits


class ObjectChoiceField(forms.ChoiceField):
    """One of a few objects that are at hand already, by a code."""

    def __init__(self, objects: Sequence[Any], key: Callable[[Any], str], **kwargs: Any) -> None:
        self.by_code = {key(each): each for each in objects}
        super().__init__(choices=[(code, str(each)) for code, each in self.by_code.items()], **kwargs)

    def clean(self, value: Any) -> Any:
        return self.by_code[super().clean(value)]


class Checkbox(forms.CheckboxInput):
    """A tick box that sends the mark of the text beside it."""

    def __init__(self, mark: str) -> None:
        super().__init__(check_test=is_ticked)
        self.mark = mark

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        return data.get(name, "")

    def format_value(self, value: Any) -> str:  # noqa: ARG002 - Django's signature
        return self.mark


class ConsentField(forms.Field):
    """Cleans to the version of the text that was on the page, or None. An unknown mark means the version in force."""

    def __init__(self, text: ConsentText, **kwargs: Any) -> None:
        self.text = text
        super().__init__(widget=Checkbox(text.mark), **kwargs)

    def clean(self, value: Any) -> ConsentText | None:
        if not is_ticked(value):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if value == self.text.mark or not re.fullmatch(r"[0-9a-f]{12}", value):
            return self.text
        versions = ConsentText.objects.filter(call=self.text.call_id, key=self.text.key, digest__startswith=value)
        return versions.first() or self.text


def is_ticked(value: Any) -> bool:
    return str(value or "").strip().lower() not in UNTICKED
