from django.db import models
from django.db.models import Q

from sanggar.planning.models import Programme


class CompletionRule(models.Model):
    """What a participant must have done to complete a programme. Nought means: not asked for.

    `attendance_percent` of the meetings that were held, so many mentoring `contacts`, so many published `works`;
    `assignments`: every required assignment of one's stage and track accepted; `post_test`: taken, whatever its score.
    A change counts for certificates that are issued afterwards, never for those that exist.
    """

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="completion_rule")
    attendance_percent = models.PositiveSmallIntegerField()
    contacts = models.PositiveSmallIntegerField()
    works = models.PositiveSmallIntegerField()
    assignments = models.BooleanField(default=False)
    post_test = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(attendance_percent__lte=100), name="rule_percent_plausible"),
            models.CheckConstraint(condition=Q(contacts__lte=100, works__lte=100), name="rule_counts_plausible"),
            models.CheckConstraint(
                condition=~Q(attendance_percent=0, contacts=0, works=0, assignments=False, post_test=False),
                name="rule_asks_for_something",
            ),
        ]

    def __str__(self) -> str:
        return f"syarat kelulusan {self.programme}"
