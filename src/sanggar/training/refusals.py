"""What the door, work, tests and assessment refuse, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.ui.values import rounded_later


# --- the door ---------------------------------------------------------------------------------------------------------
class CodeUnknown(InputRefused):
    code = "code_unknown"
    message = _("Kode ini tidak cocok. Lihat layar lagi: kodenya berganti setiap setengah menit.")


class CookieNeeded(InputRefused):
    code = "cookie_needed"
    message = _(
        "Peramban ini tidak menyimpan kuki, padahal satu perangkat berlaku untuk satu orang. "
        "Izinkan kuki, lalu coba lagi; atau minta petugas mencatat Anda."
    )


# --- skills and the bank of questions ---------------------------------------------------------------------------------
class SkillInUse(DomainError):
    code = "skill_in_use"
    message = _(
        "Sudah ada peserta yang menilai diri dengan “%(skill)s”, jadi isinya tetap: itu ukuran kemajuan mereka."
    )


class SkillChanged(DomainError):
    code = "skill_changed"
    message = _("Keterampilan ini baru saja diubah pengelola. Muat ulang halaman, lalu pilih lagi.")


class SkillTaken(InputRefused):
    code = "skill_taken"
    message = _("Keterampilan dengan nama ini sudah ada.")


class LevelsTooFew(InputRefused):
    code = "skill_levels_too_few"
    message = _("Jelaskan paling sedikit dua tingkat, salah satunya lebih dari 0.")


class SkillsExist(DomainError):
    code = "skills_exist"
    message = _("Program ini sudah punya daftar keterampilan. Ubah yang ada.")


class QuestionsInUse(DomainError):
    code = "questions_in_use"
    message = _("Sudah ada peserta yang memulai %(occasion)s, jadi soalnya tetap: semua menjawab soal yang sama.")


class RightChoiceMissing(InputRefused):
    code = "right_choice_missing"
    message = _("Tandai jawaban yang benar di antara pilihan yang diisi.")


class ChoicesTooFew(InputRefused):
    code = "choices_too_few"
    message = _("Tulis paling sedikit dua pilihan jawaban yang berbeda.")


# --- the baseline and the tests ---------------------------------------------------------------------------------------
class NoSkills(DomainError):
    code = "no_skills"
    message = _("Pengelola belum menyusun daftar keterampilan program ini.")


class AssessmentClosed(DomainError):
    code = "self_assessment_closed"
    message = _("Penilaian diri ini sudah selesai. Muat ulang halaman untuk melihat hasilnya.")


class SkillsUnanswered(DomainError):
    code = "skills_unanswered"
    message = _("Masih ada %(count)s keterampilan yang belum Anda nilai.")


class NoQuestions(DomainError):
    code = "no_questions"
    message = _("Belum ada soal untuk tes ini.")


class QuizNotOpen(DomainError):
    code = "quiz_not_open"
    message = _("Tes akhir dibuka setelah sesi terakhir kelas Anda dimulai.")


class QuizClosed(DomainError):
    code = "quiz_closed"
    message = _("Tes ini sudah selesai; jawabannya tidak dapat diubah lagi.")


class QuestionsUnanswered(DomainError):
    code = "questions_unanswered"
    message = _("Masih ada %(count)s soal yang belum dijawab.")


class SampleFixed(DomainError):
    code = "sample_fixed"
    message = _("Sesi pertama sudah dimulai, jadi contoh karya awal tidak dapat diganti lagi.")


# --- works ------------------------------------------------------------------------------------------------------------
class LinkOrFile(InputRefused):
    code = "link_or_file"
    message = _("Beri tautan atau lampirkan berkas; salah satu saja.")


class LinkWanted(InputRefused):
    code = "link_wanted"
    message = _("Tugas ini dikumpulkan sebagai tautan.")


class FileWanted(InputRefused):
    code = "file_wanted"
    message = _("Tugas ini dikumpulkan sebagai berkas.")


class AssignmentTaken(InputRefused):
    code = "assignment_taken"
    message = _("Tahap ini sudah punya tugas dengan judul itu.")


class StageFixed(DomainError):
    code = "assignment_stage_fixed"
    message = _("Sudah ada karya yang dikumpulkan, jadi tahap dan jalur tugas ini tetap.")


class AssignmentNotPublished(DomainError):
    code = "assignment_not_published"
    message = _("Terbitkan tugas ini dulu.")


class AssignmentClosed(DomainError):
    code = "assignment_closed"
    message = _("Tugas ini sudah ditutup dan tidak menerima kiriman lagi.")


class AssignmentMoved(DomainError):
    code = "assignment_moved"
    message = _("Pengelola baru saja mengubah untuk siapa tugas ini, jadi bukan tugas Anda lagi.")


# --- what is taught ---------------------------------------------------------------------------------------------------
class RemovedAlready(DomainError):
    code = "removed_already"
    message = _("Ini sudah dihapus orang lain.")


class MaterialOffered(DomainError):
    code = "material_offered"
    message = _(
        "“%(title)s” sudah dapat dibuka peserta, jadi tidak dapat dihapus. "
        "Ubah materinya menjadi “Belum dibuka” untuk menutupnya."
    )


class ModuleTaught(DomainError):
    code = "module_taught"
    message = _("Modul ini diajarkan di %(count)d sesi. Lepaskan sesinya lebih dulu di “Ubah modul”.")


class ModuleOffered(DomainError):
    code = "module_offered"
    message = _("Peserta sudah dapat membuka materinya, jadi modul ini tidak dapat dihapus: %(titles)s.")


class ModuleChecked(DomainError):
    code = "module_checked"
    message = _("Daftar periksanya sudah dijawab pada %(count)d kiriman karya, jadi modul ini tidak dapat dihapus.")


class RubricTooThin(DomainError):
    code = "assignment_rubric_too_thin"
    message = _("Buat paling sedikit satu kriteria sebelum tugas diterbitkan.")


class RubricLocked(DomainError):
    code = "assignment_rubric_locked"
    message = _("Penilaian sudah dimulai, jadi rubrik tetap: semua karya dinilai dengan ukuran yang sama.")


class CriterionTaken(InputRefused):
    code = "assignment_criterion_taken"
    message = _("Kriteria dengan nama ini sudah ada.")


class ProgrammeOver(DomainError):
    code = "programme_over"
    message = _("Pendampingan program ini berakhir pada %(date)s, jadi tidak ada lagi yang dikumpulkan.")


class StillWaiting(DomainError):
    code = "submission_still_waiting"
    message = _("Kiriman Anda yang terakhir masih dinilai. Kirim lagi setelah ada tanggapan.")


class AssessingBegun(DomainError):
    code = "assessing_begun"
    message = _("Penilai sudah mulai menilai kiriman ini, jadi tidak dapat diganti atau ditarik lagi.")


class AlreadyAccepted(DomainError):
    code = "submission_already_accepted"
    message = _("Karya Anda untuk tugas ini sudah diterima; tidak perlu mengirim lagi.")


class ChecklistIncomplete(InputRefused):
    code = "checklist_incomplete"
    message = _("Jawab semua butir tanggung jawab isi sebelum mengirim.")


# --- assessment -------------------------------------------------------------------------------------------------------
class LevelMissing(InputRefused):
    code = "assignment_level_missing"
    message = _("Pilih tingkat untuk “%(criterion)s”.")


class RubricChanged(DomainError):
    code = "assignment_rubric_changed"
    message = _("Rubrik diubah setelah halaman ini dibuka. Muat ulang halaman, lalu nilai dengan rubrik yang baru.")


class WorkAssessmentClosed(DomainError):
    code = "work_assessment_closed"
    message = _("Penilaian ini sudah selesai atau tidak diperlukan lagi.")


class SubmissionDecided(DomainError):
    code = "submission_decided"
    message = _("Kiriman ini sudah diputuskan: %(state)s.")


class OwnMarkFirst(DomainError):
    code = "own_mark_first"
    message = _("Selesaikan penilaian Anda sendiri dulu.")


class TooFewMarks(DomainError):
    code = "too_few_marks"
    message = _("Baru %(done)s dari %(needed)s penilaian yang selesai; karya belum dapat diterima.")


class MarksPending(DomainError):
    code = "marks_pending"
    message = _("Masih ada penilai yang belum selesai; karya belum dapat diterima.")


class MarksApart(DomainError):
    code = "marks_apart"
    message = _("Nilai para penilai berselisih %(difference)s poin. Minta satu penilai lagi sebelum menerimanya.")

    def __init__(self, difference: float) -> None:
        """As it stands beside the marks, in the reader's language."""
        super().__init__(difference=rounded_later(difference))


