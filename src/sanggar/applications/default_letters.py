"""The words of each moment's letter where the office wrote none: texts of the catalogue, complete in both languages."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from sanggar.applications.moments import Moment, Words


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
        "Setelah batas waktu itu kursi dapat ditawarkan kepada orang lain. Tautan ini rahasia: jangan berikan kepada "
        "orang lain."
    )


def _reminder() -> tuple[str, str]:
    return _("Kursi Anda masih menunggu jawaban: {program}, {tahap}"), _(
        "Halo {nama},\n\n"
        "Kursi Anda di {program}, {tahap} (nomor lamaran {nomor_lamaran}) belum Anda jawab.\n\n"
        "Jawab paling lambat {batas_waktu} lewat halaman Anda:\n"
        "{tautan}\n\n"
        "Setelah batas waktu itu kursi dapat ditawarkan kepada orang lain. Tautan ini rahasia: jangan berikan kepada "
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
