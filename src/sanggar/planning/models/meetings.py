from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account
from sanggar.planning.models.programmes import Cohort
from sanggar.planning.models.venues import Venue


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> "MeetingQuerySet":
        """Those that were not called off."""
        return self.filter(cancelled_at=None)


class Meeting(models.Model):
    """One date of a cohort: a place or a link, a topic, a trainer (who may have an account).

    `venue` and `link` are what is printed; of a `listed_venue` they are copies, taken along when it changes. `trainer`
    is who teaches, so after a substitution the substitute, `instead_of` whoever was planned. `sequence` counts the
    changes that people are told, as their calendars want it.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="meetings")
    topic = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    listed_venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="meetings")
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    trainer_name = models.CharField(max_length=120)
    trainer = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="meetings")
    instead_of = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=1000, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=~Q(venue="", link=""), name="meeting_has_place_or_link"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by="", cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="") & ~Q(cancel_reason="")),
                name="meeting_cancelled_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class ChangeKind(models.TextChoices):
    MOVED = "moved", _("Dipindah")
    SUBSTITUTED = "substituted", _("Narasumber diganti")
    CANCELLED = "cancelled", _("Dibatalkan")
    REVIVED = "revived", _("Jadi diadakan")


class MeetingChange(models.Model):
    """A step in a meeting's history that people are told: what it was before, who changed it and why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    trainer_name = models.CharField(max_length=120)
    trainer = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="meeting_change_kind_known"),
            models.CheckConstraint(condition=Q(kind=ChangeKind.MOVED) | ~Q(reason=""), name="meeting_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: sesi {self.meeting_id}"
