"""Forms of works."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.platforms import LONGEST
from sanggar.foundation.ui.forms import ActForm
from sanggar.foundation.ui.picker import narrowed
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolments_of


class WorkForm(ActForm):
    url = forms.CharField(
        label=_("Alamat karya"),
        help_text=_("Salin dari YouTube, TikTok, Instagram, atau situs lain, misalnya https://youtu.be/…"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}),
    )
    title = forms.CharField(label=_("Judul"), max_length=200)
    published_on = forms.DateField(label=_("Tanggal terbit"), initial=clock.today)


class ParticipantField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    def label_from_instance(self, obj: Enrolment) -> str:
        return f"{obj.person.name} ({obj.stage.name}, {obj.cohort.name})"


class AnyWorkForm(WorkForm):
    """A work of a participant who is chosen here."""

    enrolment = ParticipantField(label=_("Peserta"), queryset=Enrolment.objects.none(), empty_label=_("Pilih peserta"))
    field_order = ["enrolment", "url", "title", "published_on"]

    def __init__(self, *args: Any, programme: Programme, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = enrolments_of(programme).seated()
        self.picker = narrowed(self, "enrolment", rows, names=["person__name", "cohort__name"], asked=asked)
