"""Reference lists: what law and city decided, for a time. Imported, not written into code, never overwritten."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account


class ListKind(models.TextChoices):
    ACCOUNT_CODE = "account_code", _("Kode rekening")
    SUB_ACTIVITY = "sub_activity", _("Sub kegiatan")
    TARIFF = "tariff", _("Batas honorarium")
    TAX = "tax", _("Pajak")
    EVIDENCE = "evidence", _("Bukti pertanggungjawaban")
    AGE = "age", _("Batas usia")
    AUDIT = "audit", _("Aturan audit")


class ReferenceListQuerySet(models.QuerySet["ReferenceList"]):
    def in_force(self, kind: str, on: date) -> "ReferenceListQuerySet":
        """Those of a kind that hold on a day, the one that counts first."""
        holds = self.filter(kind=kind, valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
        return holds.as_they_count()

    def as_they_count(self) -> "ReferenceListQuerySet":
        """A list that somebody has verified counts before every one that nobody has; then the later beginning, then
        what came in later.
        """
        is_verified = models.Case(models.When(verified_at=None, then=0), default=1)
        return self.order_by(is_verified.desc(), "-valid_from", "-pk")


class ReferenceList(models.Model):
    """One version of a list, valid between two days (both included; no `valid_to`: until further notice).

    `is_whole` says that what does not stand in it does not exist, so that other codes are refused; a list in excerpts
    only gives a note. `is_shipped` came with the program. `source_digest` is the SHA-256 of the file it was read from.
    Only the verification is ever added to it later, and triggers refuse any other change.
    """

    kind = models.CharField(max_length=20, choices=ListKind)
    version = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.TextField()
    is_whole = models.BooleanField(default=False)
    is_shipped = models.BooleanField(default=False)
    source_name = models.CharField(max_length=200)
    source_digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReferenceListQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ListKind.values), name="reference_list_kind_known"),
            models.UniqueConstraint(fields=["kind", "version"], name="reference_list_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="reference_list_ends_after_beginning",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="reference_list_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(imported_by=None) | ~Q(verified_by=F("imported_by")),
                name="reference_list_verified_by_another",
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="reference_list_has_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version}"


class ReferenceEntry(models.Model):
    """One row of a list. `data` holds what this kind of list tells beside code and name (`reference_rows`)."""

    list = models.ForeignKey(ReferenceList, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["list", "position"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="reference_entry_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ReferenceDraft(models.Model):
    """An uploaded list that was read and is not in force: `table` as it came, until it is imported or forgotten."""

    kind = models.CharField(max_length=20, choices=ListKind)
    version = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.TextField()
    is_whole = models.BooleanField(default=False)
    source_name = models.CharField(max_length=200)
    source_digest = models.CharField(max_length=64)
    table = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ListKind.values), name="reference_draft_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="reference_draft_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version}"


class TaxPractice(models.Model):
    """Which local practice holds where the tax list knows more than one, from a day on; only ever added.

    An empty `practice` goes back to the rules without one.
    """

    practice = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    reason = models.TextField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="tax_practice_has_a_reason")]

    def __str__(self) -> str:
        return self.practice or "—"
