import uuid

from django.db import models
from django.db.models import F, Q

from sanggar.funding.models.budgets import Budget


class BudgetLine(models.Model):
    """One line of a budget in force (rincian belanja): `volume` × `unit_price` = `amount`, in rupiah.

    `factors` says how the volume came about, [[50, "orang"], [2, "hari"]]. `committed` is set aside and not yet paid,
    `paid` is paid; together they never pass `amount`. `key` is the same line in every version. A line that a later
    version leaves out stays with amount 0, for what once named it.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines")
    key = models.UUIDField(default=uuid.uuid4)
    account_code = models.CharField(max_length=20)
    description = models.CharField(max_length=200)
    factors = models.JSONField()
    volume = models.BigIntegerField()
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["account_code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="line_once_in_a_budget"),
            models.CheckConstraint(
                condition=Q(volume__gte=0, unit_price__gt=0), name="line_volume_and_price_not_negative"
            ),
            models.CheckConstraint(condition=Q(amount=F("volume") * F("unit_price")), name="line_amount_adds_up"),
            models.CheckConstraint(condition=Q(committed__gte=0, paid__gte=0), name="line_counters_not_negative"),
            models.CheckConstraint(condition=Q(amount__gte=F("committed") + F("paid")), name="line_holds"),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def used(self) -> int:
        return self.committed + self.paid

    @property
    def left(self) -> int:
        """What may still be committed."""
        return self.amount - self.used
