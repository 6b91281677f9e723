"""Why a payment or a commitment does not move, and why what was asked for can not be."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class PaymentMoved(DomainError):
    code = "payment_moved"
    message = _("Pembayaran ini sudah berstatus “%(state)s”. Muat ulang halaman untuk melihat keadaan terbarunya.")


class PaymentChanged(DomainError):
    """It was returned and handed in again, say, while its page stood open."""

    code = "payment_changed"
    message = _(
        "Pembayaran ini sudah berubah sejak halaman ini dibuka: kini berstatus “%(state)s” sebesar %(amount)s. Muat "
        "ulang halaman dan periksa lagi."
    )


class TwoSteps(DomainError):
    code = "two_steps"
    message = _("Satu orang hanya boleh mengambil satu langkah pada pembayaran yang sama. Mintalah rekan Anda.")
    status: ClassVar[int] = 403


class OwnMoney(DomainError):
    code = "own_money"
    message = _("Uang ini untuk Anda sendiri. Langkah apa pun pada pembayarannya harus diambil orang lain.")
    status: ClassVar[int] = 403


class EvidenceMissing(DomainError):
    code = "evidence_missing"
    message = _("Belum ada bukti yang dilampirkan. Pembayaran tanpa bukti tidak dapat diverifikasi.")


class EvidenceFixed(DomainError):
    code = "evidence_fixed"
    message = _("Bukti pembayaran yang sudah diverifikasi tidak dapat dicabut.")


class PaymentClosed(DomainError):
    code = "payment_closed"
    message = _("SPJ pembayaran ini sudah selesai; tidak ada lagi yang ditambahkan padanya.")


class EvidenceIncomplete(DomainError):
    """`kinds` names what is missing."""

    code = "evidence_incomplete"
    message = _("SPJ belum lengkap. Yang belum ada atau tidak dapat dibaca: %(kinds)s.")


class EvidenceKindUnknown(InputRefused):
    code = "evidence_kind_unknown"
    message = _("Jenis bukti ini tidak dikenal. Pilih salah satu yang tertera.")


class EvidenceNotNeeded(DomainError):
    code = "evidence_not_needed"
    message = _("Bukti jenis ini tidak diminta pada pembayaran ini, sudah dilampirkan, atau sudah dicatat tidak perlu.")


class MeetingElsewhere(InputRefused):
    code = "meeting_elsewhere"
    message = _("Sesi ini bukan bagian dari program yang dibiayai. Pilih sesi lain.")


class MeetingCalledOff(InputRefused):
    code = "meeting_called_off"
    message = _("Sesi ini dibatalkan, jadi tidak dapat dibayar. Pilih sesi lain.")


class UnheldUnexplained(DomainError):
    """`rules` names what was found."""

    code = "unheld_unexplained"
    message = _(
        "Ada temuan yang belum dijelaskan: %(rules)s. Jelaskan temuannya lebih dahulu, atau kembalikan pembayarannya."
    )


class MeetingUnnamed(InputRefused):
    code = "meeting_unnamed"
    message = _("Pilih juga sesinya: jam dan porsi dibandingkan dengan yang terlaksana di sesi itu.")


class PaidInFuture(InputRefused):
    code = "paid_in_future"
    message = _("Tanggal bayar belum tiba. Isi tanggal uang benar-benar dibayarkan.")


class PaidOutsideYear(InputRefused):
    code = "paid_outside_year"
    message = _("Anggaran tahun %(year)s dibayarkan dalam tahun itu. Periksa tanggal bayarnya.")


class PaymentsEnded(DomainError):
    """`day` was the last one of the fiscal year's payments, `basis` says so."""

    code = "payments_ended"
    message = _(
        "Anggaran tahun %(year)s dibayarkan paling lambat %(day)s (%(basis)s). Sesudah itu tidak ada lagi yang dapat "
        "dipesan, diajukan, diverifikasi, disetujui, atau dikembalikan untuk diperbaiki; yang tidak terbayar "
        "dibatalkan atau ditolak."
    )


class PaidBeforeApproved(InputRefused):
    code = "paid_before_approved"
    message = _(
        "Pembayaran ini disetujui %(day)s. Uangnya tidak dapat dibayarkan sebelum itu; periksa tanggal bayarnya."
    )


class NothingCorrected(InputRefused):
    code = "nothing_corrected"
    message = _("Tanggal dan nomornya masih sama. Isi yang benar.")


class RepaidBeforePaid(InputRefused):
    code = "repaid_before_paid"
    message = _("Uang tidak dapat kembali sebelum dibayarkan. Periksa tanggalnya.")


class RepaidTooMuch(InputRefused):
    """`left` is what of the payment has not come back yet."""

    code = "repaid_too_much"
    message = _("Yang masih dapat disetor kembali %(left)s; yang dicatat %(wanted)s.")


class RepaymentNotedBefore(InputRefused):
    code = "repayment_noted_before"
    message = _("Setoran dengan nomor ini sudah dicatat pada pembayaran ini.")


class RepaymentTakenBackBefore(DomainError):
    code = "repayment_taken_back_before"
    message = _("Setoran ini sudah dibatalkan.")


class DatedInFuture(InputRefused):
    code = "dated_in_future"
    message = _("Tanggal ini belum tiba. Isi tanggal yang tertulis di dokumennya.")


class MentorElsewhere(InputRefused):
    code = "mentor_elsewhere"
    message = _("Pendamping ini bukan pendamping program yang dibiayai. Pilih pendamping lain.")


