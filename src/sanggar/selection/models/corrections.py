"""What a reviewer mended in a finished review, and what stood there before."""

from django.db import models
from django.db.models import Q

from sanggar.selection.models.merit import Criterion, Level, ReviewTask


class ReviewCorrection(models.Model):
    """The `ordinal`-th time that a finished review was mended by the one who wrote it; rows are only ever added.

    `others_done` counts the reviews by others that could be read by then: above 0, the reviewer may have followed them.
    """

    task = models.ForeignKey(ReviewTask, models.PROTECT, related_name="corrections")
    ordinal = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    others_done = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["task", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["task", "ordinal"], name="review_correction_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="review_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"perbaikan {self.ordinal} penilaian {self.task_id}"


class ReplacedScore(models.Model):
    """The level and note of one criterion until this correction, kept only where one of them changed."""

    correction = models.ForeignKey(ReviewCorrection, models.PROTECT, related_name="replaced")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["correction", "criterion__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "criterion"], name="replaced_score_once"),
        ]

    def __str__(self) -> str:
        return f"nilai lama {self.pk}"
