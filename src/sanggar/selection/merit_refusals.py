"""What the review refuses, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class RubricLocked(DomainError):
    code = "rubric_locked"
    message = _(
        "Penilaian sudah dimulai, jadi rubrik tidak dapat diubah lagi: semua lamaran dinilai dengan ukuran sama."
    )


class RubricChanged(DomainError):
    code = "rubric_changed"
    message = _("Rubrik diubah setelah halaman ini dibuka. Muat ulang halaman, lalu nilai dengan rubrik yang baru.")


class RubricChangedMeanwhile(DomainError):
    code = "rubric_changed_meanwhile"
    message = _(
        "Rubrik ini diubah orang lain sejak halaman ini dibuka. Baca yang terbaru di halaman lain, periksa isian Anda, "
        "lalu kirim lagi."
    )


class RubricTooThin(DomainError):
    code = "rubric_too_thin"
    message = _("Rubrik belum dapat dipakai: buat paling sedikit satu kriteria.")


class RubricNotPublished(DomainError):
    code = "rubric_not_published"
    message = _("Terbitkan rubrik dulu; penilai perlu tahu ukurannya sebelum lamaran dibagikan.")


class CriterionTaken(InputRefused):
    code = "criterion_taken"
    message = _("Kriteria dengan nama ini sudah ada.")


class ReasonForRubric(InputRefused):
    code = "reason_for_rubric"
    message = _("Rubrik ini sudah diterbitkan. Tulis alasan perubahannya; alasan itu dapat dibaca semua orang.")


class LevelsTooFew(InputRefused):
    code = "levels_too_few"
    message = _("Jelaskan paling sedikit dua tingkat nilai, salah satunya lebih dari 0.")


class OwnAppointment(InputRefused):
    code = "own_appointment"
    message = _("Anda tidak dapat menunjuk diri sendiri menjadi penilai. Minta pengelola lain melakukannya.")


class AlreadyReviewer(InputRefused):
    code = "already_reviewer"
    message = _("%(name)s sudah menjadi penilai pendaftaran ini.")


class CapacityBelowLoad(InputRefused):
    code = "capacity_below_load"
    message = _("Penilai ini sudah memegang %(load)s lamaran; kapasitas tidak dapat kurang dari itu.")


class NobodyLeftForAny(DomainError):
    code = "nobody_left_for_any"
    message = _("Tidak ada penilai yang masih dapat membaca satu pun dari %(count)s lamaran ini. Tunjuk penilai lagi.")


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


class CorrectedMeanwhile(DomainError):
    code = "corrected_meanwhile"
    message = _("Penilaian ini sudah diperbaiki di jendela atau perangkat lain. Muat ulang halaman, lalu periksa lagi.")


class NothingCorrected(InputRefused):
    code = "nothing_corrected"
    message = _("Belum ada yang berubah. Pilih nilai atau tulis catatan yang benar, atau batalkan.")


class ReviewsOver(DomainError):
    code = "reviews_over"
    message = _("Daftar peserta sudah dibekukan, jadi penilaian sudah ditutup.")


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
