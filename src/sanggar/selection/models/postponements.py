"""A draw whose list and lottery stand, and whose time was moved before anyone could know its chance."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from sanggar.cores.beacon import quicknet
from sanggar.selection.models.draws import Draw
from sanggar.selection.models.procedures import ProcedureChange


class Postponement(models.Model):
    """Who moved it and why stands in the `change` of the procedure. The letters about it are shown to an officer first
    and leave once, when `letters_asked_at` is set.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="postponements")
    number = models.PositiveSmallIntegerField()
    change = models.OneToOneField(ProcedureChange, models.PROTECT, related_name="postponement")
    from_at = models.DateTimeField(null=True, blank=True)
    to_at = models.DateTimeField()
    from_round = models.PositiveBigIntegerField(null=True, blank=True)
    to_round = models.PositiveBigIntegerField(null=True, blank=True)
    letters_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["draw", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="postponement_once"),
            models.CheckConstraint(condition=Q(from_at=None) | Q(to_at__gt=F("from_at")), name="postponement_is_later"),
            models.CheckConstraint(
                condition=Q(from_round=None, to_round=None) | Q(to_round__gt=F("from_round")),
                name="postponement_names_a_later_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.number}"

    @property
    def chance_at(self) -> datetime | None:
        """From when on somebody may have known the chance that it was moved away from."""
        return quicknet.time_of(self.from_round) if self.from_round else self.from_at
