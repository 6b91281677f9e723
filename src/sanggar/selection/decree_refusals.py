"""What decrees and signed copies refuse, in the words in which the person reads it."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class ResultNotPublished(DomainError):
    code = "result_not_published"
    message = _("SK baru dapat disusun setelah hasil seleksi diumumkan.")


class DraftAlreadyThere(DomainError):
    code = "draft_already_there"
    message = _("Seleksi ini sudah punya rancangan SK. Beri nomor rancangan itu dulu, baru susun perubahannya.")


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


class NumberWithoutDigit(InputRefused):
    code = "decree_number_without_digit"
    message = _("Nomor SK memuat angka. Salin seluruhnya dari buku register, misalnya 188.45/12/35.73.112/2026.")


class NumberTaken(DomainError):
    code = "decree_number_taken"
    message = _("Nomor %(number)s sudah dipakai SK lain tahun %(year)s. Periksa buku register.")


class DateInFuture(InputRefused):
    code = "decree_date_in_future"
    message = _("Tanggal SK tidak boleh setelah hari ini.")


class DateBeforeResult(InputRefused):
    code = "decree_date_before_result"
    message = _("Tanggal SK tidak boleh sebelum hasil seleksi diumumkan, %(day)s.")


class DateBeforePrevious(InputRefused):
    code = "decree_date_before_previous"
    message = _("Tanggal SK tidak boleh sebelum SK yang diubahnya, %(day)s.")


class CopyUnsigned(DomainError):
    code = "copy_unsigned"
    message = _("Berkas ini persis yang diunduh dari sini, jadi belum ditandatangani. Unggah pindaian yang sudah.")


class NotNumberedYet(DomainError):
    code = "not_numbered_yet"
    message = _("SK ini masih rancangan. Beri nomor dulu, cetak, tanda tangani, baru unggah salinannya.")


class ReplaceReasonMissing(DomainError):
    code = "replace_reason_missing"
    message = _("Salinan bertanda tangan sudah ada. Tulis mengapa diganti; yang lama tetap disimpan.")


class ListTooLong(InputRefused):
    code = "list_too_long"
    message = _("“%(label)s” paling banyak %(most)s paragraf; yang diisi %(count)s.")


class ParagraphTooLong(InputRefused):
    code = "paragraph_too_long"
    message = _(
        "Paragraf %(number)s dari “%(label)s” terlalu panjang: paling banyak %(most)s huruf; yang diisi %(count)s."
    )


class NipUnreadable(InputRefused):
    code = "nip_unreadable"
    message = _("NIP harus 18 angka; yang diisi %(count)s.")