class MentorNotPayee(InputRefused):
    code = "mentor_not_payee"
    message = _("Penerima ini terhubung ke akun orang lain, bukan ke akun pendamping yang dibayar.")


class ContactsPaidTwice(InputRefused):
    code = "contacts_paid_twice"
    message = _("Sudah ada pembayaran untuk kontak %(name)s pada hari-hari itu. Pilih hari yang belum dibayar.")


class ContactsUnconfirmed(DomainError):
    code = "contacts_unconfirmed"
    message = _(
        "Pembayaran ini untuk %(paid)s kontak, padahal baru %(confirmed)s yang dibenarkan peserta. "
        "Tunggu konfirmasinya, atau kembalikan supaya diajukan sesuai yang dibenarkan."
    )


class PayeeElsewhere(InputRefused):
    code = "payee_elsewhere"
    message = _("Penerima ini terdaftar di perangkat daerah lain. Pilih atau daftarkan penerima di sini.")


class PayeeInUse(DomainError):
    """What was checked must be what is paid."""

    code = "payee_in_use"
    message = _(
        "Ada pembayaran kepada penerima ini yang sudah diverifikasi dan belum dibayar. "
        "Kembalikan dahulu pembayarannya, supaya yang diperiksa sama dengan yang dibayar."
    )


class CommitmentElsewhere(InputRefused):
    code = "commitment_elsewhere"
    message = _("Rincian dan penerima harus sama dengan yang tertulis di komitmennya.")


class CommitmentClosed(DomainError):
    code = "commitment_closed"
    message = _("Komitmen ini sudah berstatus “%(state)s”. Pilih komitmen lain, atau ajukan tanpa komitmen.")


class CommitmentExhausted(DomainError):
    """`left` is what the commitment still had when it was asked."""

    code = "commitment_exhausted"
    message = _("Komitmen ini tinggal %(left)s; yang diajukan %(wanted)s.")


class CommitmentDrawn(DomainError):
    code = "commitment_drawn"
    message = _("Sudah ada pembayaran atas komitmen ini, jadi tidak dapat dibatalkan. Selesaikan saja.")


class CommitmentNumberTaken(InputRefused):
    code = "commitment_number_taken"
    message = _("Komitmen dengan jenis dan nomor ini sudah dicatat pada rincian yang sama.")


class DocumentNotedBefore(DomainError):
    code = "document_noted_before"
    message = _("%(kind)s pembayaran ini sudah dicatat. Batalkan dahulu yang lama bila nomornya keliru.")


class DocumentNumberTaken(InputRefused):
    """`dated` is the day of the paper that has the number in this fiscal year."""

    code = "document_number_taken"
    message = _(
        "%(kind)s nomor %(number)s tahun ini sudah dipakai, bertanggal %(dated)s, untuk pembayaran lain. "
        "Satu nomor hanya untuk satu dokumen. Periksa nomor dan tanggalnya."
    )


class MoneyLeftByIt(DomainError):
    code = "money_left_by_it"
    message = _(
        "%(kind)s pembayaran LS yang sudah dibayar tidak dapat dibatalkan. Bila tanggal atau nomor SP2D keliru, "
        "bendahara mengoreksi pembayarannya."
    )


class DocumentsOutOfOrder(InputRefused):
    """`before` and `after` name kinds of documents."""

    code = "documents_out_of_order"
    message = _("Urutan tanggalnya NPD, SPP, SPM, SP2D: %(before)s tidak boleh bertanggal sesudah %(after)s.")


class SpmMissing(InputRefused):
    code = "spm_missing"
    message = _("Pembayaran LS disetujui dengan SPM: isi nomor dan tanggalnya.")


class SpmHalf(InputRefused):
    code = "spm_half"
    message = _("SPM dicatat dengan nomor dan tanggalnya: isi keduanya, atau kosongkan keduanya.")


class TaxesFixed(DomainError):
    code = "taxes_fixed"
    message = _("Pajak pembayaran yang sudah diverifikasi tidak dapat diubah. Minta pembayarannya dikembalikan.")


class TaxSuperseded(DomainError):
    code = "tax_superseded"
    message = _("Pajak ini sudah dihitung ulang. Muat ulang halaman untuk melihat yang berlaku.")


class TaxesAboveAmount(InputRefused):
    code = "taxes_above_amount"
    message = _("Jumlah semua pajak %(taxes)s melebihi pembayarannya, %(amount)s.")


class TaxNotedBefore(InputRefused):
    code = "tax_noted_before"
    message = _("Pajak jenis ini sudah ada pada pembayaran ini. Ubah yang sudah ada.")


class FindingMoved(DomainError):
    code = "finding_moved"
    message = _("Temuan ini sudah berubah sejak dibaca. Muat ulang halaman untuk melihat angka terbarunya.")


class OwnFinding(DomainError):
    code = "own_finding"
    message = _(
        "Temuan pada uang yang Anda ajukan atau terima sendiri, atau pada dokumen anggaran yang Anda susun atau "
        "sahkan, harus dijelaskan orang lain."
    )
    status: ClassVar[int] = 403


class TariffUnknown(InputRefused):
    code = "tariff_unknown"
    message = _("Tarif ini tidak ada di daftar batas honorarium yang berlaku hari ini. Pilih yang lain.")


class PeopleWithoutTariff(InputRefused):
    code = "people_without_tariff"
    message = _("Pilih juga tarifnya: banyak orang dikalikan dengan batas tarif.")
