"""What this room holds about a person: see `people.personal`."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanggar.applications.edit_queries import edits_of, told_before
from sanggar.applications.models import (
    AnswerFile,
    Application,
    ApplicationEvent,
    ApplicationState,
    Consent,
    Guardianship,
    LegalHold,
    Looking,
    Note,
    OfficeEntry,
    RightsRequest,
    SavedView,
    SecondOpinion,
)
from sanggar.people.models import Account
from sanggar.people.personal import Held, Told
from sanggar.people.purposes import NOT_SELECTED, RIGHTS, TEAM

TAKEN_IN = frozenset({ApplicationState.ELIGIBLE, ApplicationState.SUBMITTED})
"""States in which an application, once its call is over, was one among those chosen from."""

ASKED: Told = (
    ("kind", _("Jenis")),
    ("text_sealed", _("Isi permohonan")),
    ("asked_at", _("Diterima kantor")),
    ("due_at", _("Dijawab paling lambat")),
    ("state", _("Keadaan")),
    ("outcome", _("Hasil")),
    ("answer_sealed", _("Jawaban")),
    ("basis", _("Dasar")),
    ("answered_at", _("Dijawab")),
)
WORDS = ("text_sealed", "answer_sealed")
BEFORE = _("Isi sebelum diubah")
ASKED_KEPT = {"clock_basis": "a legal ground", "basis": "a legal ground", "reach_sealed": "gone with the letter"}


class Journey(Held):
    """What was done with an application. Of a change, also what stood there before, as long as the record keeps it: the
    office reads it beside the answers, so it is told to whose data it is.
    """

    def tell(self, subject: Model) -> list[list[tuple[str, str, Any]]]:
        rows = Held.tell(self, subject)
        if not isinstance(subject, Application):
            return rows
        before = {(edit.act, edit.at): told_before(subject, edit) for edit in edits_of(subject)}
        events = [(event.act, event.at) for event in self.rows(subject).order_by("pk")]
        told = [before.get(event, "") for event in events]
        return [[*row, ("before", str(BEFORE), text)] if text else row for row, text in zip(rows, told, strict=True)]


HELD = [
    Held(
        Application,
        Application,
        "",
        _("Lamaran"),
        NOT_SELECTED,
        (
            ("receipt", _("Nomor lamaran")),
            ("told_state", _("Keadaan")),
            ("name", _("Nama")),
            ("nik_prefix", _("NIK (enam angka pertama)")),
            ("nik_sealed", _("NIK")),
            ("birth_date", _("Tanggal lahir")),
            ("sex", _("Jenis kelamin")),
            ("village", _("Kelurahan")),
            ("phone", _("Nomor ponsel")),
            ("email", _("Alamat email")),
            ("track", _("Jalur")),
            ("category_name", _("Kategori")),
            ("motivation", _("Motivasi")),
            ("channel_url", _("Alamat kanal")),
            ("disability_need_sealed", _("Kebutuhan terkait disabilitas")),
            ("family_card_sealed", _("Nomor KK")),
            ("own_answers_told", _("Jawaban atas pertanyaan pendaftaran")),
            ("device", _("Tanda peramban pengirim")),
            ("language", _("Bahasa surat")),
            ("submitted_at", _("Dikirim")),
            ("changed_at", _("Diubah")),
        ),
        kept={"nik_lookup": "replaced by `erase_application`, as are the other columns"},
    ),
    Held(
        AnswerFile,
        Application,
        "application",
        _("Berkas jawaban"),
        NOT_SELECTED,
        (("question", _("Pertanyaan")), ("file", _("Berkas")), ("uploaded_at", _("Diunggah"))),
        emptied=("file",),
        kept={"token": "random, and opens nothing by itself", "source": "empty once an application has the file"},
    ),
    Held(
        Consent,
        Application,
        "application",
        _("Pemberitahuan dan persetujuan"),
        NOT_SELECTED,
        (("text", _("Teks")), ("given_at", _("Diberikan")), ("withdrawn_at", _("Ditarik"))),
    ),
    Journey(
        ApplicationEvent,
        Application,
        "application",
        _("Perjalanan lamaran"),
        NOT_SELECTED,
        (("act", _("Perbuatan")), ("at", _("Waktu")), ("reason", _("Alasan"))),
        emptied=("reason",),
    ),
    Held(
        LegalHold,
        Application,
        "application",
        _("Penahanan data untuk pemeriksaan"),
        NOT_SELECTED,
        (("placed_at", _("Mulai")), ("lifted_at", _("Berakhir"))),
        emptied=("reason",),
    ),
    Held(
        OfficeEntry,
        Application,
        "application",
        _("Lamaran yang dimasukkan kantor"),
        NOT_SELECTED,
        (
            ("way", _("Cara masuk")),
            ("entered_at", _("Dimasukkan")),
            ("consented", _("Persetujuan")),
            ("consent_place", _("Tempat bukti persetujuan")),
            ("consent_scan", _("Pindaian surat persetujuan")),
            ("signed_on", _("Ditandatangani")),
            ("tell_by", _("Bagaimana diberi tahu")),
            ("address_sealed", _("Alamat surat")),
        ),
        emptied=("consent_place", "consent_scan", "address_sealed"),
        replaced={"row_digest": ""},
    ),
    Held(
        Note,
        Application,
        "application",
        _("Catatan kantor"),
        NOT_SELECTED,
        (("written_at", _("Ditulis")), ("text", _("Isi"))),
        dropped=True,
    ),
    Held(
        SecondOpinion,
        Application,
        "application",
        _("Pendapat kedua"),
        NOT_SELECTED,
        (("asked_at", _("Diminta")), ("question", _("Pertanyaan")), ("verdict", _("Pendapat")), ("text", _("Isi"))),
        emptied=("question", "text"),
    ),
    Held(
        Guardianship,
        Application,
        "application",
        _("Persetujuan wali"),
        NOT_SELECTED,
        (
            ("name", _("Nama wali")),
            ("relation", _("Hubungan")),
            ("phone", _("Nomor ponsel")),
            ("named_at", _("Disebut")),
            ("text", _("Teks")),
            ("given_at", _("Diberikan")),
            ("given_how", _("Cara")),
            ("paper_place", _("Tempat surat")),
            ("ended_at", _("Berakhir")),
        ),
        emptied=("name", "phone", "paper_place"),
    ),
    Held(Looking, Application, "application", _("Petugas yang membuka lamaran"), NOT_SELECTED, dropped=True),
    Held(
        SavedView,
        Account,
        "owner",
        _("Tampilan tersimpan"),
        TEAM,
        (("name", _("Nama")), ("saved_at", _("Disimpan"))),
        dropped=True,
    ),
    Held(
        RightsRequest, Application, "application", _("Permohonan data pribadi"), RIGHTS, ASKED, WORDS, kept=ASKED_KEPT
    ),
    Held(RightsRequest, Account, "account", _("Permohonan data pribadi"), RIGHTS, ASKED, WORDS, kept=ASKED_KEPT),
]
