"""Why a payment does not move."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class PaymentMoved(DomainError):
    code = "payment_moved"
    message = _("Pembayaran ini sudah berstatus “%(state)s”. Muat ulang halaman untuk melihat keadaan terbarunya.")


class TwoSteps(DomainError):
    code = "two_steps"
    message = _("Satu orang hanya boleh mengambil satu langkah pada pembayaran yang sama. Mintalah rekan Anda.")
    status: ClassVar[int] = 403


class EvidenceMissing(DomainError):
    code = "evidence_missing"
    message = _("Belum ada bukti yang dilampirkan. Pembayaran tanpa bukti tidak dapat diverifikasi.")


class EvidenceFixed(DomainError):
    code = "evidence_fixed"
    message = _("Bukti pembayaran yang sudah diverifikasi tidak dapat dicabut.")


class MeetingElsewhere(InputRefused):
    code = "meeting_elsewhere"
    message = _("Sesi ini bukan bagian dari program yang dibiayai. Pilih sesi lain.")


class PaidInFuture(InputRefused):
    code = "paid_in_future"
    message = _("Tanggal bayar belum tiba. Isi tanggal uang benar-benar dibayarkan.")


class MentorElsewhere(InputRefused):
    code = "mentor_elsewhere"
    message = _("Pendamping ini bukan pendamping program yang dibiayai. Pilih pendamping lain.")


class ContactsPaidTwice(InputRefused):
    code = "contacts_paid_twice"
    message = _("Sudah ada pembayaran untuk kontak %(name)s pada hari-hari itu. Pilih hari yang belum dibayar.")


class ContactsUnconfirmed(DomainError):
    code = "contacts_unconfirmed"
    message = _(
        "Pembayaran ini untuk %(paid)s kontak, padahal baru %(confirmed)s yang dibenarkan peserta. "
        "Tunggu konfirmasinya, atau tolak dan ajukan sesuai yang dibenarkan."
    )
