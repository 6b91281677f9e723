"""Forms of the curriculum: modules, materials and their versions, the checklist."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.fields import ReadFileField, WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.planning.models import Meeting, Programme, Stage, Track
from sanggar.planning.queries import meetings_of
from sanggar.training.models import Kind, Release
from sanggar.training.pages import presenters

LONGEST_READING = 20_000


class MeetingsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """Meetings to tick, each with its cohort and time."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.topic} ({obj.cohort.name}, {presenters.when(obj)})"


class ModuleForm(ActForm):
    title = forms.CharField(label=_("Judul modul"), max_length=200)
    objectives = forms.CharField(
        label=_("Tujuan belajar"),
        help_text=_("Satu tujuan tiap baris: apa yang peserta bisa sesudahnya."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        required=False,
    )
    ordinal = WholeNumberField(label=_("Urutan ke"), max_value=200, required=False)
    stage = forms.ModelChoiceField(
        label=_("Tahap"), queryset=Stage.objects.none(), required=False, empty_label=_("Semua tahap")
    )
    track = forms.ModelChoiceField(
        label=_("Jalur"), queryset=Track.objects.none(), required=False, empty_label=_("Semua jalur")
    )
    meetings = MeetingsField(label=_("Sesi yang mengajarkannya"), queryset=Meeting.objects.none(), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_place(self)
        choose_among(self, stage=programme.stages.all(), track=programme.tracks.all(), meetings=meetings_of(programme))


class VersionForm(ActForm):
    kind = forms.ChoiceField(label=_("Bentuk"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.FILE)
    file = ReadFileField(
        label=_("Berkas"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Peserta melihat ukurannya sebelum mengunduh."),
        required=False,
    )
    url = forms.URLField(label=_("Alamat"), max_length=500, required=False, assume_scheme="https")
    body = forms.CharField(
        label=_("Bacaan"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_READING,
        required=False,
    )
    note = forms.CharField(label=_("Apa yang baru"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        wanted = {Kind.FILE: "file", Kind.TEXT: "body"}.get(given.get("kind", ""), "url")
        for name in {"file", "url", "body"} - {wanted}:
            if given.get(name):
                self.add_error(name, _("Kosongkan ini, atau pilih bentuk yang sesuai."))
        if "kind" in given and wanted not in self.errors and not given.get(wanted):
            self.add_error(wanted, _("Isi ini untuk bentuk “%(chosen)s”.") % {"chosen": Kind(given["kind"]).label})
        return given


class MaterialForm(ActForm):
    """Name, place and release."""

    title = forms.CharField(label=_("Judul materi"), max_length=200)
    ordinal = WholeNumberField(label=_("Urutan ke"), max_value=200, required=False)
    release = forms.ChoiceField(
        label=_("Dibuka"), choices=Release.choices, widget=forms.RadioSelect, initial=Release.OPEN
    )
    release_on = forms.DateField(
        label=_("Tanggal dibuka"), required=False, help_text=_("Bila dibuka mulai tanggal tertentu.")
    )
    release_meetings = MeetingsField(
        label=_("Hadir di salah satu sesi ini"),
        queryset=Meeting.objects.none(),
        required=False,
        help_text=_("Bila dibuka setelah hadir di sesi. Centang sesi setiap kelas yang perlu membacanya."),
    )
    release_works = WholeNumberField(
        label=_("Banyaknya karya diterima"),
        max_value=50,
        required=False,
        help_text=_("Bila dibuka setelah karya diterima: dari berapa tugas karya peserta harus diterima lebih dahulu."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_place(self)
        choose_among(self, release_meetings=meetings_of(programme))

    def clean(self) -> dict[str, Any]:
        """What does not belong to the chosen release is dropped; what it needs is asked for."""
        given = dict(super().clean() or {})
        needed = {Release.DATE: "release_on", Release.ATTENDANCE: "release_meetings", Release.WORK: "release_works"}
        wanted = needed.get(given.get("release", ""))
        if wanted and wanted not in self.errors and not given.get(wanted):
            chosen = Release(given["release"]).label
            self.add_error(wanted, _("Isi ini untuk pembukaan “%(chosen)s”.") % {"chosen": chosen})
        empty: dict[str, Any] = {"release_on": None, "release_works": None, "release_meetings": []}
        return given | {name: value for name, value in empty.items() if name != wanted}


class NewMaterialForm(MaterialForm, VersionForm):
    """A material with its first version, which the action gets as `version`."""

    note = None  # type: ignore[assignment]  # nothing is new in a first version
    field_order = ["title", "kind", "file", "url", "body", "ordinal", "release"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        version = {name: given.pop(name, None) or "" for name in ("kind", "url", "body")}
        return given | {"version": version | {"file": given.pop("file", None), "note": ""}}


class CheckForm(ActForm):
    text = forms.CharField(label=_("Butir baru"), max_length=300)
    text_en = forms.CharField(label=_("Dalam bahasa Inggris"), max_length=300, required=False)


def say_place(form: forms.Form) -> None:
    """What an empty place means: the last one for what is new, its own for what stands already."""
    is_new = not form.initial
    form.fields["ordinal"].help_text = (
        _("Kosongkan untuk menaruhnya paling akhir.") if is_new else _("Kosongkan agar tetap di tempatnya.")
    )


def choose_among(form: forms.Form, **querysets: "QuerySet[Any]") -> None:
    for name, rows in querysets.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
