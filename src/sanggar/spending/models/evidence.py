from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.spending.models.payments import Payment


class EvidenceKind(models.TextChoices):
    RECEIPT = "receipt", _("Kuitansi atau nota")
    ORDER = "order", _("Surat pesanan atau kontrak")
    ATTENDANCE = "attendance", _("Daftar hadir")
    ASSIGNMENT = "assignment", _("Surat tugas atau keputusan")
    HANDOVER = "handover", _("Berita acara serah terima")
    TAX = "tax", _("Bukti pajak")
    TRANSFER = "transfer", _("Bukti transfer")
    PHOTO = "photo", _("Foto kegiatan")
    OTHER = "other", _("Lainnya")


class Evidence(models.Model):
    """A file that proves a payment. Never deleted; one attached by mistake is withdrawn and no longer served."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["attached_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="evidence_withdrawn_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"bukti {self.pk}"
