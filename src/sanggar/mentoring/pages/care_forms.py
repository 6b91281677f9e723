"""Forms for what a participant asks or complains of, and what the office answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation.ui.forms import ActForm, KitForm
from sanggar.foundation.ui.picker import narrowed
from sanggar.mentoring.models import About, Complaint
from sanggar.mentoring.queries import people_around, who_may_be_meant
from sanggar.people.models import Account
from sanggar.training.models import Enrolment

FEW_WORDS = 15
"""Characters that an answer to a complaint has at least: a single word answers none."""


def long_text(
    label: Any, help_text: Any = "", *, required: bool = True, least: int | None = None, most: int = 2000, rows: int = 4
) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        min_length=least,
        max_length=most,
        required=required,
    )


class AskForm(ActForm):
    reason = long_text(_("Mengapa"), _("Dibaca pengelola program saja. Pendamping Anda tidak melihatnya."))


class ComplaintForm(ActForm):
    """About whom, and what; a person of one's own course is picked, so that they never get to read it."""

    whom = forms.ChoiceField(
        label=_("Tentang siapa"),
        help_text=_(
            "Orang yang Anda pilih tidak dapat membaca aduan ini, tidak dipasangkan lagi dengan Anda, dan tidak "
            "diminta menilai karya Anda. Bila namanya tidak ada di sini, pilih “Orang lain” dan tulis namanya di "
            "bawah: pengelola mencatatnya, lalu hal yang sama berlaku."
        ),
        widget=forms.RadioSelect,
    )
    text = long_text(
        _("Apa yang terjadi"),
        _("Kapan, di mana, apa yang dikatakan atau dilakukan."),
        most=4000,
        rows=6,
    )

    def __init__(self, enrolment: Enrolment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(account.pk): (account, about) for account, about in people_around(enrolment)}
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        labels = dict(About.choices)
        whom.choices = [
            *((key, f"{account.name} ({labels[about]})") for key, (account, about) in self.people.items()),
            (About.OFFICER, _("Petugas (dibaca pimpinan dan pengawas saja)")),
            (About.OTHER, labels[About.OTHER]),
        ]

    def clean(self) -> dict[str, Any]:
        """Translate the choice into `about` and `accused`."""
        given = dict(super().clean() or self.cleaned_data)
        whom = given.pop("whom", "")
        given["accused"], given["about"] = self.people.get(whom, (None, whom))
        return given


class CodeForm(KitForm):
    code = forms.CharField(label=_("Kode aduan"), max_length=40)


class AccusedOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """Somebody of the programme, with the address by which two of one name are told apart."""

    def label_from_instance(self, obj: Account) -> str:
        return f"{obj.name} · {obj.email}" if obj.email else obj.name


class AccusedForm(ActForm):
    """Who is meant by a complaint that names nobody; a name that was wrong is replaced, or taken back."""

    accused = AccusedOf(
        Account.objects.none(), label=_("Orangnya"), widget=forms.RadioSelect, empty_label=None, required=False
    )
    nobody = forms.BooleanField(label=_("Hapus nama yang tercatat: bukan siapa pun dari program ini"), required=False)

    def __init__(self, complaint: Complaint, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"accused": complaint.accused_id}, **kwargs)
        rows = who_may_be_meant(complaint)
        self.picker = narrowed(self, "accused", rows, names=["name", "email"], asked=asked)
        self.fields["accused"].said_above = True  # type: ignore[attr-defined]  # it is needed, or the tick below it
        if not complaint.accused_id:
            del self.fields["nobody"]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        if given.pop("nobody", False):
            given["accused"] = None
        elif not given.get("accused") and "accused" not in self.errors:
            self.add_error("accused", _("Pilih orangnya."))
        return given


class AnswerForm(ActForm):
    answer = long_text(
        pgettext_lazy("satu jawaban", "Jawaban"),
        _("Dibaca peserta yang mengadu. Setelah dikirim, aduan ini selesai dan jawaban tidak dapat diubah."),
        least=FEW_WORDS,
        most=4000,
    )
    measures = long_text(
        _("Yang ditemukan dan dilakukan"),
        _("Catatan kantor, tidak dikirim kepada siapa pun: siapa yang ditanya, apa hasilnya, apa yang diputuskan."),
        least=FEW_WORDS,
        most=4000,
    )


class DeclineRequestForm(ActForm):
    answer = long_text(_("Penjelasan untuk peserta"), most=500, rows=3)


class TermsForm(ActForm):
    escalate_after = forms.IntegerField(
        label=_("Masuk daftar tindak lanjut sesudah"),
        help_text=_("Hari sejak kontak terlambat; pendamping diingatkan tiap hari sejak hari pertama."),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    first_contact_within = forms.IntegerField(
        label=_("Kontak pertama paling lambat"),
        help_text=_("Hari sejak pendampingan dimulai, paling lama irama program; sesudah itu pendamping diingatkan."),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    work_overdue_after = forms.IntegerField(
        label=_("Tugas yang belum dikumpulkan ditindaklanjuti sesudah"),
        help_text=_("Hari sejak tenggat tugas wajib; tertutup sendiri setelah tugasnya dikumpulkan."),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    takes_applications = forms.BooleanField(
        label=_("Terima tawaran menjadi pendamping"),
        help_text=_("Membuka formulir umum bagi siapa saja yang ingin mendampingi."),
        required=False,
    )
    bars_assessors = forms.BooleanField(
        label=_("Penilai tidak mendampingi yang dinilainya"),
        help_text=_(
            "Yang diminta menilai karya atau membaca lamaran seseorang tidak dipasangkan dengannya, "
            "dan pendampingnya tidak diminta menilai karyanya."
        ),
        required=False,
    )


def many(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, help_text=help_text, widget=boxes, required=False)
