"""Forms of a programme and its parts. Dates and times are typed as the office's clock shows them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.people.fields import AccountField, VillageField
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme, Track

MOST_SEATS = 10_000


class ProgrammeForm(ActForm):
    """What may change all through a programme's life."""

    name = forms.CharField(label=_("Nama program"), max_length=200)
    summary = forms.CharField(
        label=_("Ringkasan"),
        help_text=_("Dua atau tiga kalimat untuk halaman publik: apa yang dipelajari, dan untuk siapa."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    summary_en = forms.CharField(
        label=_("Ringkasan dalam bahasa Inggris"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    contact_rhythm_days = WholeNumberField(
        label=_("Irama pendampingan (hari)"),
        help_text=_("Pendamping menghubungi pesertanya paling lambat setiap sekian hari."),
        max_value=90,
        initial=14,
    )
    mentoring_until = forms.DateField(label=_("Pendampingan sampai"), required=False)


class NewProgrammeForm(ProgrammeForm):
    """A new programme. The office is asked for only where someone works for several."""

    organisation = forms.ModelChoiceField(
        label=_("Perangkat daerah"), queryset=Organisation.objects.none(), empty_label=_("Pilih perangkat daerah")
    )
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Alamat halaman"),
        help_text=_("Huruf kecil, angka, dan tanda hubung, misalnya youtuber-tiktok. Kosongkan agar dibuat dari nama."),
        error_messages={"invalid": _("Alamat hanya boleh berisi huruf kecil, angka, dan tanda hubung.")},
        max_length=80,
        required=False,
    )
    code = forms.RegexField(
        r"^[A-Za-z0-9]{2,8}$",
        label=_("Kode program"),
        help_text=_("Dua sampai delapan huruf atau angka; menjadi awal nomor lamaran, misalnya YT."),
        error_messages={"invalid": _("Kode terdiri atas dua sampai delapan huruf atau angka.")},
    )
    fiscal_year = WholeNumberField(label=_("Tahun anggaran"), min_value=2000, max_value=2100)

    field_order = ["organisation", "name", "code", "fiscal_year", "slug", "summary"]

    def __init__(self, *args: Any, offices: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["organisation"]
        assert isinstance(office, forms.ModelChoiceField)
        office.queryset = offices
        self.only_office = offices.first() if offices.count() == 1 else None
        if self.only_office:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if self.only_office:
            given["organisation"] = self.only_office
        if not given.get("slug") and given.get("name"):
            given["slug"] = slugify(given["name"])[:80].strip("-")
            if not given["slug"]:
                self.add_error("slug", _("Isi alamat halaman; alamat tidak dapat dibuat dari nama ini."))
        return given


class TrackForm(ActForm):
    name = forms.CharField(label=_("Nama jalur"), max_length=80)


class NewTrackForm(TrackForm):
    """The code, from which addresses and files are made, comes from the name."""

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        given["code"] = slugify(given.get("name", ""))[:30].strip("-")
        if given.get("name") and not given["code"]:
            self.add_error("name", _("Nama jalur harus berisi huruf atau angka."))
        return given


class StageForm(ActForm):
    name = forms.CharField(label=_("Nama tahap"), max_length=80)
    seats = WholeNumberField(label=_("Kursi"), max_value=MOST_SEATS)


class NewStageForm(StageForm):
    ordinal = WholeNumberField(label=_("Tahap ke"), max_value=20)

    field_order = ["ordinal", "name", "seats"]


class CohortForm(ActForm):
    name = forms.CharField(label=_("Nama kelas"), max_length=80)
    minimum = WholeNumberField(
        label=_("Paling sedikit (orang)"),
        help_text=_("Bila peserta kurang dari ini menjelang sesi, Anda diberi tahu; tidak ada yang ditolak karenanya."),
        max_value=MOST_SEATS,
        required=False,
    )
    seats = WholeNumberField(label=_("Kursi"), max_value=MOST_SEATS)
    track = forms.ModelChoiceField(
        label=_("Jalur"), queryset=Track.objects.none(), required=False, empty_label=_("Campuran, semua jalur")
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        track = self.fields["track"]
        assert isinstance(track, forms.ModelChoiceField)
        track.queryset = programme.tracks.all()


class VenueForm(ActForm):
    """A place, or a room online."""

    name = forms.CharField(label=_("Nama tempat"), max_length=120)
    address = forms.CharField(
        label=_("Alamat"), max_length=200, required=False, help_text=_("Isi alamat, atau tautan bila daring.")
    )
    capacity = WholeNumberField(label=_("Muat (orang)"), max_value=MOST_SEATS, required=False)
    accessibility = forms.CharField(
        label=_("Akses"),
        help_text=_("Misalnya tanpa tangga, toilet untuk kursi roda, juru bahasa isyarat; dibaca peserta."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    link = forms.URLField(label=_("Tautan sesi daring"), required=False, assume_scheme="https")

    field_order = ["name", "address", "village", "capacity", "accessibility", "link"]

    def __init__(self, *args: Any, office: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"] = VillageField(office, label=_("Kelurahan"), required=False)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if not self.errors and bool(given["address"]) == bool(given["link"]):
            self.add_error("address", _("Isi alamat, atau tautan bila tempatnya daring; bukan keduanya."))
        if given.get("link"):
            given["village"] = None
        return given


class TeamForm(ActForm):
    """A right on this programme alone."""

    account = AccountField(label=_("Email akun"))
    role = forms.ChoiceField(label=_("Hak"))

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("Pilih hak")), *roles]
