"""Forms that carry along what was read (`seen`), so that nobody takes back what a colleague changed meanwhile."""

from typing import Any

from django import forms

from sanggar.foundation.ui.wording import STALE


def seen_field() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, max_length=64, error_messages={"required": STALE})


def renew(form: forms.BaseForm, **fresh: str) -> None:
    """Refused because it changed, the form may be sent again as it is, once what is new was read."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict
    for name, value in fresh.items():
        data[form.add_prefix(name)] = value
    form.data = data
