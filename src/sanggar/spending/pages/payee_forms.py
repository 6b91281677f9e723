"""The form of a payee."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation.ui.forms import ActForm
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending.actions import PayeeFacts
from sanggar.spending.models import Payee, PayeeKind, RankGroup
from sanggar.spending.queries import accounts_that_may_be_paid

KINDS = [choice for choice in PayeeKind.choices if choice[0] != PayeeKind.UNSTATED]
BETWEEN = re.compile(r"[\s.\-/]")
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 5, 20
TAX_NUMBER_LENGTHS = (15, 16)


def digits_of(typed: str) -> str | None:
    """The digits of a number that people write with dots and spaces; None where anything else stands in it."""
    bare = BETWEEN.sub("", typed)
    return bare if not bare or (bare.isascii() and bare.isdigit()) else None


class PayeeForm(ActForm):
    """Numbers are never shown again: left empty, what is kept stays."""

    may_hold_nik = frozenset({"tax_number", "bank_account"})

    name = forms.CharField(label=gettext_lazy("Nama"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis penerima"),
        help_text=gettext_lazy("Menentukan pajak yang dipotong."),
        choices=[("", gettext_lazy("Pilih jenis")), *KINDS],
    )
    rank_group = forms.ChoiceField(
        label=gettext_lazy("Golongan"),
        help_text=gettext_lazy("Hanya untuk ASN, TNI, Polri, dan pejabat negara."),
        choices=[("", gettext_lazy("Bukan ASN")), *RankGroup.choices],
        required=False,
    )
    employer = forms.CharField(label=gettext_lazy("Instansi atau usaha"), max_length=120, required=False)
    is_of_this_office = forms.BooleanField(label=gettext_lazy("Pegawai perangkat daerah ini sendiri"), required=False)
    has_tax_number = forms.BooleanField(label=gettext_lazy("Punya NPWP"), required=False)
    tax_number = forms.CharField(
        label=gettext_lazy("Nomor NPWP"),
        help_text=gettext_lazy("15 atau 16 angka. Disimpan tersandi; yang tampil hanya enam angka pertama."),
        max_length=30,
        required=False,
    )
    is_vat_registered = forms.BooleanField(label=gettext_lazy("Pengusaha kena pajak (PKP)"), required=False)
    bank_name = forms.CharField(label=gettext_lazy("Bank"), max_length=60, required=False)
    bank_account = forms.CharField(
        label=gettext_lazy("Nomor rekening"),
        help_text=gettext_lazy("Disimpan tersandi."),
        max_length=30,
        required=False,
    )
    account = forms.ModelChoiceField(
        label=gettext_lazy("Akun penerima di aplikasi ini"),
        help_text=gettext_lazy("Supaya tidak ada yang mengurus uang untuk dirinya sendiri."),
        queryset=Account.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tidak punya akun"),
    )

    def __init__(self, programme: Programme, *args: Any, kept: Payee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)
        rows = accounts_that_may_be_paid(programme)
        if kept and kept.account_id:
            rows = (rows | Account.objects.filter(pk=kept.account_id)).distinct()
        field.queryset = rows.order_by("name")
        if kept:
            for name, sealed in (("tax_number", kept.tax_number_sealed), ("bank_account", kept.bank_account_sealed)):
                if sealed:
                    self.fields[name].help_text = _("Sudah tercatat. Kosongkan bila tidak berubah.")

    def clean_tax_number(self) -> str:
        number = digits_of(self.cleaned_data["tax_number"])
        if number is None or (number and len(number) not in TAX_NUMBER_LENGTHS):
            told = _("NPWP berisi 15 atau 16 angka, tanpa huruf. Periksa yang diketik.")
            raise forms.ValidationError(told)
        return number

    def clean_bank_account(self) -> str:
        number = digits_of(self.cleaned_data["bank_account"])
        if number is None or (number and not SHORTEST_ACCOUNT <= len(number) <= LONGEST_ACCOUNT):
            told = _("Nomor rekening berisi 5 sampai 20 angka, tanpa huruf. Periksa yang diketik.")
            raise forms.ValidationError(told)
        return number

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        is_servant = given.get("kind") == PayeeKind.CIVIL_SERVANT
        if is_servant and not given.get("rank_group"):
            self.add_error("rank_group", _("Pilih golongannya: pajak honor ASN mengikuti golongan."))
        if given.get("rank_group") and not is_servant and "kind" not in self.errors:
            self.add_error("rank_group", _("Golongan hanya untuk ASN. Pilih “Bukan ASN”, atau ubah jenisnya."))
        if given.get("tax_number") and not given.get("has_tax_number"):
            self.add_error("has_tax_number", _("Centang juga bagian ini: nomor NPWP-nya diisi."))
        if given.get("bank_account") and not given.get("bank_name"):
            self.add_error("bank_name", _("Isi nama banknya: nomor rekening saja belum cukup."))
        return given

    @property
    def facts(self) -> PayeeFacts:
        return PayeeFacts(**{name: value for name, value in self.cleaned_data.items() if name != "once"})


def payee_initial(payee: Payee) -> dict[str, Any]:
    names = ("name", "kind", "rank_group", "employer", "is_of_this_office", "has_tax_number", "is_vat_registered")
    return {name: getattr(payee, name) for name in (*names, "bank_name")} | {"account": payee.account_id}
