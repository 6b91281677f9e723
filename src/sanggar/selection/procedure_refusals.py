"""What procedure, objections and steps refuse, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


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


class ChangeAwaitsConfirmation(DomainError):
    code = "change_awaits_confirmation"
    message = _(
        "Ada perubahan tata cara yang menunggu penegasan orang kedua. Tegaskan atau batalkan dulu di halaman tata cara."
    )


class OwnChange(DomainError):
    code = "own_change"
    message = _("Perubahan ini Anda tulis sendiri. Yang menegaskannya harus orang lain, dengan akunnya sendiri.")


class ChangeOvertaken(DomainError):
    code = "change_overtaken"
    message = _("Perubahan ini sudah ditegaskan, dibatalkan, atau tata caranya sudah berubah. Muat ulang halaman.")


class ReasonForLateness(InputRefused):
    code = "reason_for_lateness"
    message = _(
        "Pendaftaran sudah ditutup. Tulis mengapa tata caranya baru diumumkan sekarang; semua orang dapat membacanya."
    )


class FloorMissing(InputRefused):
    code = "floor_missing"
    message = _("Isi nilai minimum untuk ikut diundi.")


class SourceMissing(InputRefused):
    code = "source_missing"
    message = _("Pilih sumber angka acaknya.")


class DiceTimeMissing(InputRefused):
    code = "dice_time_missing"
    message = _(
        "Isi waktu dadu dilempar: diumumkan bersama tata cara, supaya semua orang dapat menyaksikannya, dan sampai "
        "saat itu sanggahan masih dapat mengubah daftar."
    )


class DrawTimePast(InputRefused):
    code = "draw_time_past"
    message = _("Waktu %(time)s sudah lewat. Pilih waktu yang akan datang.")


class DrawBeforeClosing(InputRefused):
    code = "draw_before_closing"
    message = _("Waktu %(time)s lebih awal daripada penutupan pendaftaran, %(closing)s. Pilih waktu sesudahnya.")


class QuotaFaulty(InputRefused):
    code = "quota_faulty"
    message = _(
        "Kuota %(feature)s tidak pas: jumlah minimumnya %(least)s dan maksimumnya %(most)s, padahal kursinya %(seats)s."
    )


class CategorySeatsNotKept(DomainError):
    code = "category_seats_not_kept"
    message = _(
        "Pendaftaran ini menjanjikan %(seats)s kursi untuk %(category)s, padahal tata caranya tidak menjaganya dengan "
        "kuota. Isi kuota kategorinya, atau cabut dulu janji itu dari pendaftaran sebelum diterbitkan."
    )


class PublishedCategorySeatsNotKept(CategorySeatsNotKept):
    code = "published_category_seats_not_kept"
    message = _(
        "Pendaftaran yang sudah terbit ini menjanjikan %(seats)s kursi untuk %(category)s. Karena itu tata caranya "
        "harus undian dengan kuota kategori yang menjaga kursi itu."
    )


class CategoryQuotasOffPromise(DomainError):
    code = "category_quotas_off_promise"
    message = _("Kuota kategori tidak sesuai dengan kursi yang dijanjikan pendaftaran ini. %(told)s")


class StageSeatsChanged(DomainError):
    code = "stage_seats_changed"
    message = _(
        "Tahap ini kini punya %(now)s kursi, padahal yang diumumkan %(told)s. Simpan lagi tata caranya dengan alasan, "
        "supaya semua orang membacanya."
    )


class TrackQuotaBeyondSeats(InputRefused):
    code = "track_quota_beyond_seats"
    message = _(
        "Kuota jalur %(track)s paling banyak %(most)s, padahal pendaftaran ini mengumumkan %(seats)s kursi untuk jalur "
        "itu. Samakan kuotanya dengan kursi yang diumumkan."
    )


class TrackQuotaBeyondClasses(InputRefused):
    code = "track_quota_beyond_classes"
    message = _(
        "Kuota jalur %(track)s paling banyak %(most)s, padahal kelasnya hanya memuat %(seats)s orang lagi. Turunkan "
        "kuotanya, atau tambah dahulu kursi kelasnya di rencana."
    )


class ClassesHoldNoMore(DomainError):
    code = "classes_hold_no_more"
    message = _(
        "Kelas untuk jalurnya tidak memuat orang sebanyak itu: yang ditawari tidak akan mendapat kelas. Tambah dahulu "
        "kursi kelasnya di rencana."
    )


class HouseholdsNotSealed(InputRefused):
    code = "households_not_sealed"
    message = _(
        "Batas satu orang per keluarga belum dapat dipakai bersama kuota data khusus: siapa yang sekeluarga akan "
        "terlihat di samping data yang tertutup. Pilih salah satu."
    )


class LotteryNotReady(DomainError):
    code = "lottery_not_ready"
    message = _("Undian belum selesai dihitung. Angka acak baru dapat dicatat setelah sidik undian diumumkan.")


class LotteryAlreadyMade(DomainError):
    code = "lottery_already_made"
    message = _("Undian sudah dihitung dan sidiknya diumumkan; kuota dan waktunya tidak dapat diubah lagi.")


class ObjectionsStillOpen(DomainError):
    code = "objections_still_open"
    message = _("Masa sanggah berlaku sampai %(until)s. Seleksi dilanjutkan sesudahnya.")


class ObjectionsUnanswered(DomainError):
    code = "objections_unanswered"
    message = _("Masih ada %(count)s sanggahan yang belum dijawab.")


class DrawBeforeObjectionsEnd(InputRefused):
    code = "draw_before_objections_end"
    message = _(
        "Waktu yang ditetapkan (%(draw)s) harus paling cepat %(hours)s jam setelah masa sanggah berakhir (%(until)s), "
        "supaya sanggahan terakhir masih dapat dijawab. Ubah tata caranya dulu."
    )


class NoTimeForObjections(InputRefused):
    code = "no_time_for_objections"
    message = _(
        "Waktunya terlalu awal: setelah pendaftaran ditutup masih ada masa sanggah (%(days)s hari) dan waktu "
        "menjawabnya (%(hours)s jam). Paling cepat %(earliest)s."
    )


class NoSeatFell(DomainError):
    code = "no_seat_fell"
    message = _("Tidak ada kursi kosong yang dapat diundi ulang, atau tidak ada cadangan lagi.")


class NothingToObjectTo(DomainError):
    code = "nothing_to_object_to"
    message = _(
        "Yang dapat disanggah hanyalah penolakan, atau nilai yang menentukan tempat Anda, setelah daftar peserta "
        "dibekukan."
    )


class ObjectionTooLate(DomainError):
    code = "objection_too_late"
    message = _("Masa sanggah sudah berakhir.")


class ObjectionAlreadyAnswered(DomainError):
    code = "objection_already_answered"
    message = _("Sanggahan ini sudah ada atau sudah dijawab.")


class OwnDecision(DomainError):
    code = "own_decision"
    message = _("Anda sendiri yang menolak atau menilai lamaran ini. Sanggahan dijawab oleh orang lain.")


class DrawTooEarly(DomainError):
    code = "draw_too_early"
    message = _("Lemparan dadu diumumkan untuk %(when)s, jadi belum boleh sekarang: warga berhak menyaksikan.")


class QuotaMissing(DomainError):
    code = "quota_missing"
    message = _("Tidak ada kuota untuk %(feature)s %(value)s, padahal ada %(count)s orang. Tambahkan di tata cara.")


class SeatsNotFewer(DomainError):
    code = "seats_not_fewer"
    message = _("Kursi yang diundi hanya dapat dikurangi bila orangnya kurang, dan hanya menjadi %(seats)s.")


class LimitNeedNotGo(DomainError):
    code = "limit_need_not_go"
    message = _("Batas satu orang per keluarga hanya dapat dicabut bila batas itu yang menghalangi undiannya.")


class NumbersNeedNotGo(DomainError):
    code = "numbers_need_not_go"
    message = _("Susunan bernomor hanya dapat ditinggalkan bila undiannya tidak dapat dihitung dengannya.")


class NotOnlyWider(DomainError):
    code = "not_only_wider"
    message = _(
        "Setelah daftar dibekukan kuota hanya boleh dilonggarkan: tidak satu pun dipersempit, ditambah, atau dihapus."
    )


class RelaxedTooFar(DomainError):
    code = "relaxed_too_far"
    message = _(
        "Kuota hanya boleh dilonggarkan sejauh yang perlu, seluruhnya %(people)s orang, dan tidak satu pun dipersempit."
    )


class CallingUpEnded(DomainError):
    code = "calling_up_ended"
    message = _("Cadangan tidak dipanggil lagi: waktu yang diumumkan untuk itu sudah lewat.")


class TrackSeatsNeedLottery(InputRefused):
    code = "track_seats_need_lottery"
    message = _("Pendaftaran ini membagi kursi per jalur, dan cara memilih ini tidak mengenalnya; pilih undian.")


class ObjectionsUnsettled(DomainError):
    code = "objections_unsettled"
    message = _(
        "%(count)s sanggahan sudah dikabulkan, tetapi lamarannya masih dinilai dan sanggahannya belum diselesaikan."
    )


class NothingToSettle(DomainError):
    code = "nothing_to_settle"
    message = _("Tidak ada sanggahan yang menunggu: semuanya sudah diselesaikan.")


class NothingToCancel(DomainError):
    code = "nothing_to_cancel"
    message = _("Tidak ada penghitungan yang berjalan: sudah selesai, atau sudah dibatalkan.")


class RoundOutAlready(DomainError):
    code = "round_out_already"
    message = _("Waktu yang diumumkan sudah atau segera tiba. Tentukan dulu waktu yang baru.")


class ChanceHasBegun(DomainError):
    code = "chance_has_begun"
    message = _("Waktunya tidak dapat dipindah lagi: dadu sudah diisi, atau waktunya sudah atau segera tiba.")


class NewTimeNotLater(InputRefused):
    code = "new_time_not_later"
    message = _("Waktu yang baru harus sesudah %(when)s.")


class PostponedAgain(DomainError):
    code = "postponed_again"
    message = _("Waktunya sudah dipindah lagi. Kabarkan waktu yang terakhir.")


class LettersAlreadyAsked(DomainError):
    code = "letters_already_asked"
    message = _("Surat tentang penundaan ini sudah dikirim.")
