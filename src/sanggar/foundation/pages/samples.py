"""What the gallery shows: synthetic people, the kelurahan as a list, one form with every kind of field.

In Indonesian alone, untranslated: it is read by those who build the pages.
"""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.money import RupiahField
from sanggar.foundation.ui.charts import Chart
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing

TONES = ("good", "warn", "bad", "now", "idle")
TRACKS = (("youtube", "YouTube"), ("tiktok", "TikTok"))


class SampleForm(ActForm):
    """Every kind of field once."""

    may_hold_nik = frozenset({"nik"})
    name = forms.CharField(label="Nama lengkap", help_text="Seperti di KTP. Boleh satu kata.")
    nik = forms.CharField(
        label="NIK",
        help_text="16 angka di KTP. Disimpan terenkripsi.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    birth_date = forms.DateField(label="Tanggal lahir")
    starts_at = forms.DateTimeField(label="Mulai", required=False)
    track = forms.ChoiceField(label="Jalur yang Anda pilih", choices=TRACKS, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Hari yang bisa",
        choices=[("mon", "Senin"), ("tue", "Selasa")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Pilih semua yang cocok.",
    )
    village = forms.ChoiceField(
        label="Kelurahan tempat tinggal",
        choices=[("", "Pilih kelurahan"), ("35.73.05.1004", "Dinoyo, Lowokwaru")],
    )
    price = RupiahField(label="Harga satuan", required=False, widget=forms.TextInput(attrs={"class": "short"}))
    motivation = forms.CharField(label="Mengapa Anda ingin ikut?", widget=forms.Textarea(attrs={"rows": 4}))
    sheet = forms.FileField(
        label="Pindaian daftar hadir", required=False, help_text="PDF, JPG, atau PNG, paling besar 5 MB."
    )
    notice = forms.BooleanField(label="Saya sudah membaca pemberitahuan privasi.")

    def clean_nik(self) -> str:
        nik: str = self.cleaned_data["nik"]
        if len(nik) != 16:  # noqa: PLR2004 - a NIK
            raise forms.ValidationError(f"NIK harus 16 angka; yang diisi {len(nik)}.")
        return nik


def refused_form() -> SampleForm:
    given = {"name": "Sulastri", "nik": "357305520399907", "track": "youtube", "birth_date": "1999-03-12"}
    return SampleForm(given, auto_id="refused_%s")


def listing(request: HttpRequest) -> Listing:
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, code__startswith="35.73")
    return Listing(
        request,
        Region.objects.filter(level=RegionLevel.VILLAGE).select_related("parent").order_by("code"),
        (
            Column(
                "name",
                "Kelurahan",
                lambda row: row.name,
                cell=lambda row: Cell(row.name, link="#daftar", note=row.code),
                sort="name",
            ),
            Column("district", "Kecamatan", lambda row: row.parent.name, sort="parent__name"),
            Column(
                "state", "Keadaan", state_of, cell=lambda row: Cell(state_of(row), tone=TONES[int(row.code[-1]) % 5])
            ),
            Column("applicants", "Pelamar", lambda row: int(row.code[-2:]) * 7, kind="number"),
            Column("amount", "Biaya", lambda row: int(row.code[-2:]) * 1_250_000, kind="money"),
        ),
        name="kelurahan",
        caption="Kelurahan di Kota Malang",
        search=("name", "code"),
        filters=[
            Filter(
                "kecamatan",
                "Kecamatan",
                [(d.code, d.name) for d in districts],
                lambda rows, code: rows.filter(parent_id=code),
            )
        ],
        empty=Empty("Belum ada kelurahan"),
        per_page=8,
    )


def state_of(row: Region) -> str:
    return (
        "Diterima",
        "Perlu perbaikan",
        "Ditolak",
        "Diperiksa",
        "Belum",
    )[int(row.code[-1]) % 5]


def events() -> list[dict[str, Any]]:
    return [
        {
            "at": datetime(2026, 11, 23, 2, 42, tzinfo=UTC),
            "title": "Lamaran kami terima",
            "text": "Nomor LMR-2026-00231.",
            "by": "Sulastri",
            "tone": "good",
        },
        {
            "at": datetime(2026, 12, 2, 3, 5, tzinfo=UTC),
            "title": "Diminta memperbaiki",
            "text": "Tanggal lahir berbeda dengan NIK.",
            "by": "Dewi Pengelola",
            "tone": "warn",
        },
        {"at": date(2026, 12, 5), "title": "Undian terbuka", "tone": "now"},
    ]


def spine() -> list[dict[str, str]]:
    return [
        {"name": "Rencana", "note": "2 tahap, 4 kelas, 16 sesi", "state": "done", "word": "Selesai", "tone": "good"},
        {
            "name": "Pendaftaran",
            "note": "Ditutup Jumat",
            "state": "now",
            "word": "Berjalan",
            "tone": "now",
            "figure": "231",
        },
        {"name": "Pendampingan", "note": "3 terlambat", "state": "attention", "word": "Periksa", "tone": "warn"},
        {"name": "Laporan", "note": "Draf terisi 62%", "state": "", "word": "Belum", "tone": "idle"},
    ]


def charts() -> list[Chart]:
    districts = (("Lowokwaru", 96), ("Sukun", 88), ("Blimbing", 83), ("Kedungkandang", 81), ("Klojen", 70))
    days = [(date(2026, 11, 20 + day), count) for day, count in enumerate((12, 31, 27, 44, 38, 61, 79, 66, 118))]
    spent = (("Honor narasumber", 36_000_000), ("Sewa tempat", 18_400_000), ("Konsumsi", 14_000_000))
    months, planned = [("Okt 2026", 18_000_000), ("Nov 2026", 41_500_000), ("Des 2026", 9_000_000)], [25e6, 35e6, 20e6]
    told = ("Realisasi", "Rencana")
    kinds = [40_000_000, 18_400_000, 30_000_000]
    return [
        Chart("Pelamar menurut kecamatan", districts, heads=("Kecamatan", "Pelamar")),
        Chart("Lamaran per hari", days, kind="line", heads=("Hari", "Lamaran")),
        Chart("Belanja menurut rincian", spent, unit="money", heads=("Rincian", ""), beside=kinds, legend=told),
        Chart("Rencana dan realisasi", months, "columns", "money", ("Bulan", ""), beside=planned, legend=told),
    ]


def context(listing: Listing) -> dict[str, Any]:
    return {
        "tone": {"gelap": "dark", "terang": "light"}.get(listing.request.GET.get("nada", ""), ""),
        "tones": TONES,
        "listing": listing,
        "form": SampleForm(),
        "refused": refused_form(),
        "confirm": ConfirmForm(),
        "events": events(),
        "charts": charts(),
        "facts": [
            ("Kursi", "50 peserta"),
            ("Jadwal", "8 sesi"),
            ("Tempat", "Ijen Suites, Oro-oro Dowo"),
            ("Catatan", ""),
        ],
        "tabs": [
            ("Semua", "?", True, 231),
            ("Diperiksa", "?bagian=diperiksa", False, 38),
            ("Riwayat", "?bagian=riwayat", False),
        ],
        "spine": spine(),
    }
