"""Who was there: presence per meeting and person, its corrections, and the sheets signed by hand."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.people.models import Account
from sanggar.planning.models import Meeting
from sanggar.training.models.enrolments import Enrolment


class Presence(models.TextChoices):
    PRESENT = "present", _("Hadir")
    EXCUSED = "excused", _("Izin")
    ILL = "ill", _("Sakit")
    ABSENT = "absent", _("Alpa")


class Method(models.TextChoices):
    HAND = "hand", _("dicatat petugas")
    QR = "qr", _("kode QR")
    CODE = "code", _("kode layar")
    PAPER = "paper", _("lembar kertas")


class Attendance(models.Model):
    """A person's presence at one meeting. No row means: not recorded, which is not the same as absent.

    `noted_at` is when a device without network took it down, where that was before it reached us at `recorded_at`.
    `by_account` is whose record it is, for names are shared; empty for a job, and for what is older than the column.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance", db_index=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance", db_index=False)
    presence = models.CharField(max_length=8, choices=Presence)
    method = models.CharField(max_length=5, choices=Method)
    recorded_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=200)
    by_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [  # all that a rate reads of a record; by meeting there is the constraint
            models.Index(fields=["enrolment", "presence", "meeting"], name="attendance_of_person")
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "enrolment"], name="attendance_recorded_once"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="attendance_presence_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="attendance_method_known"),
            models.CheckConstraint(
                condition=Q(noted_at=None) | Q(noted_at__lte=F("recorded_at")), name="attendance_noted_before_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_presence_display()}: {self.meeting}"


class AttendanceChange(models.Model):
    """A correction: what was recorded, what stands now, and why. Never changed, never deleted."""

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=8, choices=Presence)
    after = models.CharField(max_length=8, choices=Presence)
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    by_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=Presence.values, after__in=Presence.values), name="attendance_change_known"
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="attendance_change_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="attendance_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class SignedSheet(models.Model):
    """A scan of the attendance sheet with its signatures; a better scan is added, none is replaced."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signed_sheets")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.file}"
