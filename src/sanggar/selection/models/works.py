"""The computation of a lottery, which takes its time: how far it is, and how it ended."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from sanggar.selection.models.draws import Draw

PATIENCE = timedelta(minutes=15)
CANCELLED = "cancelled"
FAILED = "failed"
TOO_LONG = "too_long"


class LotteryWork(models.Model):
    """How far the computation of a draw's lottery is; `cancelled_by` where somebody stopped it. Where no panel can meet
    the quotas, `demands` are the sets of them that clash, and `clashes` those that give way in the smallest change.
    `fewer_seats` are proposed beside it where fewer people or households are there than seats; with `limit_alone`
    nothing else would have to change were there no limit per household.
    """

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="work")
    doing = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=30, blank=True)
    demands = models.JSONField(default=list, blank=True)
    clashes = models.JSONField(default=list, blank=True)
    fewer_seats = models.PositiveIntegerField(null=True, blank=True)
    limit_alone = models.BooleanField(default=False)
    cancelled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fault=CANCELLED, ended_at__isnull=False) & ~Q(cancelled_by="")
                | ~Q(fault=CANCELLED) & Q(cancelled_by=""),
                name="lottery_work_cancelled_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draw}: {self.doing} {self.done}/{self.of}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.fault == CANCELLED

    def may_restart(self, at: datetime) -> bool:
        """Whether the same may be computed again: nothing was found to stand in its way."""
        return self.fault in {CANCELLED, FAILED, TOO_LONG} or self.is_stuck(at)

    def is_stuck(self, at: datetime) -> bool:
        """Whether it should have ended long ago: the worker died with it."""
        return self.ended_at is None and at >= self.asked_at + PATIENCE
