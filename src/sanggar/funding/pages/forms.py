"""Forms of the budget: rupiah as people write them, volumes as `50 orang × 2 hari`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.money import RupiahField
from sanggar.foundation.ui.forms import ActForm
from sanggar.funding.codes import normalise_account_code, normalise_sub_activity_code
from sanggar.funding.factors import Factor, factors_text, read_factors
from sanggar.funding.models import ListKind
from sanggar.funding.pages.code_fields import CodeField


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
    sub_activity_name = forms.CharField(label=_("Nama sub kegiatan"), max_length=200)
    code_list = forms.CharField(
        label=_("Daftar kode yang dipakai"),
        help_text=_("Nama dan tanggal peraturan atau unduhan SIPD tempat kode ini dicari; kode berubah antartahun."),
        max_length=120,
    )


class LineForm(ActForm):
    account_code = CodeField(
        ListKind.ACCOUNT_CODE,
        normalise_account_code,
        label=_("Kode rekening"),
        help_text=_("Enam bagian dengan titik, misalnya 5.1.02.02.01.0003, atau kata, misalnya narasumber."),
    )
    description = forms.CharField(label=_("Uraian"), max_length=200)
    factors = VolumeField(
        label=_("Volume"), help_text=_("Angka dan satuan, paling banyak empat pengali: 50 orang × 2 hari × 1 kali.")
    )
    unit_price = RupiahField(label=_("Harga satuan"), help_text=_("Rupiah untuk satu satuan volume."), min_value=1)
