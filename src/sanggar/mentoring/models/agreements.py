from django.db import models
from django.db.models import Q

from sanggar.mentoring.models.mentors import Mentor


class Agreement(models.Model):
    """What a mentor agreed to, word for word as they read it: a programme's rhythm may change, and texts get new
    versions. Only ever added to.
    """

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="agreements")
    version = models.CharField(max_length=10)
    text = models.TextField()
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["agreed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(version="") & ~Q(text=""), name="agreement_has_its_text"),
        ]

    def __str__(self) -> str:
        return f"perjanjian {self.mentor_id} {self.version}"
