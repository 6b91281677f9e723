from django.db import models
from django.db.models import F, Q

from sanggar.people.models import Account
from sanggar.planning.models.programmes import Cohort


class Meeting(models.Model):
    """One date of a cohort: a place or a link, a topic, a trainer (who may have an account)."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="meetings")
    topic = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    trainer_name = models.CharField(max_length=120)
    trainer = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="meetings")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=~Q(venue="", link=""), name="meeting_has_place_or_link"),
        ]

    def __str__(self) -> str:
        return self.topic
