"""Forms of the kit: every field with label, hint and linked error; carried out once; refused acts told on the field."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock, once
from sanggar.foundation.errors import DomainError
from sanggar.foundation.languages import is_switching
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.ui.wording import STALE, fits_any_field, speak_plainly

FEWEST_WORDS = 10
"""Characters of a reason that others read: an "x" explains nothing."""
LOST_FILE = _("Pilih lagi berkas “%(name)s”: berkas itu belum tersimpan, karena ada isian yang perlu diperbaiki.")
CHOICE_LISTS = ("radioselect", "checkboxselectmultiple")
NATIVE_TYPES = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)


class KitRenderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def pick_native_widget(widget: forms.Widget) -> None:
    """Dates and times by the browser's own picker, which wants and sends ISO whatever the language."""
    for kind, input_type, written in NATIVE_TYPES:
        if isinstance(widget, kind) and widget.input_type == "text":
            widget.input_type, widget.format = input_type, written


def linked_errors(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(anchor, sentence) of each error of any form, for the error summary. Away from its field a sentence that fits
    any field begins with whose it is. A field that is one of many alike has `named`, what it is called there.
    """
    found = [("", str(error)) for error in form.non_field_errors()]
    found += [("", str(error)) for field in form.hidden_fields() for error in field.errors]
    for field in form.visible_fields():
        first = f"{field.auto_id}_0" if field.widget_type in CHOICE_LISTS else field.id_for_label
        name = getattr(field.field, "named", "")
        for error in field.errors.as_data():
            [sentence] = error.messages
            whose = name or (field.label if fits_any_field(error) else "")
            found.append((f"#{first}", f"{whose}: {sentence}" if whose else sentence))
    return found


class KitForm(forms.Form):
    """A form whose errors are plain sentences; fields say themselves that they are optional."""

    use_required_attribute = False
    may_hold_nik: frozenset[str] = frozenset()
    """Fields in which sixteen digits are no business of ours: what is kept sealed, and numbers of another kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self._prepared: set[str] = set()

    def __getitem__(self, name: str) -> forms.BoundField:
        """A field gets its words and widget when it is first touched, so that a subclass may still change it before."""
        if name in self.fields and name not in self._prepared:
            self._prepared.add(name)
            field = self.fields[name]
            pick_native_widget(field.widget)
            speak_plainly(field, pretty_name(name) if field.label is None else field.label)
        return super().__getitem__(name)

    def _post_clean(self) -> None:
        """After every `clean`, so that no form can forget it: no NIK gets into a text that is kept in the clear."""
        super()._post_clean()  # type: ignore[misc]  # Django's hook, not in its published types
        for name, field in self.fields.items():
            if field.widget.is_hidden or name in self.may_hold_nik or name in self.errors:
                continue
            typed = self[name].data
            if isinstance(typed, str):
                self._refuse_nik(typed, name)
        self._name_lost_files()

    def _name_lost_files(self) -> None:
        """What was refused for another reason is shown again without its files, for no browser sends them twice."""
        if not self.errors:
            return
        for name, field in self.fields.items():
            file = self.files.get(self.add_prefix(name)) if isinstance(field, forms.FileField) else None
            if file and name not in self.errors:
                self.add_error(name, LOST_FILE % {"name": file.name})

    def _refuse_nik(self, typed: str, name: str) -> None:
        try:
            refuse_nik(typed, name)
        except DomainError as error:
            self.tell(error)

    def tell(self, error: DomainError) -> None:
        """Put a refusal where the person sees it: on its field, else at the top."""
        self.add_error(error.field if error.field in self.fields else None, str(error))

    @property
    def linked_errors(self) -> list[tuple[str, str]]:
        return linked_errors(self)


class ActForm(KitForm):
    """A form that changes something. `carry_out` runs the act once, however often the same form arrives."""

    once = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid.uuid4, error_messages={"required": STALE, "invalid": STALE}
    )

    def carry_out(self, act: Callable[..., object], **fixed: Any) -> bool:
        """Run `act(**cleaned_data, **fixed)` in one transaction. True when it is done, by this click or an earlier one;
        False when a rule refused it, which then stands among the form's errors, and when the form only came to be shown
        in another language.
        """
        if is_switching():
            return False
        given = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        try:
            with transaction.atomic():
                if once.claim(self.cleaned_data["once"], clock.now(), self._sent()):
                    act(**given, **fixed)
        except DomainError as error:
            if isinstance(error, once.SentBefore):
                self._renew()
            self.tell(error)
            self._name_lost_files()
            return False
        return True

    def _renew(self) -> None:
        """Sending this form once more is an act of its own."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict
        data[self.add_prefix("once")] = str(uuid.uuid4())
        self.data = data

    def _sent(self) -> str:
        """Digest of what was typed, chosen and attached."""
        sent = [(name, self[name].data) for name in sorted(self.fields) if name != "once"]
        plain = [(name, (v.name, v.size) if isinstance(v, UploadedFile) else v) for name, v in sent]
        return hashlib.sha256(repr(plain).encode()).hexdigest()


class ConfirmForm(ActForm):
    """A button by itself, for an act that needs no answer."""


class ReasonForm(ActForm):
    """An act that must be explained."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class ToldReasonForm(ReasonForm):
    """An act whose reason is read by those whom it concerns."""

    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), min_length=FEWEST_WORDS, max_length=1000
    )
