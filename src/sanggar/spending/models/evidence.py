from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.people.models import Account
from sanggar.spending.models.payments import Payment


class EvidenceKind(models.TextChoices):
    """Kinds that have a name in every language, by the key that their name makes in the evidence list of `funding`.

    A list may ask for others: then its own words are the name (`Evidence.kind_name`).
    """

    RECEIPT = "kuitansi", _("Kuitansi")
    PURCHASE = "bukti-pembelian", _("Bukti pembelian")
    ORDER = "nota-pesanan-atau-spk", _("Nota pesanan atau SPK")
    WORK_ORDER = "spk", _("SPK")
    CONTRACT = "surat-perjanjian", _("Surat perjanjian")
    INVOICE = "faktur", _("Faktur")
    HANDOVER = "bast", _("BAST")
    COMPLETION = "berita-acara-penyelesaian", _("Berita acara penyelesaian")
    ASSIGNMENT = "sk-atau-surat-tugas", _("SK atau surat tugas")
    REQUEST = "surat-permohonan-sebagai-narasumber", _("Surat permohonan sebagai narasumber")
    INVITATION = "undangan", _("Undangan")
    SCHEDULE = "jadwal-acara", _("Jadwal acara")
    ATTENDANCE = "daftar-hadir", _("Daftar hadir")
    SPEAKER_ATTENDANCE = "daftar-hadir-narasumber", _("Daftar hadir narasumber")
    FEE_LIST = "daftar-tanda-terima-honor", _("Daftar tanda terima honor")
    SIGNED_LIST = "daftar-terima-bertanda-tangan", _("Daftar terima bertanda tangan")
    ACKNOWLEDGEMENT = "tanda-terima", _("Tanda terima")
    MATERIAL = "materi-atau-notulen", _("Materi atau notulen")
    MINUTES = "notulen-atau-laporan", _("Notulen atau laporan")
    PHOTO = "foto-kegiatan", _("Foto kegiatan")
    IDENTITY = "fotokopi-ktp", _("Fotokopi KTP")
    TAX_NUMBER = "fotokopi-npwp", _("Fotokopi NPWP")
    BANK_BOOK = "fotokopi-buku-rekening", _("Fotokopi buku rekening")
    TAX_SLIP = "bukti-potong-pajak", _("Bukti potong pajak")
    TAX = "bukti-setor-pajak", _("Bukti setor pajak")
    PARTICIPANTS_DECREE = "sk-penetapan-peserta", _("SK penetapan peserta")
    DOMICILE = "surat-pernyataan-domisili", _("Surat pernyataan domisili")
    JURY_DECREE = "sk-juri", _("SK juri")
    JUDGEMENT = "berita-acara-penilaian", _("Berita acara penilaian")
    WINNERS_DECREE = "sk-pemenang", _("SK pemenang")
    SAMPLE = "contoh-hasil-cetak", _("Contoh hasil cetak")
    TRANSFER = "bukti-transfer", _("Bukti transfer")
    OTHER = "lainnya", _("Lainnya")


def kind_label(kind: str, name: str) -> str:
    """What a kind is called here: translated where the program knows it, else as its list calls it."""
    return str(EvidenceKind(kind).label) if kind in EvidenceKind.values else name


class Evidence(models.Model):
    """A file that proves a payment. Never deleted; one attached by mistake is withdrawn and no longer served.

    `kind` is what it proves, by the key of the evidence list in force, `kind_name` its name when it was attached.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=120)
    kind_name = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["attached_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(kind_name=""), name="evidence_kind_named"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="evidence_withdrawn_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"bukti {self.pk}"

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind, self.kind_name)


class EvidenceWaiver(models.Model):
    """That one payment closes without a kind of evidence its list asks for, and why; only ever added."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=120)
    kind_name = models.CharField(max_length=300)
    reason = models.TextField()
    waived_at = models.DateTimeField()
    waived_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["waived_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(kind_name=""), name="waiver_kind_named"),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_with_a_reason"),
            models.UniqueConstraint(fields=["payment", "kind"], name="waiver_of_a_kind_once_on_a_payment"),
        ]

    def __str__(self) -> str:
        return f"bukti tidak diperlukan {self.pk}"
