"""When a call writes to its applicants, and what each letter may and must say of them.

A field stands in braces: `{nama}`. The list of each moment is closed; no field holds a NIK.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Moment(models.TextChoices):
    RECEIPT = "receipt", gettext_lazy("Lamaran diterima")
    CORRECTION = "correction", gettext_lazy("Perbaikan diminta")
    DECISION = "decision", gettext_lazy("Keputusan penyaringan")
    OBJECTION = "objection", gettext_lazy("Masa sanggah dimulai")
    PROLONGED = "prolonged", gettext_lazy("Pendaftaran diperpanjang")
    RULES = "rules", gettext_lazy("Tata cara seleksi diubah")
    SELECTED = "selected", gettext_lazy("Hasil: terpilih")
    RESERVE = "reserve", gettext_lazy("Hasil: cadangan")
    POSTPONED = "postponed", gettext_lazy("Seleksi ditunda")
    OFFER = "offer", gettext_lazy("Kursi ditawarkan")
    REMINDER = "reminder", gettext_lazy("Kursi belum dijawab")
    CHOSEN = "chosen", gettext_lazy("Pesan untuk pelamar yang dipilih")
    CARD = "card", gettext_lazy("KTP perlu ditunjukkan")


@dataclass(frozen=True, slots=True)
class Field:
    label: str | Promise
    example: str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """`short` is the SMS."""

    subject: str
    body: str
    short: str


COMMON = {
    "nama": Field(gettext_lazy("nama pelamar"), "Sulastri"),
    "nomor_lamaran": Field(gettext_lazy("nomor lamaran"), "MLG-2026-0042"),
    "pendaftaran": Field(gettext_lazy("judul pendaftaran"), gettext_lazy("Pendaftaran Tahap 1")),
    "program": Field(gettext_lazy("nama program"), gettext_lazy("Pelatihan YouTuber dan TikTok")),
    "tahap": Field(gettext_lazy("nama tahap"), gettext_lazy("Tahap 1")),
    "tautan": Field(
        gettext_lazy("tautan rahasia pelamar"), "https://contoh.example/lamaran/MLG-2026-0042/kode-rahasia/"
    ),
    "kantor": Field(gettext_lazy("nama kantor"), gettext_lazy("Dinas Kominfo")),
    "telepon_kantor": Field(gettext_lazy("telepon kantor"), "0341-000000"),
}
LINK = "tautan"
DEADLINE = {"batas_waktu": Field(gettext_lazy("batas waktu"), gettext_lazy("Jumat, 27 November 2026, 16.00 WIB"))}
STANDING = {
    "keadaan": Field(gettext_lazy("keadaan lamaran"), gettext_lazy("Masuk daftar undian")),
    "penjelasan": Field(gettext_lazy("penjelasan keadaan"), gettext_lazy("Lamaran Anda memenuhi syarat.")),
    "alasan": Field(gettext_lazy("alasan dari kantor"), gettext_lazy("Foto KTP belum jelas.")),
}
RESULT = {
    "jenis_hasil": Field(gettext_lazy("hasil undian atau seleksi"), gettext_lazy("Hasil undian")),
    "kabar": Field(gettext_lazy("apa yang terjadi selanjutnya"), gettext_lazy("Anda menjadi cadangan nomor 3.")),
    "tautan_hasil": Field(gettext_lazy("halaman hasil untuk umum"), "https://contoh.example/undian/kode/"),
}
NEEDED = Field(
    gettext_lazy("apa yang perlu dilakukan"),
    gettext_lazy("Lamaran Anda tetap berlaku. Selama tidak diminta perbaikan, Anda tidak perlu berbuat apa pun."),
)
DRAW_PAGE = Field(gettext_lazy("halaman seleksi untuk umum"), "https://contoh.example/undian/kode/")
OWN: dict[str, dict[str, Field]] = {
    Moment.RECEIPT: DEADLINE
    | {"cara_kursi": Field(gettext_lazy("cara kursi dibagikan"), gettext_lazy("Kursi dibagikan dengan undian."))},
    Moment.CORRECTION: STANDING,
    Moment.DECISION: STANDING,
    Moment.OBJECTION: DEADLINE
    | {
        "kabar": Field(
            gettext_lazy("ada dalam daftar atau tidak, dan apa yang dapat disanggah"),
            gettext_lazy("Anda ada dalam daftar itu."),
        ),
        "cara_menyanggah": Field(
            gettext_lazy("cara menyanggah"), gettext_lazy("Buka halaman Anda dan tulis apa yang keliru.")
        ),
        "tautan_undian": DRAW_PAGE,
    },
    Moment.PROLONGED: {
        "menjadi": Field(gettext_lazy("waktu tutup yang baru"), gettext_lazy("Jumat, 4 Desember 2026, 16.00 WIB")),
        "alasan": Field(gettext_lazy("alasan perpanjangan"), gettext_lazy("Banyak warga belum mendapat kabar.")),
        "yang_perlu": NEEDED,
    },
    Moment.RULES: {
        "perubahan": Field(
            gettext_lazy("apa yang diubah, dari apa menjadi apa"),
            gettext_lazy("Cara memilih: semula Undian, menjadi Nilai minimum, lalu undian."),
        ),
        "alasan": Field(gettext_lazy("alasan perubahan"), gettext_lazy("Pendaftarnya jauh lebih banyak.")),
        "yang_perlu": NEEDED,
        "tautan_tata_cara": DRAW_PAGE,
    },
    Moment.SELECTED: RESULT,
    Moment.RESERVE: RESULT,
    Moment.POSTPONED: {
        "semula": Field(gettext_lazy("waktu semula"), gettext_lazy("Senin, 23 November 2026, 09.00 WIB")),
        "menjadi": Field(gettext_lazy("waktu yang baru"), gettext_lazy("Kamis, 26 November 2026, 09.00 WIB")),
        "tempat": Field(gettext_lazy("tempat seleksi"), gettext_lazy("Balai Kota")),
        "alasan": Field(gettext_lazy("alasan penundaan"), gettext_lazy("Gedung dipakai.")),
        "tautan_undian": DRAW_PAGE,
    },
    Moment.OFFER: DEADLINE
    | {"pelatihan": Field(gettext_lazy("waktu dan tempat pelatihan"), gettext_lazy("Mulai: Senin, 7 Desember 2026"))},
    Moment.REMINDER: DEADLINE,
    Moment.CHOSEN: {
        "perihal": Field(gettext_lazy("perihal yang Anda isi"), gettext_lazy("Wawancara hari Kamis")),
        "pesan": Field(gettext_lazy("pesan yang Anda isi"), gettext_lazy("Ruangnya pindah ke lantai 2.")),
    },
    Moment.CARD: {},
}
TO_CHOSEN = (Moment.CHOSEN, Moment.CARD)
"""What an officer sends to those of the queue whom they choose."""


NEWS: dict[str, tuple[str, ...]] = {
    Moment.RECEIPT: ("nomor_lamaran",),
    Moment.CORRECTION: ("penjelasan", "alasan"),
    Moment.DECISION: ("keadaan", "alasan"),
    Moment.OBJECTION: ("batas_waktu", "kabar"),
    Moment.PROLONGED: ("menjadi",),
    Moment.RULES: ("perubahan",),
    Moment.SELECTED: ("kabar",),
    Moment.RESERVE: ("kabar",),
    Moment.POSTPONED: ("menjadi",),
    Moment.OFFER: ("batas_waktu",),
    Moment.REMINDER: ("batas_waktu",),
    Moment.CHOSEN: ("pesan",),
    Moment.CARD: (),
}
"""The fields without which the letter of a moment does not tell what it is for."""


def fields_of(moment: str) -> dict[str, Field]:
    return COMMON | OWN[moment]


def needed_in(moment: str) -> dict[str, str | Promise]:
    """What the body of a moment's letter must hold, whoever words it, and what each field tells."""
    return {name: fields_of(moment)[name].label for name in (LINK, *NEWS[moment])}
