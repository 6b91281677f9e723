"""Forms of the office for the categories of a call, and for the codes that open them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import CategoryOpenToAll
from sanggar.applications.actions.invitations import MOST_AT_ONCE
from sanggar.applications.models import Call, CallCategory
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm


class CategoryForm(ActForm):
    name = forms.CharField(label=_("Nama kategori"), max_length=60, help_text=_("Misalnya: Admin kelurahan"))
    name_en = forms.CharField(label=_("Nama, dalam bahasa Inggris"), max_length=60)
    seats = WholeNumberField(
        label=_("Kursi untuk kategori ini"),
        required=False,
        help_text=_("Diumumkan di formulir. Kosongkan bila tidak ada jatah sendiri."),
    )
    needs_code = forms.BooleanField(label=_("Hanya dengan kode undangan"), required=False)

    def __init__(self, call: Call, category: CallCategory | None, *args: Any, **kwargs: Any) -> None:
        start = category.as_json() if category else {}
        super().__init__(*args, initial={name: start[name] for name in self.base_fields if name in start}, **kwargs)
        if call.published_at:  # by then a promise
            for name in ("seats", "needs_code"):
                self.fields[name].disabled = True


class CodesForm(ActForm):
    category = forms.ChoiceField(label=_("Kategori"))
    count = WholeNumberField(label=_("Berapa kode"), max_value=MOST_AT_ONCE, initial=10)
    allowed = WholeNumberField(
        label=_("Berapa lamaran setiap kode"),
        max_value=1000,
        initial=1,
        help_text=_("Satu untuk undangan pribadi; lebih untuk satu kode yang dibagikan dalam sebuah kelompok."),
    )
    note = forms.CharField(
        label=_("Untuk siapa"),
        required=False,
        max_length=100,
        help_text=_("Misalnya: KIM Sukun."),
    )

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, each.shown) for each in call.category_list if each.needs_code]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if not choices:
            self.fields["category"].help_text = CategoryOpenToAll.message