class AnswerMissing(InputRefused):
    code = "answer_missing"
    message = _("Tulis apa yang perlu diperbaiki.")


class NotAnAssessor(DomainError):
    code = "not_an_assessor"
    message = _("%(name)s tidak dapat menilai karya ini: bukan narasumber atau penilai program, atau karyanya sendiri.")


class OwnWork(DomainError):
    code = "own_work"
    message = _("Ini karya Anda sendiri; orang lain yang menilai dan menanggapinya.")
    status = 403


class AskedBySelf(DomainError):
    code = "asked_by_self"
    message = _("Anda sudah dapat melihat nilai orang lain pada kiriman ini. Minta penilai lain.")


class ReleasedBySelf(DomainError):
    code = "released_by_self"
    message = _("Hanya pengelola lain yang dapat melepaskan Anda dari kiriman ini.")


class AlreadyAssessing(DomainError):
    code = "already_assessing"
    message = _("%(name)s sudah ditugasi menilai kiriman ini.")


class MarksNotConnected(DomainError):
    code = "marks_not_connected"
    message = _(
        "Nilai belum dapat dikoreksi: penilai terpisah dalam %(count)s kelompok yang tidak menilai karya bersama "
        "(%(groups)s). Minta seseorang dari satu kelompok menilai karya dari kelompok lain."
    )
