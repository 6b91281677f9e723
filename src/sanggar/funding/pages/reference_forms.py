"""Forms of the reference lists."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ActForm
from sanggar.funding.models import ListKind


class UploadForm(ActForm):
    kind = forms.ChoiceField(label=_("Jenis daftar"), choices=ListKind.choices)
    version = forms.CharField(
        label=_("Nama versi"),
        max_length=120,
        help_text=_("Misalnya Perwali SHS 2027, atau unduhan SIPD 2 Januari 2027."),
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"))
    valid_to = forms.DateField(
        label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila berlaku sampai ada yang baru.")
    )
    legal_basis = forms.CharField(
        label=_("Dasar hukum"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Peraturan dengan nomor dan tahunnya, lampiran, dan tempat daftar ini diperoleh."),
    )
    is_whole = forms.BooleanField(
        label=_("Daftar ini lengkap"),
        required=False,
        help_text=_(
            "Kode yang tidak ada di daftar lengkap ditolak. Untuk kutipan, biarkan kosong: hanya diberi catatan."
        ),
    )
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("CSV, XLSX, atau JSON; paling besar 2 MB dan 20.000 baris."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.json,text/csv,application/json"}),
    )


class PracticeForm(ActForm):
    practice = forms.ChoiceField(label=_("Praktik"), required=False, widget=forms.RadioSelect)
    valid_from = forms.DateField(label=_("Berlaku sejak"))
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Misalnya surat KPP atau arahan Inspektorat, dengan nomor dan tanggalnya."),
    )

    def __init__(self, known: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["practice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Menurut peraturan, tanpa praktik setempat")), *known.items()]
