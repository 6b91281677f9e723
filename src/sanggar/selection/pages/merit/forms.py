"""What officers fill in for a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.applications.queries import eligible_applications
from sanggar.foundation.errors import DomainError
from sanggar.foundation.names import clean_name
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.ui.fields import ReadField, WholeNumberField
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.selection.actions.merit import mark_of
from sanggar.selection.merit_refusals import RubricChangedMeanwhile
from sanggar.selection.models import Criterion, Reviewer, ReviewTask, Rubric
from sanggar.selection.pages.seen import renew, seen_field

POINTS = (4, 3, 2, 1, 0)
"""The levels that the page offers; a rubric that comes another way may have up to ten."""


class ChangeForm(ActForm):
    """Asks for the reason once the rubric is published: everyone can read it. `seen` marks the settings, or the
    criterion, that were read; a new criterion takes nothing back.
    """

    seen = seen_field()

    def __init__(self, *args: Any, rubric: Rubric, criterion: Criterion | None = None, **kwargs: Any) -> None:
        self.rubric, self.criterion = rubric, criterion
        kwargs["initial"] = {**kwargs.get("initial", {}), "seen": mark_of(rubric, criterion)}
        super().__init__(*args, **kwargs)

    def tell(self, error: DomainError) -> None:
        if isinstance(error, RubricChangedMeanwhile):
            renew(self, seen=mark_of(self.rubric, self.criterion))
        super().tell(error)

    def ask_for_reason(self) -> None:
        """As the last of the fields."""
        if self.rubric.is_published:
            self.fields["reason"] = forms.CharField(
                label=_("Alasan perubahan"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Rubrik ini sudah diterbitkan. Alasannya dapat dibaca semua orang."),
            )


class RubricForm(ChangeForm):
    readers = WholeNumberField(
        label=_("Penilai untuk tiap lamaran"),
        min_value=2,
        max_value=5,
        help_text=_("Paling sedikit dua, supaya selisih dan keketatan penilai terlihat."),
    )
    threshold = WholeNumberField(
        label=_("Selisih yang memanggil penilai ketiga"),
        min_value=1,
        max_value=100,
        help_text=_("Dalam skala 100. Biasanya 25."),
    )
    shows_link = forms.BooleanField(
        label=_("Tampilkan alamat kanal kepada penilai"),
        required=False,
        help_text=_("Kanal dapat membuka siapa pelamarnya. Tampilkan hanya bila isinya memang dinilai."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_reason()


class RemoveCriterionForm(ChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_reason()


class PublishRubricForm(ConfirmForm):
    """Publishes what was read, and nothing else."""

    seen = seen_field()


class CriterionForm(ChangeForm):
    name = ReadField(plain_line, label=_("Nama kriteria"), max_length=80)
    hint = ReadField(
        plain_line,
        label=_("Petunjuk"),
        max_length=300,
        required=False,
        help_text=_("Apa yang dilihat penilai, dalam satu kalimat."),
    )
    weight = WholeNumberField(
        label=_("Bobot"),
        min_value=1,
        max_value=100,
        help_text=_("Dibandingkan dengan bobot kriteria lain: bobot 2 berarti dihitung dua kali bobot 1."),
    )

    def __init__(self, *args: Any, criterion: Criterion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, criterion=criterion, **{"initial": self.standing(criterion), **kwargs})
        if criterion is None:
            del self.fields["seen"]
        for points in POINTS:
            self.fields[f"level_{points}"] = forms.CharField(
                label=_("Nilai %(points)s diberikan bila") % {"points": points},
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.ask_for_reason()
        self.fields["level_4"].help_text = _("Isi paling sedikit dua tingkat. Tingkat yang kosong tidak ditawarkan.")

    @staticmethod
    def standing(criterion: Criterion | None) -> dict[str, Any]:
        if criterion is None:
            return {"weight": 1}
        levels = {f"level_{level.points}": level.text for level in criterion.levels.all()}
        return {"name": criterion.name, "hint": criterion.hint, "weight": criterion.weight, **levels}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {points: plain_line(cleaned.pop(f"level_{points}", "")) for points in POINTS}
        return {**cleaned, "levels": {points: text for points, text in texts.items() if text}}


class ReviewerForm(ActForm):
    capacity = WholeNumberField(
        label=_("Kapasitas"), max_value=5000, help_text=_("Paling banyak berapa lamaran untuk penilai ini.")
    )
    active = forms.BooleanField(
        label=_("Masih menilai"),
        required=False,
        help_text=_("Bila tidak, lamaran yang belum selesai dinilainya dibagikan lagi kepada yang lain."),
    )


class AppointForm(ActForm):
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("Bila email ini belum punya akun, akun dibuka dan tautan kata sandi dikirim ke alamat ini."),
    )
    name = ReadField(clean_name, label=_("Nama"), help_text=_("Dipakai bila akunnya baru."))
    capacity = WholeNumberField(
        label=_("Kapasitas"),
        max_value=5000,
        initial=100,
        help_text=_("Paling banyak berapa lamaran untuk penilai ini."),
    )


class ConflictForm(ActForm):
    """What the office knows of a reviewer; the receipt says which application."""

    receipt = ReadField(plain_line, label=_("Nomor lamaran"), max_length=20)
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        receipt = cleaned.pop("receipt", "")
        cleaned["application"] = eligible_applications(self.call).filter(receipt=receipt.upper()).first()
        if receipt and cleaned["application"] is None:
            self.add_error("receipt", _("Tidak ada lamaran yang lolos dengan nomor ini di pendaftaran ini."))
        return cleaned


class SharingForm(ActForm):
    """Names the sharing that was shown, so that no other is carried out."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NamedReviewer(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    def label_from_instance(self, obj: Reviewer) -> str:
        return obj.account.name


class ReassignForm(ActForm):
    reviewer = NamedReviewer(Reviewer.objects.none(), label=_("Penilai baru"), empty_label=_("Pilih penilai"))
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)

    def __init__(self, task: ReviewTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, NamedReviewer)
        others = Reviewer.objects.filter(call=task.reviewer.call, active=True).exclude(pk=task.reviewer_id)
        reviewer.queryset = others.select_related("account")
