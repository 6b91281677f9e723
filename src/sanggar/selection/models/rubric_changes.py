"""Changes of a rubric after its publication."""

from django.db import models
from django.db.models import F, Q

from sanggar.selection.models.merit import Rubric


class RubricChange(models.Model):
    """A rubric may change until the first mark; once it is published everyone can read what stood there, and why it was
    changed.
    """

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rubric_change_has_a_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="rubric_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.rubric}: {self.at:%Y-%m-%d}"
