"""What the room refuses, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class NobodyToDraw(DomainError):
    code = "nobody_to_draw"
    message = _("Belum ada lamaran yang lolos, jadi belum ada yang dapat dipilih.")


class SeatedInList(DomainError):
    code = "seated_in_list"
    message = _("%(count)s lamaran milik orang yang sudah menjadi peserta tahap ini. Periksa lagi, lalu tolak.")


class NoSeatsToDraw(DomainError):
    code = "no_seats_to_draw"
    message = _(
        "Semua kursi %(stage)s sudah terisi, sedang ditawarkan, atau dijanjikan kepada daftar lain yang dibekukan."
    )


class TooManySeatsPublished(DomainError):
    code = "too_many_seats_published"
    message = _("Pendaftaran mengumumkan %(published)s kursi, tetapi %(stage)s hanya punya %(free)s kursi kosong.")


class TrackWithoutSeats(DomainError):
    code = "track_without_seats"
    message = _("Kursi untuk jalur %(track)s belum ditentukan, padahal ada pelamar yang memilihnya.")


class ProcedureChangedMeanwhile(DomainError):
    code = "procedure_changed_meanwhile"
    message = _(
        "Tata cara ini diubah orang lain sejak halaman ini dibuka. Baca yang terbaru di halaman lain, periksa isian "
        "Anda, lalu kirim lagi."
    )


class AskedChangedMeanwhile(DomainError):
    code = "asked_changed_meanwhile"
    message = _(
        "Sejak halaman ini dibuka berubah siapa yang akan ditawari kursi. Baca lagi jumlahnya di atas, lalu kirim lagi."
    )


class AlreadyFrozen(DomainError):
    code = "already_frozen"
    message = _(
        "Daftar pendaftaran ini sudah dibekukan, jadi tata caranya tidak dapat diubah lagi. Waktu undian masih dapat "
        "ditunda di halaman seleksi."
    )


class RoundTooSoon(InputRefused):
    code = "round_too_soon"
    message = _("Waktunya paling cepat %(minutes)s menit dari sekarang, supaya angkanya belum ada yang tahu.")


class RoundTooLate(InputRefused):
    code = "round_too_late"
    message = _("Waktunya paling lambat %(days)s hari dari sekarang.")


class QuotaOfNothing(DomainError):
    code = "quota_of_nothing"
    message = _(
        "Tata cara ini memuat kuota untuk pertanyaan atau pilihan yang sudah diubah atau dihapus. Buka lagi kuotanya, "
        "periksa, dan simpan."
    )


class QuotaAheadOfCall(DomainError):
    code = "quota_ahead_of_call"
    message = _(
        "Kuota ini menghitung jawaban atas pertanyaan pendaftaran, yang masih dapat diubah. Terbitkan dahulu "
        "pendaftarannya, lalu umumkan tata caranya; formulirnya baru terbuka pada waktu yang ditetapkan."
    )


class SpecificAnswersKnown(DomainError):
    code = "specific_answers_known"
    message = _(
        "Sudah ada yang mendaftar. Kuota atas data spesifik hanya dapat diumumkan sebelum lamaran pertama masuk: "
        "sesudahnya angkanya dapat mengatakan berapa orang yang menjawab begitu."
    )


class DrawTimeMissing(InputRefused):
    code = "draw_time_missing"
    message = _("Isi tanggal dan jamnya: dari situ nomor putaran drand ditentukan.")


class OtherSourceFixed(DomainError):
    code = "other_source_fixed"
    message = _("Saat daftar dibekukan, sumber angka acak sudah ditetapkan: %(source)s. Sumber lain tidak diterima.")


class SeedAlreadyRecorded(DomainError):
    code = "seed_already_recorded"
    message = _(
        "Angka acaknya sudah tercatat, atau waktunya sudah atau segera tiba, jadi tidak ada yang dapat diganti lagi."
    )


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


class NoEntryToReplace(DomainError):
    code = "no_entry_to_replace"
    message = _(
        "Tidak ada isian Anda yang masih menunggu orang kedua, jadi tidak ada yang diganti. Muat ulang halaman."
    )


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
    message = _("Langkah ini tidak dapat dijalankan sekarang: keadaan seleksi “%(state)s”. Muat ulang halaman.")


class FrozenListChanged(DomainError):
    code = "frozen_list_changed"
    message = _(
        "Daftar tidak lagi cocok dengan sidik yang diumumkan. Seleksi dihentikan; hubungi inspektorat dan "
        "administrator."
    )


class OffersAlreadyOpen(DomainError):
    code = "offers_already_open"
    message = _("Penawaran kursi untuk seleksi ini sudah dibuka.")


class DeadlineTooSoon(InputRefused):
    code = "deadline_too_soon"
    message = _("Beri waktu menjawab paling sedikit %(hours)s jam.")


class DeadlineAtNight(InputRefused):
    code = "deadline_at_night"
    message = _("Pilih jam antara 08.00 dan 21.00, supaya tidak berakhir di malam hari.")


class CallingUpEndsTooSoon(InputRefused):
    code = "calling_up_ends_too_soon"
    message = _("Waktu ini harus setelah batas waktu menjawab.")


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
    message = _("Lamaran ini sudah tidak berlaku, jadi tawarannya tidak lagi menunggu jawaban.")


class OfferNotOpen(DomainError):
    code = "offer_not_open"
    message = _("Penawaran ini tidak lagi menunggu jawaban; keadaannya sekarang: %(state)s.")


class WithdrawalWaits(DomainError):
    code = "withdrawal_waits"
    message = _(
        "Untuk tawaran ini sudah ada usulan penarikan atau catatan “tidak dapat ikut” yang menunggu orang kedua."
    )


class OwnWithdrawal(DomainError):
    code = "own_withdrawal"
    message = _("Ini Anda usulkan atau catat sendiri. Yang menegaskannya harus orang lain, dengan akunnya sendiri.")


class WithdrawalOvertaken(DomainError):
    code = "withdrawal_overtaken"
    message = _("Ini sudah ditegaskan atau dibatalkan. Muat ulang halaman.")


class OfferNotAccepted(DomainError):
    code = "offer_not_accepted"
    message = _("Hanya kursi yang sudah diterima yang dapat diganti; keadaannya sekarang: %(state)s.")


class ResultsAlreadySent(DomainError):
    code = "results_already_sent"
    message = _("Pemberitahuan hasil sudah dikirim. Tiap orang menerimanya satu kali.")


class QuotasStillClash(DomainError):
    code = "quotas_still_clash"
    message = _("Kuota ini masih tidak dapat dipenuhi bersama-sama. Longgarkan lagi menurut usulan di halaman ini.")


class ProposalOvertaken(DomainError):
    code = "proposal_overtaken"
    message = _(
        "Sementara itu ada yang berubah: orang, kursi, atau kelas. Belum ada yang dilonggarkan; periksa usulannya "
        "sekali lagi."
    )


class RelaxedTooLong(DomainError):
    code = "relaxed_too_long"
    message = _(
        "Undian dengan kuota yang dilonggarkan itu tidak selesai dihitung dalam waktunya. Belum ada yang dilonggarkan; "
        "longgarkan dengan cara lain, atau coba lagi."
    )


class RelaxationWaits(DomainError):
    code = "relaxation_waits"
    message = _("%(who)s sudah melonggarkan kuota untuk kursi ini; undian cadangannya sedang dihitung.")


class NothingToTakeBack(DomainError):
    code = "nothing_to_take_back"
    message = _("Tidak ada pelonggaran yang masih dapat ditarik: undian cadangannya sudah selesai.")
