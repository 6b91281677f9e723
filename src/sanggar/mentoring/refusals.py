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


class MentoringOver(DomainError):
    code = "mentoring_over"
    message = _("Masa pendampingan program ini berakhir %(day)s, jadi pendamping tidak diganti lagi.")


class NotInThisState(DomainError):
    code = "not_in_this_state"
    message = _("Pendampingan ini sedang “%(state)s”, jadi ini belum dapat dilakukan. Muat ulang halaman.")


class ResumesInPast(DomainError):
    code = "resumes_in_past"
    message = _("Jeda berakhir pada hari yang akan datang, paling cepat besok.")


class PauseTooLong(DomainError):
    code = "pause_too_long"
    message = _("Jeda paling lama sampai %(latest)s. Bila lebih lama, akhiri pendampingan; nanti dapat dimulai lagi.")


class ProposalOutdated(DomainError):
    code = "proposal_outdated"
    message = _("Keadaan berubah sejak usulan ini dibuat. Periksa usulan yang baru, lalu tetapkan.")


class ContactInFuture(DomainError):
    code = "contact_in_future"
    message = _("Kontak dicatat setelah terjadi: tanggalnya paling akhir hari ini.")


class ContactBeforeStart(DomainError):
    code = "contact_before_start"
    message = _("Tanggal kontak paling awal %(started)s, saat pendampingan dimulai.")


class ContactAfterEnd(DomainError):
    code = "contact_after_end"
    message = _("Tanggal kontak paling akhir %(ended)s, saat pendampingan berakhir.")


class ContactThere(DomainError):
    code = "contact_there"
    message = _("Kontak ini sudah dicatat: hari, cara, lama, dan isinya sama. Tidak dicatat dua kali.")


class SecondContactThatDay(DomainError):
    code = "second_contact_that_day"
    message = _("Sudah ada kontak dengan peserta ini pada %(date)s. Bila ini percakapan lain, beri tanda, lalu simpan.")


class ManyContactsThatDay(DomainError):
    code = "many_contacts_that_day"
    message = _("Dengan ini kontak Anda pada %(date)s menjadi lebih dari %(hours)s jam. Bila benar, beri tanda.")


class NextBeforeContact(DomainError):
    code = "next_before_contact"
    message = _("Tanggal langkah berikutnya tidak boleh sebelum tanggal kontak.")


class ContactAlreadyVoided(DomainError):
    code = "contact_already_voided"
    message = _("Catatan kontak ini sudah dicoret.")


class ConcernOpen(DomainError):
    code = "concern_open"
    message = _("Sudah ada satu hal lain yang terbuka, dicatat %(by)s. Selesaikan dulu, lalu catat yang ini.")


class FollowUpSettled(DomainError):
    code = "follow_up_settled"
    message = _("Tindak lanjut ini sudah diselesaikan oleh %(by)s. Yang Anda tulis belum disimpan.")


class ContactAnsweredMeanwhile(DomainError):
    code = "contact_answered_meanwhile"
    message = _("Jawaban atas catatan kontak ini baru saja dicatat oleh %(by)s. Baca dulu, lalu putuskan lagi.")


class ContactAlreadyConfirmed(DomainError):
    code = "contact_already_confirmed"
    message = _("Kontak ini sudah Anda benarkan. Bila ternyata keliru, sampaikan kepada kantor penyelenggara.")


class SlotInPast(DomainError):
    code = "slot_in_past"
    message = _("Waktu yang ditawarkan harus pada waktu yang akan datang.")


class SlotAfterEnd(DomainError):
    code = "slot_after_end"
    message = _("Pendampingan berlangsung sampai %(day)s. Pilih hari yang lebih awal, atau lebih sedikit pengulangan.")


class SlotOverlaps(DomainError):
    code = "slot_overlaps"
    message = _("Waktu ini bertabrakan dengan waktu lain yang sudah Anda tawarkan. Pilih jam lain.")


class SlotTaken(DomainError):
    code = "slot_taken"
    message = _("Waktu ini sudah diambil.")


class SlotGone(DomainError):
    code = "slot_gone"
    message = _("Waktu ini tidak ditawarkan lagi. Pilih waktu lain.")


