"""The steps on the way to a goal."""

from django.db import models
from django.db.models import Q

from sanggar.training.models.goals import Goal


class Milestone(models.Model):
    """One step to a goal: what is to be seen by when, and on which day it was. A goal with some is counted by them:
    three of four. Like its goal it stays with the participant whoever accompanies.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["set_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="milestone_says_something"),
            models.CheckConstraint(
                condition=Q(reached_on=None, reached_by="") | (Q(reached_on__isnull=False) & ~Q(reached_by="")),
                name="milestone_reached_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"tahap {self.pk}"
