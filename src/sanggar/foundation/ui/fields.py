"""Form fields of the kit: text that a domain function reads (`ReadField(clean_name)` keeps its refusals), counts."""

from collections.abc import Callable
from typing import Any

from django import forms

from sanggar.foundation import files
from sanggar.foundation.errors import DomainError, as_validation_error


class ReadField(forms.CharField):
    """A line of text, read by a function that returns its proper form or raises a `DomainError`."""

    def __init__(self, read: Callable[[str], str], **kwargs: Any) -> None:
        self.read = read
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        if not text:
            return ""
        try:
            return self.read(text)
        except DomainError as error:
            raise as_validation_error(error) from None


class ReadFileField(forms.FileField):
    """A file, read and judged with the rest of the form, so before the transaction in which it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> files.Read | None:
        upload = super().clean(data, initial)
        try:
            return files.read(upload) if upload else None
        except DomainError as error:
            raise as_validation_error(error) from None


class WholeNumberField(forms.IntegerField):
    """A count of things. Plain text with a number keypad: spinners change a figure when a page is scrolled."""

    widget = forms.TextInput

    def __init__(self, *, min_value: int = 1, max_value: int = 100_000, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "class": "short"}
