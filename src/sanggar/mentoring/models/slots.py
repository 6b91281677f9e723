"""When a mentor has time, and who took it."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from sanggar.mentoring.models.mentors import Mentor
from sanggar.mentoring.models.mentorships import Mentorship
from sanggar.mentoring.said import reason_words


class Slot(models.Model):
    """A stretch of time that a mentor offers to their people. `place` is where, or the link. Withdrawn ones stay to be
    read, for a talk may once have stood in them.
    """

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "starts_at"], condition=Q(withdrawn_at=None), name="slot_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
            models.CheckConstraint(condition=~Q(place=""), name="slot_says_where"),
        ]

    def __str__(self) -> str:
        return f"waktu {self.pk}"


class Talk(models.Model):
    """A slot that was booked for a pair. Moving is cancelling and booking another; cancelled ones stay to be read.

    `first` is the talk that was booked before it was moved, `moves` how often it was: so that calendars know it as one.
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="talks")
    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="talks")
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later")
    moves = models.PositiveSmallIntegerField(default=0)
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=200)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["slot__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(cancelled_at=None), name="talk_one_in_a_slot"),
            models.UniqueConstraint(fields=["first", "moves"], name="talk_moved_once_from_each"),
            models.CheckConstraint(
                condition=Q(first=None, moves=0) | Q(first__isnull=False, moves__gte=1), name="talk_moved_as_a_whole"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by="", cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
                name="talk_cancelled_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"janji {self.pk}"

    def has_begun(self, at: datetime) -> bool:
        """From then on it is not called off any more, but noted or missed."""
        return self.slot.starts_at <= at

    @property
    def why_cancelled(self) -> str:
        return reason_words(self.cancel_reason)
