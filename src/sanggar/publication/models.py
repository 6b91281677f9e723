"""Works that participants have published: the proof that what was learnt reached the public."""

from django.db import models
from django.db.models import Q

from sanggar.foundation.platforms import LONGEST, Platform
from sanggar.training.models import Enrolment


class WorkQuerySet(models.QuerySet["Work"]):
    def standing(self) -> "WorkQuerySet":
        """Those that were not taken off the list."""
        return self.filter(removed_at=None)

    def confirmed(self) -> "WorkQuerySet":
        return self.standing().filter(confirmed_at__isnull=False)


class Work(models.Model):
    """One published work. It counts once an officer has looked at it; removed ones stay on record with the reason."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="works")
    url = models.URLField(max_length=LONGEST)
    key = models.CharField(max_length=LONGEST, help_text="names the work itself, whichever of its addresses was given")
    platform = models.CharField(max_length=10, choices=Platform)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=200, blank=True)
    removal_reason = models.CharField(max_length=1000, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "key"], condition=Q(removed_at=None), name="work_counts_once_for_a_participant"
            ),
            models.CheckConstraint(condition=Q(platform__in=Platform.values), name="work_platform_known"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="work_address_secure"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by="") | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="work_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removal_reason="", removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removal_reason="") & ~Q(removed_by="")),
                name="work_removed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"karya {self.pk}"

    @property
    def is_standing(self) -> bool:
        return self.removed_at is None
