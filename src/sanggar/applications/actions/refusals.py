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
