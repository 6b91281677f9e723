"""The record of who did what when. Rows are only ever added; triggers refuse the rest (see audit/triggers.py)."""

from django.db import models

from sanggar.foundation.models.fields import SealedTextField

PERSONAL_PLACE = "foundation.auditpersonal.values"


class AuditEntry(models.Model):
    """One act. Holds references and labels, never a personal value: those stand, erasable, in AuditPersonal."""

    ref = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    organisation_id = models.CharField(max_length=64, blank=True)
    organisation_label = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    subject_label = models.CharField(max_length=200, blank=True)
    details = models.TextField(default="{}")
    commitment = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="audit_by_subject"),
            models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class AuditPersonal(models.Model):
    """Personal values of an act and the salt of their commitment; may be erased without breaking the seal."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="personal")
    salt = models.CharField(max_length=64)
    sealed_values = SealedTextField(place=PERSONAL_PLACE)

    def __str__(self) -> str:
        return f"personal values of entry {self.entry_id}"


class AuditBatch(models.Model):
    """A signed gathering of entries that names the batch before it."""

    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=40)
    signature = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="audit_batch_holds_entries")]

    def __str__(self) -> str:
        return f"batch {self.number}"


class AuditSealed(models.Model):
    """Which batch seals an entry, as which of its rows: a row that is gone later can still be named."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="sealed")
    batch = models.ForeignKey(AuditBatch, models.PROTECT, related_name="members")
    position = models.PositiveIntegerField(help_text="counted from 1")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="audit_one_entry_a_position")]

    def __str__(self) -> str:
        return f"entry {self.entry_id} in batch {self.batch_id}"
