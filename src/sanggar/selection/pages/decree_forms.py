"""What is filled in for a decree: its words, its number, the scan of what was signed."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock, files
from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.typed_text import plain_line, plain_number_line
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm
from sanggar.selection.decree_refusals import DecreeChangedMeanwhile, ListTooLong, NipUnreadable, ParagraphTooLong
from sanggar.selection.models import Decree
from sanggar.selection.pages.seen import renew, seen_field
from sanggar.selection.queries import TEXTS, fingerprint_of

NIP_DIGITS = 18
LONGEST_PARAGRAPH = 1500
MARK = re.compile(r"(?:[a-z]|[0-9]{1,2})[.)]\s+")
"""The letter or number that a paragraph copied from elsewhere brings along."""


def read_nip(text: str) -> str:
    """Eighteen digits; spaces and dots between them go."""
    digits = re.sub(r"[\s.]", "", plain_number_line(text))
    if not re.fullmatch(rf"[0-9]{{{NIP_DIGITS}}}", digits):
        raise NipUnreadable(count=len(digits))
    return digits


class ParagraphsField(forms.Field):
    """A list of paragraphs, one a line; empty lines and the paragraphs' own letters or numbers fall away."""

    widget = forms.Textarea

    def __init__(self, *, most: int = 26, rows: int = 8, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = [MARK.sub("", plain_line(line), count=1) if line else "" for line in str(value or "").splitlines()]
        paragraphs = [line for line in lines if line]
        try:
            self._check(paragraphs)
        except DomainError as error:
            raise as_validation_error(error) from None
        return paragraphs

    def _check(self, paragraphs: list[str]) -> None:
        if len(paragraphs) > self.most:
            raise ListTooLong(label=self.label, most=self.most, count=len(paragraphs))
        for number, paragraph in enumerate(paragraphs, start=1):
            if len(paragraph) > LONGEST_PARAGRAPH:
                raise ParagraphTooLong(label=self.label, number=number, most=LONGEST_PARAGRAPH, count=len(paragraph))


class SeenForm(ActForm):
    """Carries what was read along (`mark`). After a refusal because it changed, the form may be sent again as it is."""

    mark: ClassVar[str]

    def __init__(self, *args: Any, decree: Decree, **kwargs: Any) -> None:
        self.decree = decree
        super().__init__(*args, **{**kwargs, "initial": self.first_values()})

    def first_values(self) -> dict[str, Any]:
        raise TypeError("each form says what it begins with")

    def tell(self, error: DomainError) -> None:
        if isinstance(error, DecreeChangedMeanwhile):
            self.decree.refresh_from_db()
            renew(self, **{self.mark: str(self.first_values()[self.mark])})
        super().tell(error)


class DecreeForm(SeenForm):
    mark = "revision"
    revision = forms.IntegerField(widget=forms.HiddenInput)
    about = forms.CharField(label=_("Tentang"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    considering = ParagraphsField(
        label=_("Menimbang"), help_text=_("Satu paragraf tiap baris. Huruf a, b, c ditambahkan sendiri.")
    )
    legal_bases = ParagraphsField(
        label=_("Mengingat"),
        rows=14,
        most=60,
        help_text=_("Satu dasar hukum tiap baris, menurut urutannya. Tambahkan peraturan daerah Anda."),
    )
    noting = ParagraphsField(
        label=_("Memperhatikan"), rows=3, required=False, help_text=_("Misalnya berita acara seleksi.")
    )
    orders = ParagraphsField(
        label=_("Menetapkan"), rows=14, help_text=_("Satu diktum tiap baris. KESATU, KEDUA, … ditambahkan sendiri.")
    )
    place = forms.CharField(label=_("Ditetapkan di"), max_length=80)
    signer_title = forms.CharField(label=_("Jabatan penanda tangan"), max_length=200)
    signer_name = forms.CharField(label=_("Nama penanda tangan"), max_length=120)
    signer_rank = forms.CharField(
        label=_("Pangkat"), max_length=80, required=False, help_text=_("Misalnya Pembina Utama Muda.")
    )
    signer_nip = ReadField(
        read_nip, label="NIP", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    copies = ParagraphsField(label=_("Tembusan"), rows=3, required=False, help_text=_("Satu penerima tiap baris."))

    def first_values(self) -> dict[str, Any]:
        return {name: getattr(self.decree, name) for name in (*TEXTS, "revision")}


class NumberForm(SeenForm):
    mark = "seen"
    seen = seen_field()
    number = forms.CharField(
        label=_("Nomor SK"),
        max_length=100,
        help_text=_("Seperti dalam buku register, misalnya 188.45/12/35.73.112/2026."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    dated_on = forms.DateField(label=_("Tanggal SK"))
    despite_waiting = forms.BooleanField(
        label=_("Tetapkan sekarang, walau sebagian besar yang ditawari kursi belum menjawab"),
        help_text=_("Yang menerima sesudahnya baru ditetapkan dengan SK perubahan."),
        error_messages={"required": _("Tunggu jawaban mereka, atau centang bahwa SK tetap ditetapkan sekarang.")},
    )

    def __init__(self, *args: Any, most_wait: bool, **kwargs: Any) -> None:
        """The tick is asked for only where `most_wait`, and kept nowhere."""
        super().__init__(*args, **kwargs)
        if not most_wait:
            del self.fields["despite_waiting"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("despite_waiting", None)
        return cleaned

    def first_values(self) -> dict[str, Any]:
        return {"seen": fingerprint_of(self.decree), "dated_on": clock.today()}


class SignedCopyForm(ActForm):
    """With `replaces`, a reason is asked for."""

    file = forms.FileField(
        label=_("Pindaian atau foto"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
    )
    reason = forms.CharField(
        label=_("Mengapa salinan yang ada diganti?"),
        help_text=_("Salinan yang lama tetap disimpan."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]
