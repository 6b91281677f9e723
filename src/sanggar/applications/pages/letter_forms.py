"""The form on which the office writes its letters to applicants."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import require_fields
from sanggar.applications.default_letters import default_words
from sanggar.applications.models import CallLetter
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ActForm

LONGEST, LONGEST_SHORT = 4000, 480
TEMPLATE_NAME = r"^[a-z0-9_]{1,100}$"


class LetterForm(ActForm):
    """Refused already here where a field is unknown, so that the preview tells it too."""

    subject = forms.CharField(label=_("Perihal, bahasa Indonesia"), max_length=200)
    body = forms.CharField(label=_("Isi, bahasa Indonesia"), max_length=LONGEST, widget=forms.Textarea({"rows": 16}))
    short = forms.CharField(
        label=_("SMS, bahasa Indonesia"),
        help_text=_("Kosong: perihal dan tautan."),
        max_length=LONGEST_SHORT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    subject_en = forms.CharField(label=_("Perihal, bahasa Inggris"), max_length=200)
    body_en = forms.CharField(label=_("Isi, bahasa Inggris"), max_length=LONGEST, widget=forms.Textarea({"rows": 16}))
    short_en = forms.CharField(
        label=_("SMS, bahasa Inggris"),
        help_text=_("Kosong: perihal dan tautan."),
        max_length=LONGEST_SHORT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    whatsapp = forms.RegexField(
        TEMPLATE_NAME,
        label=_("Nama templat WhatsApp"),
        help_text=_("Seperti yang disetujui Meta, dalam kedua bahasa. Kosong: templat umum dipakai bila ada."),
        error_messages={"invalid": _("Pakai huruf kecil, angka, dan garis bawah, misalnya kabar_lamaran.")},
        required=False,
    )
    whatsapp_fields = forms.CharField(
        label=_("Isian templat WhatsApp, menurut urutannya"),
        help_text=_("Nama isian dipisah spasi, misalnya: nama nomor_lamaran tautan"),
        max_length=300,
        required=False,
    )

    def __init__(self, moment: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = moment

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["whatsapp_fields"] = " ".join(given.get("whatsapp_fields", "").split())
        for name in ("body", "body_en", "short", "short_en"):
            given[name] = given.get(name, "").replace("\r\n", "\n")
        if not self.errors:
            try:
                require_fields(self.moment, self.texts)
            except DomainError as error:
                self.tell(error)
        return given

    @property
    def texts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}

    @staticmethod
    def initial_of(moment: str, letter: CallLetter | None) -> dict[str, str]:
        """The words in force: the office's own, else those that come with the program."""
        names = ("subject", "body", "short", "subject_en", "body_en", "short_en", "whatsapp", "whatsapp_fields")
        if letter:
            return {name: getattr(letter, name) for name in names}
        initial: dict[str, str] = {}
        for language, ending in (("id", ""), ("en", "_en")):
            with translation.override(language):
                words = default_words(moment)
            initial |= {f"subject{ending}": words.subject, f"body{ending}": words.body}
        return initial
