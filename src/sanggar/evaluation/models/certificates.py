from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.people.models import Organisation
from sanggar.training.models import Enrolment

CODE_LENGTH = 20


class CertificateSeries(models.Model):
    """The numbers of an office's certificates in one year: 1, 2, 3, … without a gap, the revoked ones kept.

    `pattern` is data: `{urut}` (or `{urut:03}` with leading noughts), `{tahun}` and `{bulan}` (Roman) stand in it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificate_series")
    year = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=80)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="series_once_a_year"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="series_year_plausible"),
        ]

    def __str__(self) -> str:
        return f"nomor sertifikat {self.year}"


class CertificateState(models.TextChoices):
    VALID = "valid", _("Berlaku")
    REVOKED = "revoked", _("Dicabut")
    REPLACED = "replaced", _("Diganti")


ALLOWED: dict[CertificateState, frozenset[CertificateState]] = {
    CertificateState.VALID: frozenset({CertificateState.REVOKED, CertificateState.REPLACED}),
    CertificateState.REVOKED: frozenset({CertificateState.REPLACED}),
    CertificateState.REPLACED: frozenset(),
}


class Certificate(models.Model):
    """A proof of completion. What is printed on it stands in `name_on_it` and `particulars` and never changes.

    `code` is random (100 bits) and opens the public page; `revoked_at` is when the certificate stopped being valid, by
    being revoked or replaced. `pdf` is made once, in the background, and is the same for every download from then on.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    series = models.ForeignKey(CertificateSeries, models.PROTECT, related_name="certificates")
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=100)
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    name_on_it = models.CharField(max_length=100)
    particulars = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=CertificateState, default=CertificateState.VALID)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)
    revoke_reason = models.CharField(max_length=1000, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-issued_at", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="certificate_ordinal_once"),
            models.UniqueConstraint(fields=["series", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state=CertificateState.VALID), name="certificate_one_valid"
            ),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="certificate_counts_from_one"),
            models.CheckConstraint(
                condition=Q(state=CertificateState.VALID, revoked_at=None, revoked_by="", revoke_reason="")
                | (
                    Q(state__in=[CertificateState.REVOKED, CertificateState.REPLACED], revoked_at__isnull=False)
                    & ~Q(revoked_by="")
                    & ~Q(revoke_reason="")
                ),
                name="certificate_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("issued_at")), name="certificate_ends_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.state == CertificateState.VALID

    @property
    def printed_code(self) -> str:
        """The code as people read it out: XXXX-XXXX-XXXX-XXXX-XXXX."""
        return "-".join(self.code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


class CertificateEvent(models.Model):
    """The history of a certificate, only ever added to."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=8, choices=CertificateState, blank=True)
    to_state = models.CharField(max_length=8, choices=CertificateState)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
