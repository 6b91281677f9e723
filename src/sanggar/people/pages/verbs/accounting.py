"""What is done to spend, to publish and to certify."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "spending.propose_payment": _("mengajukan pembayaran"),
    "spending.amend_payment": _("memperbaiki dan mengajukan lagi pembayaran"),
    "spending.verify_payment": _("memverifikasi pembayaran"),
    "spending.approve_payment": _("menyetujui pembayaran"),
    "spending.return_payment": _("mengembalikan pembayaran"),
    "spending.close_payment": _("menutup SPJ pembayaran"),
    "spending.make_commitment": _("mencatat komitmen"),
    "spending.finish_commitment": _("menyelesaikan komitmen"),
    "spending.cancel_commitment": _("membatalkan komitmen"),
    "spending.add_payee": _("mendaftarkan penerima"),
    "spending.change_payee": _("mengubah penerima"),
    "spending.note_document": _("mencatat dokumen pencairan"),
    "spending.void_document": _("membatalkan dokumen pencairan"),
    "spending.add_tax": _("menambah pajak pembayaran"),
    "spending.reckon_taxes": _("menghitung ulang pajak pembayaran"),
    "spending.override_tax": _("menetapkan pajak pembayaran"),
    "spending.review_findings": _("memeriksa ulang temuan"),
    "spending.settle_finding": _("menjelaskan temuan"),
    "spending.pay": _("membayar"),
    "spending.refuse_payment": _("menolak pembayaran"),
    "spending.cancel_payment": _("membatalkan pembayaran"),
    "spending.attach_evidence": _("melampirkan bukti"),
    "spending.withdraw_evidence": _("mencabut bukti"),
    "publication.add_work": _("menambah karya"),
    "publication.confirm_work": _("mengonfirmasi karya"),
    "publication.remove_work": _("menghapus karya dari daftar"),
    "evaluation.set_rule": _("menetapkan syarat kelulusan"),
    "evaluation.set_numbering": _("menetapkan penomoran sertifikat"),
    "evaluation.issue_certificate": _("menerbitkan sertifikat"),
    "evaluation.reissue_certificate": _("menerbitkan ulang sertifikat"),
    "evaluation.revoke_certificate": _("mencabut sertifikat"),
}
