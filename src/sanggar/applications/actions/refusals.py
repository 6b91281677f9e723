"""Why an act on an application is refused, told to the person who tried."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError


class CallNotOpen(DomainError):
    code = "call_not_open"
    message = _("Pendaftaran ini sudah ditutup.")
    status: ClassVar[int] = 410


class SubmissionUsed(DomainError):
    """The form was already sent with another NIK: a family that shares a phone and pressed "back"."""

    code = "submission_used"
    message = _("Formulir ini sudah pernah dikirim dengan NIK lain. Periksa isian di bawah, lalu kirim sekali lagi.")
    status: ClassVar[int] = 422


class DraftChanged(DomainError):
    """Saved from another device since this page was opened."""

    code = "draft_changed"
    message = _("Draf ini sudah disimpan dari halaman atau gawai lain. Isian Anda di sini belum tersimpan.")


class DraftGone(DomainError):
    """Sent, or removed by whoever holds its link."""

    code = "draft_gone"
    message = _("Draf ini sudah tidak ada.")
    status: ClassVar[int] = 410


class DraftTooLong(DomainError):
    code = "draft_too_long"
    message = _("Isian terlalu panjang untuk disimpan sebagai draf. Pendekkan jawaban yang paling panjang.")
    status: ClassVar[int] = 422


class AlreadySeated(DomainError):
    code = "already_seated"
    message = _(
        "Pemilik NIK ini sudah menjadi peserta %(stage)s, jadi tidak dapat dipilih lagi untuk tahap yang sama. Tolak "
        "lamarannya dengan alasan itu."
    )


class AlreadyDecided(DomainError):
    """Two people at once, or a page that stood open too long."""

    code = "already_decided"
    message = _("Lamaran ini sudah berstatus “%(state)s” (%(who)s). Muat ulang halaman untuk melihat keadaan terbaru.")


class ChangedMeanwhile(DomainError):
    code = "changed_meanwhile"
    message = _("Pelamar mengubah isiannya setelah halaman ini dibuka. Periksa isian terbaru, lalu putuskan lagi.")


class ListFrozen(DomainError):
    code = "list_frozen"
    message = _("Daftar peserta sudah dibekukan. Lamaran ini tidak dapat diubah lagi.")


class AnswersChanged(DomainError):
    """Edited from another device since this page was opened."""

    code = "answers_changed"
    message = _("Lamaran ini sudah diubah dari halaman atau gawai lain. Isian Anda di sini belum tersimpan.")


class EditingOver(DomainError):
    code = "editing_over"
    message = _("Masa perubahan sudah berakhir. Hubungi kantor bila ada data yang salah.")


class WithdrawingOver(DomainError):
    code = "withdrawing_over"
    message = _("Lamaran ini sudah tidak berjalan, jadi tidak ada yang perlu ditarik.")


class ReturningOver(DomainError):
    code = "returning_over"
    message = _("Lamaran hanya dapat diajukan kembali selama pendaftaran masih dibuka.")


class NotTheSameNik(DomainError):
    code = "not_the_same_nik"
    message = _("Lamaran ini tidak memiliki NIK yang sama dengan lamaran lain.")


class NotScreened(DomainError):
    code = "not_screened"
    message = _("Masih ada %(count)s lamaran yang belum diputuskan. Selesaikan pemeriksaannya dahulu.")


class CallStillOpen(DomainError):
    code = "call_still_open"
    message = _("Pendaftaran belum ditutup. Daftar dapat dibekukan setelah pendaftaran ditutup.")


class TooYoung(DomainError):
    code = "too_young"
    message = _(
        "Pelamar harus berusia paling muda %(least)s tahun pada %(day)s; dengan tanggal lahir ini %(age)s tahun."
    )
    status: ClassVar[int] = 422


class BirthDateImplausible(DomainError):
    code = "birth_date_implausible"
    message = _("Tanggal lahir ini tidak mungkin benar. Periksa tahunnya.")
    status: ClassVar[int] = 422


class DataErased(DomainError):
    code = "data_erased"
    message = _("Data pribadi lamaran ini sudah dihapus.")


class RightAskedAlready(DomainError):
    code = "right_asked_already"
    message = _("Permohonan yang sama masih menunggu jawaban kantor.")


class RightAnsweredAlready(DomainError):
    code = "right_answered_already"
    message = _("Permohonan ini sudah dijawab %(who)s.")


class GroundNeeded(DomainError):
    code = "ground_needed"
    message = _("Tulis dasar hukumnya, karena permohonan tidak dikabulkan seluruhnya.")


class HoldLifted(DomainError):
    code = "hold_lifted"
    message = _("Penahanan ini sudah diakhiri.")


class OpinionAwaited(DomainError):
    code = "opinion_awaited"
    message = _("Pendapat kedua dari %(who)s belum diberikan. Tunggu, atau batalkan permintaannya dahulu.")


class OpinionOpen(DomainError):
    code = "opinion_open"
    message = _("Pendapat kedua sudah diminta dari %(who)s dan belum dijawab.")


class OpinionNotYours(DomainError):
    code = "opinion_not_yours"
    message = _("Pendapat ini diminta dari orang lain, sudah dijawab, atau sudah dibatalkan.")


class ColleagueUnfit(DomainError):
    """Nobody is a second person to themselves, and only who screens may read the answers."""

    code = "colleague_unfit"
    message = _("Pilih rekan lain yang berwenang memeriksa lamaran program ini.")


class SecondPersonNeeded(DomainError):
    code = "second_person_needed"
    message = _(
        "Pendaftaran ini meminta dua orang untuk menolak. Minta pendapat rekan dahulu; penolakan terbuka setelah ia "
        "berpendapat sebaiknya ditolak, atas isian yang terakhir."
    )


class GuardianAwaited(DomainError):
    code = "guardian_awaited"
    message = _("Pelamar di bawah umur, dan walinya belum menyetujui. Tunggu, atau catat persetujuan di atas kertas.")


class GuardianOver(DomainError):
    code = "guardian_over"
    message = _("Permintaan persetujuan ini tidak berlaku lagi: wali lain disebut, atau persetujuannya sudah ditarik.")


class GuardianLinkOften(DomainError):
    code = "guardian_link_often"
    message = _(
        "Hari ini tautan wali sudah beberapa kali dikirim dari lamaran ini atau ke nomor ini. Coba lagi besok, atau"
        " minta wali menjawab di gawai ini."
    )
    status: ClassVar[int] = 429


class GuardianNamedOften(DomainError):
    code = "guardian_named_often"
    message = _("Wali sudah terlalu sering diganti dari sini. Coba lagi besok, atau minta kantor mencatatnya.")
    status: ClassVar[int] = 429


class PaperNowhere(DomainError):
    code = "paper_nowhere"
    message = _("Tulis di mana surat persetujuan wali disimpan.")
    status: ClassVar[int] = 422


class DueDateWrong(DomainError):
    code = "due_date_wrong"
    message = _("Tenggat harus antara besok dan %(most)s hari dari sekarang.")
    status: ClassVar[int] = 422


class DueAfterSettling(DomainError):
    code = "due_after_settling"
    message = _(
        "Perbaikan paling lambat %(day)s, supaya sanggahan dan undian berlangsung pada waktu yang diumumkan. Perlu"
        " lebih lama? Undurkan dahulu waktu undian dalam tata cara seleksi, atau putuskan lamaran ini sekarang."
    )
    status: ClassVar[int] = 422


class ViewNameTaken(DomainError):
    code = "view_name_taken"
    message = _("Sudah ada tampilan dengan nama itu. Pilih nama lain.")
    status: ClassVar[int] = 422


class AlreadyApplies(DomainError):
    """Told to officers alone: an applicant never learns this of anyone."""

    code = "already_applies"
    message = _("NIK ini sudah melamar di pendaftaran ini: %(receipt)s. Buka lamaran itu, jangan buat yang kedua.")
    status: ClassVar[int] = 422


class ConsentNowhere(DomainError):
    code = "consent_nowhere"
    message = _("Unggah pindaian surat persetujuan, atau tulis di mana suratnya disimpan.")
    status: ClassVar[int] = 422


class ContactNowhere(DomainError):
    code = "contact_nowhere"
    message = _("Isi nomor ponsel atau email, atau pilih bagaimana pelamar diberi tahu tanpa keduanya.")
    status: ClassVar[int] = 422


class LetterAddressMissing(DomainError):
    code = "letter_address_missing"
    message = _("Isi alamat surat, supaya kabar dapat dikirim ke sana.")
    status: ClassVar[int] = 422


class ViewTooLong(DomainError):
    code = "view_too_long"
    message = _("Saringannya terlalu panjang untuk disimpan. Kurangi kata atau saringan, lalu simpan lagi.")
    status: ClassVar[int] = 422


class ImportGone(DomainError):
    code = "import_gone"
    message = _("Daftar ini sudah dimasukkan atau dihapus. Unggah lagi bila perlu.")


class ListCameLate(DomainError):
    code = "list_came_late"
    message = _("Pendaftaran sudah ditutup sebelum daftar ini diunggah. Bila memang harus masuk, perpanjang dahulu.")


class ImportOvertaken(DomainError):
    code = "import_overtaken"
    message = _(
        "Ada yang melamar sementara daftar dimasukkan, jadi tidak ada yang disimpan. Periksa lagi, lalu ulangi."
    )


class NothingToImport(DomainError):
    code = "nothing_to_import"
    message = _("Tidak ada baris baru yang dapat dimasukkan.")
