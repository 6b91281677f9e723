from django.db import models
from django.db.models import Q

from sanggar.foundation.models import Region
from sanggar.planning.models import Programme, Track


class MentorApplication(models.Model):
    """Someone offers to accompany. Approved, they become a mentor; the answers are kept with how it was decided.
    What was left blank was not said; it does not mean anything goes.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="mentor_applications")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=20)
    motivation = models.TextField()
    skills = models.CharField(max_length=300, blank=True)
    languages = models.JSONField(default=list, blank=True)
    times = models.JSONField(default=list, blank=True)
    tracks = models.ManyToManyField(Track, blank=True, related_name="mentor_offers")
    districts = models.ManyToManyField(Region, blank=True, related_name="+")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["applied_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "email"], condition=Q(decided_at=None), name="mentor_application_once_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by="", approved=None, note="")
                | (Q(decided_at__isnull=False, approved__isnull=False) & ~Q(decided_by="")),
                name="mentor_application_decided_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"calon pendamping {self.pk}"
