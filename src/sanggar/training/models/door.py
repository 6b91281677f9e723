"""What a device at the door wrote down without network, and what became of it when it was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.planning.models import Meeting
from sanggar.training.models.attendance import Method, Presence
from sanggar.training.models.enrolments import Enrolment


class EntryOutcome(models.TextChoices):
    RECORDED = "recorded", _("tercatat")
    SAME = "same", _("sudah tercatat sama")
    CONFLICT = "conflict", _("berbeda dari yang tercatat")
    STRAY = "stray", _("tidak ada di daftar sesi ini")


OPEN_ENDED = (EntryOutcome.CONFLICT, EntryOutcome.STRAY)
"""What waits until a person has settled it."""


class DoorEntry(models.Model):
    """One entry under the id that the device gave it: sent twice, it is answered the same and changes nothing.

    An entry that says otherwise than the record changes nothing either, nor does one about somebody who is not expected
    there; both wait until a person has settled them.
    """

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="door_entries")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="door_entries")
    presence = models.CharField(max_length=8, choices=Presence)
    method = models.CharField(max_length=5, choices=[(m.value, m.label) for m in (Method.HAND, Method.QR)])
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=EntryOutcome)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="door_entry_presence_known"),
            models.CheckConstraint(condition=Q(method__in=["hand", "qr"]), name="door_entry_method_known"),
            models.CheckConstraint(condition=Q(outcome__in=EntryOutcome.values), name="door_entry_outcome_known"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="")
                | (Q(outcome__in=OPEN_ENDED, settled_at__isnull=False) & ~Q(settled_by="")),
                name="door_entry_only_what_waits_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.presence} ({self.outcome})"
