"""The whole application form, as it is sent; also one that goes on where a draft was left."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call, ConsentText, Draft
from sanggar.applications.pages.draft_typed import kept_numbers
from sanggar.applications.pages.fields import ConsentField, read_nik
from sanggar.applications.pages.forms import AnswersForm, AsksConsents
from sanggar.applications.queries import texts_in_force
from sanggar.foundation import rates
from sanggar.foundation.ui.fields import ReadField

NIK_DIFFERS = _("NIK yang Anda ketik ulang tidak sama dengan yang tersimpan. Ketik NIK yang benar di sini.")
NIK_TRIED_OFTEN = _("NIK draf ini sudah beberapa kali dicocokkan. Ketik NIK yang benar di sini, atau coba lagi nanti.")
NIK_TRIES, NIK_WINDOW = 5, timedelta(hours=1)
"""How often a draft's NIK is compared with one typed again: who has the link must not find it by trying."""
UNREADABLE = "-"
"""Stands for a number that is no NIK, and is like none."""


class ApplicationForm(AnswersForm, AsksConsents):
    """The whole form. `submission_id` makes sending it twice harmless."""

    may_hold_nik = AnswersForm.may_hold_nik | {"nik_again"}
    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, call: Call, *args: Any, draft: Draft | None = None, **kwargs: Any) -> None:
        super().__init__(call, *args, **kwargs)
        self.draft, self.kept = draft, kept_numbers(draft) if draft else {}
        if draft:
            self._continue(draft)
        self.notice, *optional = texts_in_force(call)
        self.ask(optional)
        self.fields["notice"] = ConsentField(
            self.notice,
            label=_("Saya sudah membaca pemberitahuan privasi ini."),
            error_messages={"required": _("Baca pemberitahuan privasi, lalu beri tanda centang.")},
        )

    def _continue(self, draft: Draft) -> None:
        """A number that the draft holds is not shown again; left empty it stays."""
        self.fields["draft_version"] = forms.IntegerField(widget=forms.HiddenInput, initial=draft.version)
        self.fields["nik_again"] = ReadField(
            read_nik,
            label=_("Ketik ulang NIK"),
            required=False,
            widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
        )
        for name in self.kept.keys() & self.fields.keys():
            self.fields[name].required = False
            told = {"beginning": self.kept[name][:6]}
            text = _("Tersimpan tersandi dalam draf ini (%(beginning)s…). Kosongkan bila benar.")
            self.fields[name].help_text = text % told
        if "family_card" in self.kept.keys() & self.fields.keys():
            self.offer_to_drop_card()

    def clean(self) -> dict[str, Any]:
        for name, digits in self.kept.items():
            if name in self.fields and name not in self.errors:
                self.cleaned_data[name] = self.cleaned_data.get(name) or digits
        if self.errors.pop("nik_again", None):
            self.cleaned_data["nik_again"] = UNREADABLE
        return super().clean()

    def is_nik_confirmed(self, at: datetime) -> bool:
        """Of a form that is valid: whether the NIK typed again, if it was, is the one to be sent. A right one and a
        wrong one count alike, by the draft; what is wrong is told on the form.
        """
        again = self.cleaned_data.get("nik_again")
        if not self.draft or not again:
            return True
        if rates.seconds_to_wait("nik-again", self.draft.number, limit=NIK_TRIES, window=NIK_WINDOW, at=at):
            self.add_error("nik", NIK_TRIED_OFTEN)
        elif again != self.cleaned_data["nik"]:
            self.add_error("nik", NIK_DIFFERS)
        return not self.errors

    @property
    def parts(self) -> int:
        """How many parts the form has, told at each: on a telephone it is several screens long."""
        return 5 if self.own_questions else 4

    @property
    def notice_text(self) -> str:
        return self.notice.shown

    @property
    def notice_field(self) -> forms.BoundField:
        return self["notice"]

    @property
    def agreed(self) -> list[ConsentText]:
        """The notice and every optional use that was ticked."""
        return [self.cleaned_data["notice"], *self.consents]