class SlotOfOther(DomainError):
    code = "slot_of_other"
    message = _("Waktu ini milik pendamping lain.")


class AlreadyBooked(DomainError):
    code = "already_booked"
    message = _("Anda sudah punya janji. Pindahkan atau batalkan dulu janji itu.")


class TalkOver(DomainError):
    code = "talk_over"
    message = _("Janji ini sudah lewat atau sudah dibatalkan.")


class TalkOfOther(DomainError):
    code = "talk_of_other"
    message = _("Janji ini bukan janji pasangan ini, atau kontaknya sudah dicatat.")


class AlreadyAsked(DomainError):
    code = "already_asked"
    message = _("Permintaan Anda sudah kami terima dan sedang dipertimbangkan.")


class ContactNotDisputed(DomainError):
    code = "contact_not_disputed"
    message = _("Kontak ini tidak disanggah lagi.")


class GoalsOpen(DomainError):
    code = "goals_open"
    message = _("Pendampingan selesai setelah setiap tujuan ada hasilnya. Masih terbuka: %(count)s.")


class NoClosingTalk(DomainError):
    code = "no_closing_talk"
    message = _("Tulis tanggal bicara penutup, atau mengapa tidak ada.")


class TalkAndNone(DomainError):
    code = "talk_and_none"
    message = _("Tanggalnya sudah diisi; kosongkan alasan mengapa tidak ada bicara penutup.")


class ClosingBeforeStart(DomainError):
    code = "closing_before_start"
    message = _("Tanggal bicara penutup paling awal %(started)s, saat pendampingan dimulai.")


class NothingNext(DomainError):
    code = "nothing_next"
    message = _("Tulis apa selanjutnya bagi peserta.")


class RequestAnswered(DomainError):
    code = "request_answered"
    message = _("Permintaan ini sudah dijawab.")


class AccusedPicked(DomainError):
    code = "accused_picked"
    message = _("Peserta sendiri memilih orangnya; pilihan itu tidak diubah kantor.")


class ComplaintAnswered(DomainError):
    code = "complaint_answered"
    message = _("Aduan ini sudah dijawab.")


class MentorNotAgreed(DomainError):
    code = "mentor_not_agreed"
    message = _("%(name)s belum menyetujui perjanjian dan kode etik pendamping. Ingatkan, atau pilih pendamping lain.")


class PairForbidden(DomainError):
    code = "pair_forbidden"
    message = _("%(name)s tidak dapat mendampingi peserta ini. Pilih pendamping lain.")


class AgreementOutdated(DomainError):
    code = "agreement_outdated"
    message = _("Perjanjian sudah diperbarui. Baca yang baru, lalu setujui.")


class ConflictThere(DomainError):
    code = "conflict_there"
    message = _("Benturan kepentingan ini sudah dicatat.")


class ConflictsToldAnew(DomainError):
    code = "conflicts_told_anew"
    message = _("Pendampingnya baru saja menulis hal lain. Baca dulu tulisannya yang sekarang.")


class OwnConflicts(DomainError):
    code = "own_conflicts"
    message = _("Tulisan ini dari Anda sendiri. Minta pengelola lain memeriksanya.")


class PairRuns(DomainError):
    code = "pair_runs"
    message = _("Pasangan ini sedang berjalan. Alihkan dulu pendampingannya.")


class CheckAnswered(DomainError):
    code = "check_answered"
    message = _("Terima kasih, kabar ini sudah Anda kirim.")


class NoApplications(DomainError):
    code = "no_applications"
    message = _("Program ini sedang tidak mencari pendamping.")


class ApplicationDecided(DomainError):
    code = "application_decided"
    message = _("Tawaran ini sudah dijawab.")


class WishOfOtherProgramme(DomainError):
    code = "wish_of_other_programme"
    message = _("Harapan hanya tentang orang dan jalur di program yang sama.")


class ConflictRetracted(DomainError):
    code = "conflict_retracted"
    message = _("Benturan kepentingan ini sudah dicabut.")


class KeptApartByNothing(DomainError):
    code = "kept_apart_by_nothing"
    message = _("Akhir pasangan ini tidak menghalangi mereka dipasangkan lagi, atau penghalangnya sudah dicabut.")
