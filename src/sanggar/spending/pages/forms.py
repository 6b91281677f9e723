"""The smaller forms: steps, papers, taxes, evidence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanggar.foundation.binding import Unbindable
from sanggar.foundation.files import Read
from sanggar.foundation.money import RupiahField
from sanggar.foundation.ui.fields import ReadFileField
from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.foundation.ui.wording import STALE
from sanggar.spending.models import DocumentKind, TaxKind
from sanggar.spending.soundness import refuse_unreadable

UNREADABLE = gettext_lazy(
    "“%(name)s” tidak dapat dibaca: %(why)s. Simpan ulang sebagai PDF tanpa kata sandi, buka untuk memastikan, "
    "lalu unggah lagi."
)


def seen_field(mark: str) -> forms.CharField:
    """Hidden: what whoever decides had before them (`actions.mark_of`). Nothing is decided on without it."""
    told = {"required": STALE}
    return forms.CharField(widget=forms.HiddenInput, initial=mark, max_length=64, error_messages=told)


class ApproveForm(ActForm):
    spm_number = forms.CharField(
        label=gettext_lazy("Nomor SPM"),
        help_text=gettext_lazy("Harus diisi untuk LS. Kosongkan bila dibayar dari UP, GU, atau TU."),
        max_length=60,
        required=False,
    )
    spm_dated = forms.DateField(label=gettext_lazy("Tanggal SPM"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("spm_number", "spm_dated"):
            self.fields[name].said_above = True  # type: ignore[attr-defined]  # when they are needed: the help text says it


class PayForm(ActForm):
    proof_number = forms.CharField(
        label=gettext_lazy("Nomor bukti"),
        help_text=gettext_lazy("Nomor SP2D untuk LS; selain itu nomor transfer atau kuitansi."),
        max_length=60,
    )
    paid_on = forms.DateField(label=gettext_lazy("Tanggal bayar"))


class CorrectionForm(ReasonForm):
    paid_on = forms.DateField(label=gettext_lazy("Tanggal bayar yang benar"))
    proof_number = forms.CharField(label=gettext_lazy("Nomor bukti yang benar"), max_length=60)
    field_order = ("paid_on", "proof_number", "reason")


class RepaymentForm(ReasonForm):
    amount = RupiahField(label=gettext_lazy("Jumlah yang disetor kembali"), min_value=1)
    dated = forms.DateField(label=gettext_lazy("Tanggal setoran"))
    number = forms.CharField(
        label=gettext_lazy("Nomor bukti setoran"), help_text=gettext_lazy("Nomor STS atau NTPN."), max_length=60
    )
    field_order = ("amount", "dated", "number", "reason")


class EvidenceFileField(ReadFileField):
    """A PDF is opened as the accountability file will open it: whoever attaches it still has the original at hand."""

    def clean(self, data: Any, initial: Any = None) -> Read | None:
        given = super().clean(data, initial)
        try:
            if given:
                refuse_unreadable(given.content)
        except Unbindable as error:
            told = {"name": data.name, "why": error.message}
            raise forms.ValidationError(UNREADABLE, code=f"evidence_{error.code}", params=told) from None
        return given


class EvidenceForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("Jenis bukti"))
    file = EvidenceFileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("PDF, JPEG, atau PNG, paling besar 10 MB. Lokasi dan data kamera di foto dibuang."),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Pilih jenis")), *kinds.items()]


class DocumentForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("Jenis dokumen"))
    number = forms.CharField(label=gettext_lazy("Nomor"), max_length=60)
    dated = forms.DateField(label=gettext_lazy("Tanggal"))

    def __init__(self, *args: Any, kinds: Iterable[DocumentKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in kinds]


class OverrideTaxForm(ReasonForm):
    amount = RupiahField(label=gettext_lazy("Jumlah yang dipotong"), min_value=0)
    field_order = ("amount", "reason")


class AddTaxForm(ReasonForm):
    kind = forms.ChoiceField(label=gettext_lazy("Pajak"), choices=[("", gettext_lazy("Pilih pajak")), *TaxKind.choices])
    base = RupiahField(label=gettext_lazy("Dasar pengenaan"), min_value=0)
    amount = RupiahField(label=gettext_lazy("Jumlah yang dipotong"), min_value=1)
    field_order = ("kind", "base", "amount", "reason")


class ExplainForm(ActForm):
    explanation = forms.CharField(
        label=gettext_lazy("Penjelasan"),
        help_text=gettext_lazy("Mengapa ini dapat diterima, atau apa yang sudah diperbaiki, dan di mana buktinya."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
