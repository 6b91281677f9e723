"""When a call writes to its applicants, what each letter may say of them, and its words where the office wrote none.

A field stands in braces: `{nama}`. The list of each moment is closed; no field holds a NIK. The default words are
texts of the catalogue, so they are complete in both languages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
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


NEWS = {Moment.CHOSEN: "pesan", Moment.RULES: "perubahan"}
"""The field without which the letter of a moment says nothing."""


def fields_of(moment: str) -> dict[str, Field]:
    return COMMON | OWN[moment]


def needed_in(moment: str) -> dict[str, str | Promise]:
    """What the body of a moment's letter must hold, whoever words it, and what each field tells."""
    names = (LINK, *(news for at, news in NEWS.items() if at == moment))
    return {name: fields_of(moment)[name].label for name in names}


def default_words(moment: str) -> Words:
    """In the language that is active."""
    subject, body = DEFAULTS[moment]()
    return Words(subject, f"{body}\n\n{{kantor}}\n{{telepon_kantor}}", f"{subject} {{tautan}}")


def _receipt() -> tuple[str, str]:
    return _("Lamaran {nomor_lamaran} sudah diterima: {pendaftaran}"), _(
        "{nama}, lamaran Anda sudah kami terima.\n\n"
        "Nomor lamaran: {nomor_lamaran}\n"
        "Program: {program}\n"
        "Tautan rahasia Anda:\n"
        "{tautan}\n\n"
        "Dengan tautan itu Anda dapat melihat keadaan lamaran, mengubahnya sampai {batas_waktu}, atau menariknya. "
        "Siapa pun yang memegang tautan itu dapat melakukannya, jadi jangan diteruskan.\n\n"
        "{cara_kursi}"
    )


def _decision() -> tuple[str, str]:
    return _("Ada kabar tentang lamaran {nomor_lamaran}"), _(
        "{nama}, keadaan lamaran Anda berubah.\n\n"
        "{keadaan}\n"
        "{penjelasan}\n\n"
        "{alasan}\n\n"
        "Selengkapnya di tautan rahasia Anda:\n"
        "{tautan}"
    )


def _objection() -> tuple[str, str]:
    return _("Masa sanggah sampai {batas_waktu}: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Daftar peserta seleksi {program}, {tahap} sudah dibekukan, dan masa sanggah berlangsung sampai "
        "{batas_waktu}.\n\n"
        "{kabar}\n\n"
        "{cara_menyanggah}\n\n"
        "Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}\n\n"
        "Halaman seleksi untuk umum:\n"
        "{tautan_undian}"
    )


def _prolonged() -> tuple[str, str]:
    return _("Pendaftaran diperpanjang: {pendaftaran}"), _(
        "Halo {nama},\n\n"
        "Pendaftaran yang Anda ikuti dengan lamaran nomor {nomor_lamaran} dibuka sampai {menjadi}.\n"
        "Alasan: {alasan}\n\n"
        "{yang_perlu} Sampai waktu itu Anda dapat mengubah lamaran Anda lewat tautan rahasia Anda:\n"
        "{tautan}"
    )


def _rules() -> tuple[str, str]:
    return _("Tata cara seleksi diubah: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Sesudah Anda mendaftar (nomor lamaran {nomor_lamaran}), tata cara seleksinya diubah.\n\n"
        "{perubahan}\n\n"
        "Alasan: {alasan}\n\n"
        "{yang_perlu} Tata cara selengkapnya, dengan setiap perubahannya:\n"
        "{tautan_tata_cara}\n\n"
        "Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}"
    )


def _selected() -> tuple[str, str]:
    return _("Anda terpilih: {program}, {tahap}"), _result()


def _reserve() -> tuple[str, str]:
    return _("{jenis_hasil}: {program}, {tahap}"), _result()


def _result() -> str:
    return _(
        "Halo {nama},\n\n"
        "{kabar}\n\n"
        "Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}\n\n"
        "{jenis_hasil} dan cara memeriksanya:\n"
        "{tautan_hasil}"
    )


def _postponed() -> tuple[str, str]:
    return _("Seleksi ditunda: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Seleksi yang Anda ikuti dengan lamaran nomor {nomor_lamaran} ditunda.\n\n"
        "Semula: {semula}\n"
        "Menjadi: {menjadi}\n"
        "Tempat: {tempat}\n"
        "Alasan: {alasan}\n\n"
        "Daftar peserta tidak berubah, dan Anda tidak perlu melakukan apa pun.\n\n"
        "Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}\n\n"
        "Halaman seleksi untuk umum:\n"
        "{tautan_undian}"
    )


def _offer() -> tuple[str, str]:
    return _("Kursi untuk Anda: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Anda ditawari kursi di {program}, {tahap} (nomor lamaran {nomor_lamaran}).\n\n"
        "{pelatihan}\n\n"
        "Jawab paling lambat {batas_waktu} lewat halaman Anda:\n"
        "{tautan}\n\n"
        "Setelah batas waktu itu kursi kembali disediakan untuk cadangan. Tautan ini rahasia: jangan berikan kepada "
        "orang lain."
    )


def _reminder() -> tuple[str, str]:
    return _("Kursi Anda masih menunggu jawaban: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Kursi Anda di {program}, {tahap} (nomor lamaran {nomor_lamaran}) belum Anda jawab.\n\n"
        "Jawab paling lambat {batas_waktu} lewat halaman Anda:\n"
        "{tautan}\n\n"
        "Setelah batas waktu itu kursi kembali disediakan untuk cadangan. Tautan ini rahasia: jangan berikan kepada "
        "orang lain."
    )


def _chosen() -> tuple[str, str]:
    return "{perihal}", _(
        "Halo {nama},\n\n"
        "{pesan}\n\n"
        "Ini tentang lamaran Anda nomor {nomor_lamaran}, {pendaftaran}. Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}"
    )


def _card() -> tuple[str, str]:
    return _("Mohon tunjukkan KTP untuk lamaran {nomor_lamaran}"), _(
        "Halo {nama},\n\n"
        "Untuk memastikan data lamaran Anda nomor {nomor_lamaran}, {pendaftaran}, mohon tunjukkan KTP asli Anda di "
        "kantor kami pada jam kerja. Sebut nomor lamaran itu. Kami tidak meminta foto KTP lewat pesan.\n\n"
        "Halaman Anda sendiri, yang alamatnya rahasia:\n"
        "{tautan}"
    )


DEFAULTS: dict[str, Callable[[], tuple[str, str]]] = {
    Moment.RECEIPT: _receipt,
    Moment.CORRECTION: _decision,
    Moment.DECISION: _decision,
    Moment.OBJECTION: _objection,
    Moment.PROLONGED: _prolonged,
    Moment.RULES: _rules,
    Moment.SELECTED: _selected,
    Moment.RESERVE: _reserve,
    Moment.POSTPONED: _postponed,
    Moment.OFFER: _offer,
    Moment.REMINDER: _reminder,
    Moment.CHOSEN: _chosen,
    Moment.CARD: _card,
}
