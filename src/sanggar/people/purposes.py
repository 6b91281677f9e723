"""What personal data is kept for, from when, how long, and on what ground: the house's own answers, as data.

An office sets its own terms over these, each from a day on (`models.Term`). The grounds were written down without the
official texts at hand: the page that shows them asks the office's legal section to confirm each one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

YEAR = 365
SINCE = date(2024, 10, 17)
"""The day on which the transition of UU 27/2022 ended."""

ANSWER = "answer"
DRAFT = "draft"
REFUSED = "refused"
NOT_SELECTED = "not_selected"
PARTICIPANT = "participant"
CERTIFICATE = "certificate"
MENTOR_OFFER = "mentor_offer"
RIGHTS = "rights"
SPENDING = "spending"
RECORD = "record"
TEAM = "team"
TOLD_TO_APPLICANTS = (REFUSED, NOT_SELECTED, PARTICIPANT)
"""In the privacy notice of a call, with their terms."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """`start` is what the days are counted from. `is_purged`: emptied by itself when the term has passed; else the
    archive decides, by a procedure of its own.
    """

    key: str
    title: str | Promise
    holds: str | Promise
    start: str | Promise
    days: int
    basis: str
    is_purged: bool = True

    @property
    def period(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def told_period(self) -> str:
        """In years where the days make whole ones."""
        years, rest = divmod(self.days, YEAR)
        if rest or not years:
            return ngettext("%(n)s hari", "%(n)s hari", self.days) % {"n": self.days}
        return ngettext("%(n)s tahun", "%(n)s tahun", years) % {"n": years}


PURPOSES = {
    purpose.key: purpose
    for purpose in (
        Purpose(
            DRAFT,
            _("Menyimpan draf lamaran yang tidak terkirim"),
            _("Isian formulir dan berkasnya, semuanya tersandi"),
            _("pendaftaran ditutup"),
            14,
            "UU 27/2022 ps. 20 ayat (2) huruf a, ps. 42–44",
        ),
        Purpose(
            REFUSED,
            _("Menyaring lamaran yang ditolak, ditarik, atau digantikan"),
            _("Isi lamaran, kontak, alasan keputusan"),
            _("perubahan terakhir, sesudah pendaftaran ditutup"),
            YEAR,
            "UU 27/2022 ps. 20 ayat (2) huruf e, ps. 42–44",
        ),
        Purpose(
            NOT_SELECTED,
            _("Memilih peserta: pelamar yang belum atau tidak mendapat kursi"),
            _("Isi lamaran, kontak, sanggahan"),
            _("akhir program"),
            YEAR,
            "UU 27/2022 ps. 20 ayat (2) huruf e, ps. 42–44",
        ),
        Purpose(
            PARTICIPANT,
            _("Melatih dan mendampingi peserta"),
            _("Identitas, kehadiran, karya, tugas, catatan pendampingan"),
            _("akhir program"),
            5 * YEAR,
            "UU 27/2022 ps. 20 ayat (2) huruf e; UU 43/2009 (JRA)",
        ),
        Purpose(
            CERTIFICATE,
            _("Membuktikan bahwa sertifikat asli"),
            _("Nama pada sertifikat dan berkas PDF-nya"),
            _("sertifikat diterbitkan"),
            10 * YEAR,
            "UU 43/2009 (JRA)",
        ),
        Purpose(
            MENTOR_OFFER,
            _("Memilih pendamping: tawaran yang sudah dijawab"),
            _("Nama, kontak, dan alasan orang yang menawarkan diri"),
            _("tawaran dijawab"),
            YEAR,
            "UU 27/2022 ps. 20 ayat (2) huruf a, ps. 42–44",
        ),
        Purpose(
            RIGHTS,
            _("Membuktikan bahwa permohonan data pribadi dijawab"),
            _("Isi permohonan dan jawabannya"),
            _("permohonan dijawab"),
            5 * YEAR,
            "UU 27/2022 ps. 47",
        ),
        Purpose(
            RECORD,
            _("Mempertanggungjawabkan perbuatan: nilai pribadi dalam rekaman"),
            _("Nama dan alasan yang disebut dalam rekaman; perbuatan, waktu, dan segelnya tetap"),
            _("perbuatan terekam"),
            10 * YEAR,
            "UU 43/2009 (JRA)",
        ),
        Purpose(
            SPENDING,
            _("Pertanggungjawaban belanja"),
            _("Penerima, bukti bayar, daftar hadir bertanda tangan"),
            _("pembayaran"),
            10 * YEAR,
            "UU 43/2009 (JRA keuangan)",
            is_purged=False,
        ),
        Purpose(
            TEAM,
            _("Mengatur tugas pengelola, narasumber, pendamping, dan penilai"),
            _("Akun, hak, dan penugasan"),
            _("hak terakhir berakhir"),
            10 * YEAR,
            "UU 43/2009 (JRA)",
            is_purged=False,
        ),
    )
}

CLOCK = Purpose(
    ANSWER,
    _("Menjawab permohonan data pribadi"),
    "",
    _("permohonan diterima"),
    3,
    "UU 27/2022 ps. 30, 32, 40, 41 (3×24 jam)",
    is_purged=False,
)

KINDS = {CLOCK.key: CLOCK, **PURPOSES}

# What is gone by itself soon, by the house's own periodic work; no office changes these.
FIXED: list[tuple[str | Promise, str | Promise]] = [
    (_("Kode masuk lewat email"), _("beberapa menit")),
    (_("Permintaan kode untuk menemukan lamaran"), _("1 hari")),
    (_("Surat yang disampaikan langsung"), _("30 hari sesudah disampaikan")),
    (_("Tugas latar belakang (tanpa nama)"), _("30 hari")),
    (_("Tanda perangkat pada presensi dengan kode"), _("dihapus sesudah sesi")),
    (
        _("Tanda jaringan pada berkas lamaran (tersandi satu arah)"),
        _("sampai lamaran dikirim atau berkasnya dihapus"),
    ),
    (_("Hitungan pembatas (alamat internet tersandi satu arah)"), _("paling lama beberapa jam")),
]
