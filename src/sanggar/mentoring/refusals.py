"""What the rules of mentoring refuse, in words."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError


class MentorAlreadyAdded(DomainError):
    code = "mentor_already_added"
    message = _("%(name)s sudah menjadi pendamping di program ini.")


class MentorFull(DomainError):
    code = "mentor_full"
    message = _("%(name)s sudah mendampingi %(capacity)s orang, sebanyak kapasitasnya. Pilih pendamping lain.")


class MentorInactive(DomainError):
    code = "mentor_inactive"
    message = _("%(name)s sedang tidak menerima peserta baru. Pilih pendamping lain.")


class MentorOfOtherTrack(DomainError):
    code = "mentor_of_other_track"
    message = _("%(name)s tidak mendampingi jalur %(track)s. Pilih pendamping lain.")


class CapacityTooSmall(DomainError):
    code = "capacity_too_small"
    message = _("Kapasitas tidak dapat kurang dari %(assigned)s: sebanyak itu yang sedang didampingi.")


class AlreadyAccompanied(DomainError):
    code = "already_accompanied"
    message = _("%(name)s sudah punya pendamping.")


class NotParticipating(DomainError):
    code = "not_participating"
    message = _("%(name)s bukan peserta lagi, jadi tidak dapat diberi pendamping.")


class SameMentor(DomainError):
    code = "same_mentor"
    message = _("%(name)s sudah menjadi pendampingnya. Pilih pendamping lain.")


class MentorshipEnded(DomainError):
    code = "mentorship_ended"
    message = _("Pendampingan ini sudah berakhir.")


class ProposalOutdated(DomainError):
    code = "proposal_outdated"
    message = _("Keadaan berubah sejak usulan ini dibuat. Periksa usulan yang baru, lalu tetapkan.")


class ContactInFuture(DomainError):
    code = "contact_in_future"
    message = _("Kontak dicatat setelah terjadi: tanggalnya paling akhir hari ini.")


class ContactBeforeStart(DomainError):
    code = "contact_before_start"
    message = _("Tanggal kontak paling awal %(started)s, saat pendampingan dimulai.")


class NextBeforeContact(DomainError):
    code = "next_before_contact"
    message = _("Tanggal langkah berikutnya tidak boleh sebelum tanggal kontak.")


class ContactAlreadyVoided(DomainError):
    code = "contact_already_voided"
    message = _("Catatan kontak ini sudah dicoret.")


class FollowUpSettled(DomainError):
    code = "follow_up_settled"
    message = _("Tindak lanjut ini sudah diselesaikan.")
