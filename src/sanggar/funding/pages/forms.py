"""Forms of the budget: rupiah as people write them, volumes as `50 orang × 2 hari`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.money import RupiahField
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.funding.codes import normalise_account_code, normalise_sub_activity_code
from sanggar.funding.factors import Factor, factors_text, read_factors
from sanggar.funding.models import Activity, BudgetVersion, ListKind, VersionKind
from sanggar.funding.pages.code_fields import CodeField
from sanggar.funding.queries import approvers_of, kinds_next
from sanggar.funding.shapes import DRIVERS
from sanggar.funding.wording import LINE_LABELS
from sanggar.people.models import Account

MOST_IN_NAME = 200
REASON_HELP = _("Wajib untuk pergeseran dan DPPA.")


class VolumeField(forms.CharField):
    """A volume with its units, given to the action as factors."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return read_factors(str(value))
        except DomainError as error:
            raise as_validation_error(error) from None

    def run_validators(self, value: Any) -> None:
        """The text has been read: what CharField checks of a text does not apply to factors."""

    def prepare_value(self, value: list[Factor] | str | None) -> Any:
        return factors_text(value) if isinstance(value, list) else value


class CeilingForm(ActForm):
    ceiling = RupiahField(label=_("Pagu"), help_text=_("Misalnya 150.000.000 atau 150 juta."), min_value=1)
    sub_activity_code = CodeField(
        ListKind.SUB_ACTIVITY,
        normalise_sub_activity_code,
        label=_("Kode sub kegiatan"),
        help_text=_("Enam bagian dengan titik, misalnya 2.16.02.2.01.0015, atau kata, misalnya komunikasi."),
    )
    sub_activity_name = forms.CharField(
        label=_("Nama sub kegiatan"),
        max_length=MOST_IN_NAME,
        required=False,
        help_text=_("Bila dikosongkan, dipakai nama menurut daftar kode."),
    )
    code_list = forms.CharField(
        label=_("Daftar kode yang dipakai"),
        help_text=_("Nama dan tanggal peraturan atau unduhan SIPD tempat kode ini dicari; kode berubah antartahun."),
        max_length=120,
    )

    def clean_sub_activity_name(self) -> str:
        """Left empty: as the list calls the code that was typed or found by words."""
        name, code = str(self.cleaned_data["sub_activity_name"]), self.cleaned_data.get("sub_activity_code")
        if name or not code:
            return name
        field = self.fields["sub_activity_code"]
        assert isinstance(field, CodeField)
        listed = field.listed_name(code)
        if not 0 < len(listed) <= MOST_IN_NAME:
            raise forms.ValidationError(_("Tulis namanya: daftar kode tidak memuatnya, atau lebih dari 200 huruf."))
        return listed


class ActivityForm(ActForm):
    activity = forms.ChoiceField(
        label=_("Jenis kegiatan menurut KAK"),
        choices=Activity.choices,
        widget=forms.RadioSelect,
        help_text=_("Tarif narasumber tidak berlaku untuk pendidikan dan pelatihan, yang punya skala sendiri per JP."),
    )
    reason = forms.CharField(
        label=_("Dasarnya"), max_length=1000, help_text=_("Misalnya nomor dan halaman kerangka acuan kerja (KAK).")
    )


class OpenForm(CeilingForm):
    """The first draft: what kind of document it becomes."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(kind.value, kind.label) for kind in (VersionKind.DPA, VersionKind.RKA)],
        widget=forms.RadioSelect,
        initial=VersionKind.DPA,
        help_text=_("RKA adalah usulan; baru DPA yang dapat dibelanjakan."),
    )


class VersionForm(CeilingForm):
    name = forms.CharField(label=_("Nama rancangan"), max_length=80)
    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea({"rows": 2}), required=False, max_length=1000, help_text=REASON_HELP
    )
    completing_percent = WholeNumberField(
        label=_("Perkiraan peserta yang lulus (%)"),
        max_value=100,
        help_text=_("Untuk menghitung biaya per peserta lulus."),
    )
    least_group = WholeNumberField(
        label=_("Kelompok terkecil tiap kelas (orang)"),
        max_value=1_000,
        help_text=_("Kelas dengan peserta lebih sedikit tidak diselenggarakan; kursi yang terbeli dihitung dengannya."),
    )
    field_order = ("name", "ceiling", "reason", "completing_percent", "least_group")


class CopyForm(ActForm):
    """A new draft from a version."""

    kind = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Nama rancangan"), max_length=80, help_text=_("Misalnya Pergeseran 1, atau Skenario 70 kursi.")
    )
    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea({"rows": 2}), required=False, max_length=1000, help_text=REASON_HELP
    )

    def __init__(self, version: BudgetVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_next(version.budget)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].initial = version.kind if version.kind in kinds else kinds[0]


class ApproverField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    def label_from_instance(self, obj: Account) -> str:
        return obj.name


class AdoptForm(ActForm):
    """What stands on the document."""

    number = forms.CharField(label=_("Nomor dokumen"), max_length=80)
    dated = forms.DateField(label=_("Tanggal dokumen"))
    approver_account = ApproverField(
        label=_("Disetujui oleh"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("Pejabat di luar daftar ini"),
        help_text=_("PA/KPA program ini yang tidak ikut menyusun rancangannya."),
    )
    approver = forms.CharField(
        label=_("Nama dan jabatan pejabat di luar daftar"),
        max_length=120,
        required=False,
        help_text=_("Bila yang menandatangani tidak punya akun di sini, misalnya PPKD atau Sekretaris Daerah."),
    )

    def __init__(self, version: BudgetVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["approver_account"]
        assert isinstance(field, ApproverField)
        field.queryset = approvers_of(version)


class LineForm(ActForm):
    account_code = CodeField(
        ListKind.ACCOUNT_CODE,
        normalise_account_code,
        label=LINE_LABELS["account_code"],
        help_text=_("Enam bagian dengan titik, misalnya 5.1.02.02.01.0003, atau kata, misalnya narasumber."),
    )
    description = forms.CharField(label=LINE_LABELS["description"], max_length=200)
    factors = VolumeField(
        label=LINE_LABELS["volume"],
        help_text=_("Angka dan satuan, paling banyak empat pengali: 50 orang × 2 hari × 1 kali."),
    )
    driver = forms.ChoiceField(
        label=_("Dihitung"),
        choices=DRIVERS,
        help_text=_("Dikalikan lagi menurut bentuk pelatihan, dan ikut berubah bila bentuknya berubah."),
    )
    unit_price = RupiahField(
        label=LINE_LABELS["unit_price"], help_text=_("Rupiah untuk satu satuan volume."), min_value=1
    )


class UploadForm(ActForm):
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("CSV atau XLSX; paling besar 2 MB dan 2.000 baris. Baris pertama judul kolom."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
