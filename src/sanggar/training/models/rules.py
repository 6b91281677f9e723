"""When a participant's presence counts as falling: data of the programme."""

from django.db import models
from django.db.models import Q

from sanggar.planning.models import Programme

IN_A_ROW, PERCENT = 2, 75


class PresenceRule(models.Model):
    """So many of the latest meetings missed in a row, or a rate under so many percent. Nought means: not looked at.

    A programme without a row goes by the defaults.
    """

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="presence_rule")
    missed_in_a_row = models.PositiveSmallIntegerField(default=IN_A_ROW)
    below_percent = models.PositiveSmallIntegerField(default=PERCENT)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(missed_in_a_row__lte=20), name="presence_rule_row_plausible"),
            models.CheckConstraint(condition=Q(below_percent__lte=100), name="presence_rule_percent_plausible"),
            models.CheckConstraint(
                condition=~Q(missed_in_a_row=0, below_percent=0), name="presence_rule_looks_at_something"
            ),
        ]

    def __str__(self) -> str:
        return f"aturan kehadiran {self.programme_id}"
