from django.db import models
from django.db.models import Q

from sanggar.funding.models.lines import BudgetLine


class CashMonth(models.Model):
    """Of the office's own cash plan (anggaran kas): what of a line in force is to leave in a month of the fiscal
    year, by its number.

    The months of a line add up to it when they are written. A version adopted later may change the line: then they no
    longer do, and count for nothing until somebody plans anew.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="cash_months")
    month = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cash_month_has_money"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="cash_month_in_the_year"),
            models.UniqueConstraint(fields=["line", "month"], name="cash_month_once_in_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.amount}"
