"""Forms of the office for calls and their texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions.calls import ASKED
from sanggar.applications.models import GUARDIAN, NOTICE, Call
from sanggar.applications.models.calls import KEY, OLDEST, YOUNGEST
from sanggar.applications.open_stages import is_without_seats
from sanggar.applications.wording import AGES_TOLD
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.planning.models import Programme, Stage

SHARED, BY_TRACK = "shared", "by_track"
SHARING = (
    (SHARED, _("Bersama: semua jalur memakai kursi tahap ini")),
    (BY_TRACK, _("Per jalur, dengan jumlah di bawah")),
)


def _long_text(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=3000, widget=forms.Textarea({"rows": rows})
    )


class WordsForm(ActForm):
    """What may still change after publication; once somebody has applied, not the question that they answered."""

    title = forms.CharField(label=_("Judul"), max_length=120, help_text=_("Misalnya: Pendaftaran Tahap 1"))
    title_en = forms.CharField(
        label=_("Judul, dalam bahasa Inggris"),
        max_length=120,
        required=False,
        help_text=_("Bila kosong, pembaca berbahasa Inggris membaca judul bahasa Indonesia."),
    )
    requirements = _long_text(_("Siapa boleh mendaftar"), _("Dibaca pelamar di atas formulir."))
    requirements_en = _long_text(_("Siapa boleh mendaftar, dalam bahasa Inggris"))
    motivation_question = forms.CharField(label=_("Pertanyaan motivasi"), max_length=200)
    motivation_question_en = forms.CharField(
        label=_("Pertanyaan motivasi, dalam bahasa Inggris"), max_length=200, required=False
    )

    screened_by = forms.DateField(
        label=_("Hasil penyaringan paling lambat"),
        required=False,
        help_text=_("Tampak di halaman pelamar selama lamarannya menunggu diperiksa."),
    )

    def keep_question(self) -> None:
        for name in ASKED:
            self.fields[name].disabled = True
        self.fields["motivation_question"].help_text = _("Sudah dijawab pelamar, jadi tidak dapat diubah lagi.")

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        return {name: getattr(call, name) for name in WordsForm.base_fields if name != "once"}


class StageField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    def label_from_instance(self, obj: Stage) -> str:
        full, open_ = _("%(stage)s (%(seats)s kursi, tidak ada yang tersisa)"), _("%(stage)s (%(seats)s kursi)")
        return (full if is_without_seats(obj) else open_) % {"stage": obj.name, "seats": obj.seats}


class CallForm(WordsForm):
    """A draft. Cleans to what `create_call` and `change_call` take."""

    stage = StageField(queryset=Stage.objects.none(), label=_("Tahap"), empty_label=None)
    slug = forms.SlugField(
        label=_("Alamat"), max_length=60, help_text=_("Huruf kecil dan tanda hubung; formulirnya di /daftar/alamat/.")
    )
    opens_at = forms.DateTimeField(label=_("Dibuka (WIB)"), widget=forms.DateTimeInput)
    closes_at = forms.DateTimeField(
        label=_("Ditutup (WIB)"), widget=forms.DateTimeInput, help_text=_("Tepat pada waktu ini formulir tertutup.")
    )
    minimum_age = WholeNumberField(
        label=_("Usia paling muda pada hari penutupan"), min_value=YOUNGEST, max_value=OLDEST, initial=18
    )
    notes_device = forms.BooleanField(
        label=_("Lihat lamaran dari peramban yang sama"),
        required=False,
        initial=True,
        help_text=_(
            "Peramban pelamar menyimpan tanda acak sampai sehari sesudah penutupan; formulirnya menyebutkan itu. "
            "Tidak ada yang ditolak karenanya. Sesudah diterbitkan tidak dapat diubah."
        ),
    )
    tracks = forms.MultipleChoiceField(label=_("Jalur yang dapat dipilih"), widget=forms.CheckboxSelectMultiple)
    sharing = forms.ChoiceField(label=_("Kursi"), choices=SHARING, widget=forms.RadioSelect, initial=SHARED)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {track.code: track for track in programme.tracks.all()}
        self.fields["stage"].queryset = programme.stages.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["tracks"].choices = [(code, track.name) for code, track in self.by_code.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tracks"].initial = list(self.by_code)
        for code, track in self.by_code.items():
            label = _("Kursi jalur %(track)s") % {"track": track.name}
            self.fields[f"seats_{code}"] = WholeNumberField(label=label, required=False)
        if "stage" in self.initial and self.initial["stage"] is None:
            self.fields["stage"].empty_label = _("Pilih tahap")  # type: ignore[attr-defined]  # a ModelChoiceField
        first = ["stage", "title", "title_en", "slug", "opens_at", "closes_at", "screened_by", "minimum_age"]
        first += ["tracks", "sharing", *(f"seats_{code}" for code in self.by_code), "notes_device"]
        self.order_fields(first)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        own_seats = {code: given.pop(f"seats_{code}", None) for code in self.by_code}
        by_track = given.pop("sharing", SHARED) == BY_TRACK
        chosen = given.get("tracks", [])
        given["tracks"] = {self.by_code[code]: own_seats[code] if by_track else None for code in chosen}
        if by_track and not self.errors and None in given["tracks"].values():
            self.add_error("tracks", _("Isi jumlah kursi setiap jalur yang dicentang, atau pilih kursi bersama."))
        self._require_one_age(given)
        return given

    def _require_one_age(self, given: dict[str, Any]) -> None:
        """Who is told of a higher age than counts goes away."""
        age = given.get("minimum_age")
        for name, told in AGES_TOLD.items():
            found = told.search(given.get(name) or "")
            if age and found and int(found[1]) != age:
                text = _("Teks ini menyebut %(told)s tahun, padahal usia paling muda %(age)s tahun.")
                self.add_error(name, text % {"told": found[1], "age": age})

    @staticmethod
    def words_of(call: Call) -> dict[str, Any]:
        """What a call made after this one starts with: neither dates nor address, nor seats of tracks."""
        words = WordsForm.initial_of(call)
        del words["title"], words["title_en"], words["screened_by"]
        return words | {"minimum_age": call.minimum_age, "notes_device": call.notes_device}

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        entries = list(call.call_tracks.select_related("track"))
        return {
            **WordsForm.initial_of(call),
            **{name: getattr(call, name) for name in ("stage", "slug", "opens_at", "closes_at")},
            **{name: getattr(call, name) for name in ("minimum_age", "notes_device")},
            **{f"seats_{entry.track.code}": entry.seats for entry in entries},
            "tracks": [entry.track.code for entry in entries],
            "sharing": BY_TRACK if call.seats_by_track else SHARED,
        }


class ProlongForm(ReasonForm):
    closes_at = forms.DateTimeField(label=_("Ditutup (WIB)"), widget=forms.DateTimeInput)
    field_order = ("closes_at", "reason")


class TextForm(ActForm):
    """A text in both languages; saving makes a new version."""

    text = forms.CharField(label=_("Teks bahasa Indonesia"), max_length=12_000, widget=forms.Textarea({"rows": 14}))
    text_en = forms.CharField(label=_("Teks bahasa Inggris"), max_length=12_000, widget=forms.Textarea({"rows": 14}))


class NewTextForm(TextForm):
    key = forms.RegexField(
        KEY.regex,
        label=_("Kunci"),
        help_text=_("Nama pendek dengan huruf kecil dan garis bawah, misalnya: foto_mitra"),
        error_messages={"invalid": _("Pakai huruf kecil, angka, dan garis bawah, misalnya foto_mitra.")},
    )
    field_order = ("key", "text", "text_en")

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key in (NOTICE, GUARDIAN) or self.call.consent_texts.filter(key=key, retired_at=None).exists():
            raise forms.ValidationError(_("Kunci ini sudah dipakai. Ubah teks yang ada, atau pilih kunci lain."))
        return key
