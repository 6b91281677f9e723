"""What the rules of certificates refuse, in words."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class RuleMissing(DomainError):
    code = "rule_missing"
    message = _("Syarat kelulusan program ini belum ditetapkan. Tetapkan syaratnya lebih dulu.")


class NoFinalTest(InputRefused):
    code = "no_final_test"
    message = _("Program ini belum punya soal tes akhir, jadi tidak seorang pun dapat mengerjakannya.")


class RuleAsksNothing(InputRefused):
    code = "rule_asks_nothing"
    message = _("Tetapkan paling sedikit satu syarat; bila semuanya 0, tidak ada yang disyaratkan.")


class NotComplete(DomainError):
    code = "not_complete"
    message = _("%(name)s belum memenuhi syarat: %(missing)s.")


class AlreadyCertified(DomainError):
    code = "already_certified"
    message = _("%(name)s sudah mempunyai sertifikat %(number)s.")


class CertificateEnded(DomainError):
    code = "certificate_ended"
    message = _("Sertifikat %(number)s sudah tidak berlaku.")


class CertificateReplaced(DomainError):
    code = "certificate_replaced"
    message = _("Sertifikat %(number)s sudah diganti.")


class PatternUnreadable(InputRefused):
    code = "pattern_unreadable"
    message = _("Pola nomor harus memuat {urut} dan {tahun}, masing-masing satu kali; selain itu hanya boleh {bulan}.")


class NumberTaken(DomainError):
    code = "number_taken"
    message = _("Nomor %(number)s sudah dipakai. Ubah pola nomor lebih dulu.")


class CodeUnreadable(InputRefused):
    code = "code_unreadable"
    message = _("Kode sertifikat terdiri atas 20 huruf dan angka, seperti 7K3F-92QD-…. Periksa lagi yang Anda ketik.")
