"""Forms about a child's guardian: who it is, the consent itself, and a consent on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import ConsentText, Relation
from sanggar.applications.pages.fields import ConsentField
from sanggar.foundation.names import clean_name
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm

HERE, BY_LINK = "here", "link"


class NamedForm(ActForm):
    name = ReadField(
        clean_name,
        label=_("Nama orang tua atau wali"),
        error_messages={"required": _("Isi nama orang tua atau wali.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    relation = forms.ChoiceField(
        label=_("Hubungan"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hubungannya dengan pelamar.")},
    )
    phone = ReadField(
        normalise_phone,
        label=_("Nomor ponsel orang tua atau wali"),
        error_messages={"required": _("Isi nomor ponsel, misalnya 0812-3456-7890.")},
        widget=forms.TelInput({"autocomplete": "off", "inputmode": "tel"}),
    )


class NameForm(NamedForm):
    """Cleans to what `name_guardian` takes."""

    way = forms.ChoiceField(
        label=_("Bagaimana ia menyetujui?"),
        choices=((HERE, _("Di gawai ini, sekarang")), (BY_LINK, _("Lewat tautan untuk ponselnya"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih bagaimana ia menyetujui.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["sends"] = given.pop("way", "") == BY_LINK
        return given


class PaperForm(NamedForm):
    place = forms.CharField(
        label=_("Tempat surat persetujuan"),
        max_length=200,
        help_text=_(
            "Surat yang ditandatangani wali, dengan teks yang berlaku sekarang. Misalnya: map merah, lemari 2."
        ),
        error_messages={"required": _("Tulis di mana surat persetujuan wali disimpan.")},
    )


class AgreeForm(ActForm):
    """The words stand above; the box says which version was read."""

    def __init__(self, text: ConsentText, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = text.shown
        self.fields["text"] = ConsentField(
            text,
            label=_("Saya orang tua atau wali yang sah, sudah membaca teks ini, dan menyetujuinya."),
            error_messages={"required": _("Beri tanda centang bila Anda menyetujui.")},
        )
