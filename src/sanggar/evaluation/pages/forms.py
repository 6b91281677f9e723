"""Forms of certificates and what completion asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.evaluation.codes import read_code
from sanggar.evaluation.numbers import LONGEST, read_pattern
from sanggar.evaluation.queries import StillRunning
from sanggar.foundation import names
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm, KitForm, ReasonForm


def number_input() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})


class RuleForm(ActForm):
    """What a participant must have done; 0 for what is not asked."""

    attendance_percent = forms.IntegerField(
        label=_("Kehadiran paling sedikit (persen)"),
        help_text=_("Dari sesi yang presensinya dicatat. Isi 0 bila tidak disyaratkan."),
        min_value=0,
        max_value=100,
        widget=number_input(),
    )
    contacts = forms.IntegerField(
        label=_("Kontak pendampingan paling sedikit"),
        help_text=_("Kontak dengan pendamping yang dibenarkan peserta. Isi 0 bila tidak disyaratkan."),
        min_value=0,
        max_value=100,
        widget=number_input(),
    )
    works = forms.IntegerField(
        label=_("Karya terbit paling sedikit"),
        help_text=_("Karya yang sudah diperiksa pengelola. Isi 0 bila tidak disyaratkan."),
        min_value=0,
        max_value=100,
        widget=number_input(),
    )
    assignments = forms.BooleanField(
        label=_("Semua tugas wajib diterima"),
        help_text=_("Tugas wajib dari tahap dan jalur peserta."),
        required=False,
    )
    post_test = forms.BooleanField(
        label=_("Tes akhir dikerjakan"),
        help_text=_("Berapa pun hasilnya; tes ini mengukur kemajuan, bukan kelulusan."),
        required=False,
    )


class NumberingForm(ActForm):
    """The pattern of numbers, for the certificates to come."""

    pattern = ReadField(
        read_pattern,
        label=_("Pola nomor"),
        help_text=_("{urut} nomor urut ({urut:03} menjadi 007), {bulan} bulan dalam angka Romawi, {tahun} tahun."),
        max_length=LONGEST,
    )


class IssueForm(ActForm):
    """Issue to all who are complete; asked twice while the training still runs."""

    early = forms.BooleanField(
        label=_("Terbitkan sekarang, meskipun pelatihan atau pendampingan masih berjalan"),
        error_messages={"required": _("Centang bila sertifikat memang hendak diterbitkan sebelum semuanya selesai.")},
    )

    def __init__(self, *args: Any, running: StillRunning | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not running:  # hidden, not gone: the same click sent twice must read the same after the first one is done
            self.fields["early"].required = False
            self.fields["early"].widget.input_type = "hidden"

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop("early", None)  # asked of the officer, not told to the action
        return self.cleaned_data


class RevokeForm(ActForm):
    """Why a certificate is revoked; for the record alone."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Untuk catatan kantor. Halaman publik hanya menyebut tanggal pencabutan."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class ReissueForm(ReasonForm):
    """The name as it should stand, and why a new certificate is needed."""

    name = ReadField(
        names.clean_name, label=_("Nama pada sertifikat"), help_text=_("Tulis seperti yang dipastikan pemiliknya.")
    )
    field_order = ["name", "reason"]


class CodeForm(KitForm):
    """A code typed by someone who wants to check a certificate."""

    kode = ReadField(
        read_code,
        label=_("Kode sertifikat"),
        help_text=_("20 huruf dan angka di samping kode QR. Huruf kecil dan tanda hubung tidak berpengaruh."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
