"""What the room refuses, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class NobodyToDraw(DomainError):
    code = "nobody_to_draw"
    message = _("Belum ada lamaran yang lolos, jadi belum ada yang dapat diundi.")


class NoSeatsToDraw(DomainError):
    code = "no_seats_to_draw"
    message = _("Semua kursi %(stage)s sudah terisi atau sedang ditawarkan.")


class TooManySeatsPublished(DomainError):
    code = "too_many_seats_published"
    message = _("Pendaftaran mengumumkan %(published)s kursi, tetapi %(stage)s hanya punya %(free)s kursi kosong.")


class TrackWithoutSeats(DomainError):
    code = "track_without_seats"
    message = _("Kursi untuk jalur %(track)s belum ditentukan, padahal ada pelamar yang memilihnya.")


class AlreadyFrozen(DomainError):
    code = "already_frozen"
    message = _("Daftar pendaftaran ini sudah dibekukan. Sumber angka acaknya tidak dapat diganti lagi.")


class RoundTooSoon(InputRefused):
    code = "round_too_soon"
    message = _("Waktu undian paling cepat %(minutes)s menit dari sekarang, supaya angkanya belum ada yang tahu.")


class RoundTooLate(InputRefused):
    code = "round_too_late"
    message = _("Waktu undian paling lambat %(days)s hari dari sekarang.")


class DrawTimeMissing(InputRefused):
    code = "draw_time_missing"
    message = _("Isi tanggal dan jam undian: dari situ nomor putaran drand ditentukan.")


class OtherSourceFixed(DomainError):
    code = "other_source_fixed"
    message = _("Saat daftar dibekukan, sumber angka acak sudah ditetapkan: %(source)s. Sumber lain tidak diterima.")


class SeedAlreadyRecorded(DomainError):
    code = "seed_already_recorded"
    message = _("Angka acak undian ini sudah tercatat dan tidak dapat diganti.")


class DiceNotDigits(InputRefused):
    code = "dice_not_digits"
    message = _("Hasil dadu hanya boleh berisi angka 0 sampai 9; spasi boleh.")


class DiceTooFew(InputRefused):
    code = "dice_too_few"
    message = _("Paling sedikit %(least)s angka dadu; yang diisi %(count)s.")


class DiceTooMany(InputRefused):
    code = "dice_too_many"
    message = _("Paling banyak %(most)s angka dadu; yang diisi %(count)s.")


class SecondPersonNeeded(DomainError):
    code = "second_person_needed"
    message = _("Anda sudah mengisi hasil dadu ini. Isian kedua harus oleh orang lain, dengan akunnya sendiri.")


class PersonUnknown(DomainError):
    code = "person_unknown"
    message = _("Hasil dadu hanya dapat diisi oleh orang yang masuk dengan akunnya sendiri.")
    status = 403


class RoundNotYet(DomainError):
    code = "round_not_yet"
    message = _("Putaran %(round)s baru terbit %(when)s. Angkanya belum ada.")


class SignatureWrong(InputRefused):
    code = "signature_wrong"
    message = _("Ini bukan tanda tangan drand untuk putaran %(round)s. Periksa lagi angka yang disalin.")


class RandomnessWrong(InputRefused):
    code = "randomness_wrong"
    message = _("Angka acak ini tidak cocok dengan tanda tangannya. Salin ulang keduanya.")


class RoundUnavailable(DomainError):
    code = "round_unavailable"
    message = _(
        "Putaran %(round)s belum dapat diambil dari %(relays)s. Coba lagi sebentar lagi, atau salin angkanya dari "
        "komputer lain yang tersambung ke internet."
    )
    status = 503


class StepOutOfOrder(DomainError):
    code = "step_out_of_order"
    message = _("Langkah ini tidak dapat dijalankan sekarang: keadaan undian “%(state)s”. Muat ulang halaman.")


class FrozenListChanged(DomainError):
    code = "frozen_list_changed"
    message = _(
        "Daftar tidak lagi cocok dengan sidik yang diumumkan. Undian dihentikan; hubungi inspektorat dan administrator."
    )


class OffersAlreadyOpen(DomainError):
    code = "offers_already_open"
    message = _("Penawaran kursi untuk undian ini sudah dibuka.")


class DeadlineTooSoon(InputRefused):
    code = "deadline_too_soon"
    message = _("Beri waktu menjawab paling sedikit %(hours)s jam.")


class OfferAlreadyAnswered(DomainError):
    code = "offer_already_answered"
    message = _("Penawaran ini sudah dijawab: %(state)s.")


class OfferExpired(DomainError):
    code = "offer_expired"
    message = _("Batas waktu menjawab sudah lewat, jadi kursi ini diberikan kepada cadangan berikutnya.")
    status = 410


class OfferWithdrawn(DomainError):
    code = "offer_withdrawn"
    message = _("Penawaran ini sudah ditarik oleh penyelenggara.")
    status = 410


class ApplicationLapsed(DomainError):
    code = "application_lapsed"
    message = _("Lamaran ini sudah tidak berlaku, jadi kursinya tidak dapat diterima.")


class OfferNotOpen(DomainError):
    code = "offer_not_open"
    message = _("Penawaran ini tidak lagi menunggu jawaban; keadaannya sekarang: %(state)s.")


class OfferNotAccepted(DomainError):
    code = "offer_not_accepted"
    message = _("Hanya kursi yang sudah diterima yang dapat diganti; keadaannya sekarang: %(state)s.")


class ProcedureMissing(DomainError):
    code = "procedure_missing"
    message = _(
        "Tata cara seleksi pendaftaran ini belum diumumkan. Umumkan dulu, sebaiknya sebelum pendaftaran ditutup."
    )


class ProcedureUnchanged(DomainError):
    code = "procedure_unchanged"
    message = _("Tidak ada yang berubah.")


class ReasonForChange(InputRefused):
    code = "reason_for_change"
    message = _("Tata cara ini sudah diumumkan. Tulis alasan perubahannya; alasan itu dapat dibaca semua orang.")


class ReasonForLateness(InputRefused):
    code = "reason_for_lateness"
    message = _(
        "Pendaftaran sudah ditutup. Tulis mengapa tata caranya baru diumumkan sekarang; semua orang dapat membacanya."
    )


class FloorMissing(InputRefused):
    code = "floor_missing"
    message = _("Isi nilai minimum untuk ikut diundi.")


class QuotaFaulty(InputRefused):
    code = "quota_faulty"
    message = _(
        "Kuota %(feature)s tidak pas: jumlah minimumnya %(least)s dan maksimumnya %(most)s, padahal kursinya %(seats)s."
    )


class MarksNotReady(DomainError):
    code = "marks_not_ready"
    message = _("Penilaian belum selesai: %(reason)s")


class LotteryNotReady(DomainError):
    code = "lottery_not_ready"
    message = _("Undian belum selesai dihitung. Angka acak baru dapat dicatat setelah sidik undian diumumkan.")


class LotteryAlreadyMade(DomainError):
    code = "lottery_already_made"
    message = _("Undian sudah dihitung dan sidiknya diumumkan; kuota dan waktunya tidak dapat diubah lagi.")


class ObjectionsStillOpen(DomainError):
    code = "objections_still_open"
    message = _("Masa sanggah berlaku sampai %(until)s. Undian dilakukan sesudahnya.")


class ObjectionsUnanswered(DomainError):
    code = "objections_unanswered"
    message = _("Masih ada %(count)s sanggahan yang belum dijawab.")


class DrawBeforeObjectionsEnd(InputRefused):
    code = "draw_before_objections_end"
    message = _("Waktu undian (%(draw)s) harus setelah masa sanggah berakhir (%(until)s). Ubah tata caranya dulu.")


class NoSeatFell(DomainError):
    code = "no_seat_fell"
    message = _("Tidak ada kursi kosong yang dapat diundi ulang, atau tidak ada cadangan lagi.")


class NothingToObjectTo(DomainError):
    code = "nothing_to_object_to"
    message = _("Sanggahan hanya untuk lamaran yang ditolak, setelah daftar peserta dibekukan.")


class ObjectionTooLate(DomainError):
    code = "objection_too_late"
    message = _("Masa sanggah sudah berakhir.")


class ObjectionAlreadyAnswered(DomainError):
    code = "objection_already_answered"
    message = _("Sanggahan ini sudah ada atau sudah dijawab.")


class OwnDecision(DomainError):
    code = "own_decision"
    message = _("Anda sendiri yang menolak lamaran ini. Sanggahan dijawab oleh orang lain.")


class DrawTooEarly(DomainError):
    code = "draw_too_early"
    message = _("Undian diumumkan untuk %(when)s. Sebelum itu dadu belum boleh dilempar: warga berhak menyaksikan.")


# --- merit -----------------------------------------------------------------------------------------------------------
class RubricLocked(DomainError):
    code = "rubric_locked"
    message = _(
        "Penilaian sudah dimulai, jadi rubrik tidak dapat diubah lagi: semua lamaran dinilai dengan ukuran sama."
    )


class RubricChanged(DomainError):
    code = "rubric_changed"
    message = _("Rubrik diubah setelah halaman ini dibuka. Muat ulang halaman, lalu nilai dengan rubrik yang baru.")


class RubricTooThin(DomainError):
    code = "rubric_too_thin"
    message = _("Rubrik belum dapat dipakai: buat paling sedikit satu kriteria.")


class RubricNotPublished(DomainError):
    code = "rubric_not_published"
    message = _("Terbitkan rubrik dulu; penilai perlu tahu ukurannya sebelum lamaran dibagikan.")


class CriterionTaken(InputRefused):
    code = "criterion_taken"
    message = _("Kriteria dengan nama ini sudah ada.")


class LevelsTooFew(InputRefused):
    code = "levels_too_few"
    message = _("Jelaskan paling sedikit dua tingkat nilai, salah satunya lebih dari 0.")


class AlreadyReviewer(InputRefused):
    code = "already_reviewer"
    message = _("%(name)s sudah menjadi penilai pendaftaran ini.")


class CapacityBelowLoad(InputRefused):
    code = "capacity_below_load"
    message = _("Penilai ini sudah memegang %(load)s lamaran; kapasitas tidak dapat kurang dari itu.")


class NobodyLeftToRead(DomainError):
    code = "nobody_left_to_read"
    message = _(
        "Lamaran %(receipt)s tidak dapat dibagikan: penilai yang boleh membacanya sudah penuh atau berbenturan "
        "kepentingan. Tambah penilai atau kapasitas, lalu buka pembagian ini lagi."
    )


class NothingToReview(DomainError):
    code = "nothing_to_review"
    message = _("Belum ada lamaran yang lolos penyaringan, jadi belum ada yang dibagikan.")


class SharingOutdated(DomainError):
    code = "sharing_outdated"
    message = _("Keadaan berubah setelah pembagian ini ditampilkan. Periksa pembagian yang baru, lalu tetapkan lagi.")


class ReviewerInConflict(DomainError):
    code = "reviewer_in_conflict"
    message = _("%(name)s tidak boleh menilai lamaran ini: ada benturan kepentingan, atau ini lamarannya sendiri.")


class ReviewerNotFree(DomainError):
    code = "reviewer_not_free"
    message = _("%(name)s sudah penuh, tidak aktif, atau sudah memegang lamaran ini.")


class NotDeclared(DomainError):
    code = "not_declared"
    message = _("Isi pernyataan benturan kepentingan dulu; setelah itu lamaran yang Anda nilai ditampilkan.")


class ReviewBegun(DomainError):
    code = "review_begun"
    message = _("Penilaian ini sudah dimulai, jadi tidak dialihkan lagi.")


class ReviewClosed(DomainError):
    code = "review_closed"
    message = _("Penilaian ini sudah selesai atau dialihkan, jadi tidak dapat diubah lagi.")


class ReviewsOver(DomainError):
    code = "reviews_over"
    message = _("Daftar undian sudah dibekukan, jadi penilaian sudah ditutup.")


class AnswersChanged(DomainError):
    code = "answers_changed"
    message = _("Lamaran ini diubah atau ditarik pelamarnya, jadi tidak dinilai lagi dengan jawaban yang lama.")


class LevelMissing(InputRefused):
    code = "level_missing"
    message = _("Pilih nilai untuk “%(criterion)s”.")


class ThirdReaderNotNeeded(DomainError):
    code = "third_reader_not_needed"
    message = _("Lamaran ini tidak memerlukan penilai ketiga: selisihnya wajar, atau sudah ada yang ketiga.")


class TooFewReaders(DomainError):
    code = "too_few_readers"
    message = _("%(count)s lamaran belum dibagikan kepada cukup banyak penilai.")


class ReviewsUnfinished(DomainError):
    code = "reviews_unfinished"
    message = _("%(count)s penilaian belum selesai.")


class ThirdReadersMissing(DomainError):
    code = "third_readers_missing"
    message = _("%(count)s lamaran memerlukan penilai ketiga.")


class RatersApart(DomainError):
    code = "raters_apart"
    message = _(
        "Nilai belum dapat dikoreksi: para penilai terpisah dalam %(count)s kelompok yang tidak membaca lamaran yang "
        "sama (%(groups)s). Bagikan paling sedikit satu lamaran kepada penilai dari dua kelompok."
    )


class ResultNotPublished(DomainError):
    code = "result_not_published"
    message = _("SK baru dapat disusun setelah hasil undian diumumkan.")


class DraftAlreadyThere(DomainError):
    code = "draft_already_there"
    message = _("Undian ini sudah punya rancangan SK. Beri nomor rancangan itu dulu, baru susun perubahannya.")


class DecreeFixed(DomainError):
    code = "decree_fixed"
    message = _("SK ini sudah bernomor %(number)s, jadi isinya tidak dapat diubah lagi. Susun SK perubahan bila perlu.")


class DecreeChangedMeanwhile(DomainError):
    code = "decree_changed_meanwhile"
    message = _(
        "Rancangan ini, atau daftar pesertanya, berubah sejak halaman ini dibuka. Periksa yang terbaru di halaman "
        "lain, lalu kirim lagi."
    )


class NobodyEstablished(DomainError):
    code = "nobody_established"
    message = _("Belum ada peserta yang menerima kursi, jadi lampirannya masih kosong. SK belum dapat diberi nomor.")


class NumberMissing(InputRefused):
    code = "decree_number_missing"
    message = _("Isi nomor SK seperti dalam buku register.")


class NumberTaken(DomainError):
    code = "decree_number_taken"
    message = _("Nomor %(number)s sudah dipakai SK lain tahun %(year)s. Periksa buku register.")


class DateInFuture(InputRefused):
    code = "decree_date_in_future"
    message = _("Tanggal SK tidak boleh setelah hari ini.")


class DateBeforeResult(InputRefused):
    code = "decree_date_before_result"
    message = _("Tanggal SK tidak boleh sebelum hasil undian diumumkan, %(day)s.")


class DateBeforePrevious(InputRefused):
    code = "decree_date_before_previous"
    message = _("Tanggal SK tidak boleh sebelum SK yang diubahnya, %(day)s.")


class NotNumberedYet(DomainError):
    code = "not_numbered_yet"
    message = _("SK ini masih rancangan. Beri nomor dulu, cetak, tanda tangani, baru unggah salinannya.")


class ReplaceReasonMissing(DomainError):
    code = "replace_reason_missing"
    message = _("Salinan bertanda tangan sudah ada. Tulis mengapa diganti; yang lama tetap disimpan.")


class ListTooLong(InputRefused):
    code = "list_too_long"
    message = _("Paling banyak %(most)s paragraf; yang diisi %(count)s.")


class ParagraphTooLong(InputRefused):
    code = "paragraph_too_long"
    message = _("Paragraf %(number)s terlalu panjang: paling banyak %(most)s huruf; yang diisi %(count)s.")


class NipUnreadable(InputRefused):
    code = "nip_unreadable"
    message = _("NIP harus 18 angka; yang diisi %(count)s.")
