"""What a participant wants to reach: their own, whoever accompanies them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.training.models.enrolments import Enrolment


class GoalResult(models.TextChoices):
    """How a goal came out. Dropping one that no longer fits is an answer like any other."""

    REACHED = "reached", _("Tercapai")
    PARTLY = "partly", _("Tercapai sebagian")
    NOT = "not", _("Belum tercapai")
    DROPPED = "dropped", _("Tidak dikejar lagi")


class Goal(models.Model):
    """One thing whose result can be seen. It stays with the participant when mentors change; `result` is empty while
    it is open.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="goals")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=8, choices=GoalResult, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["set_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", result="", note="")
                | (Q(settled_at__isnull=False, result__in=GoalResult.values) & ~Q(settled_by="")),
                name="goal_settled_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"tujuan {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
