"""Seats that fell free, for which the background still has to find who comes next."""

from datetime import datetime, timedelta

from django.db import models

from sanggar.foundation.work import LEASE
from sanggar.selection.models.draws import Draw

LOST = timedelta(minutes=1)
"""After this long the ticker asks for a search anew that the queue does not know any more."""

TRIED_AGAIN = timedelta(hours=6)
"""After this long a seat that stayed free is tried once more though nothing has changed: what ended for want of time
alone may be found while the machine has less to do.
"""


class ReserveSearch(models.Model):
    """Asked for in the same transaction in which a seat falls free, ended by the one that offers it again. One row a
    draw, for whoever searches looks at all of its seats; so asking twice, or searching twice at once, is harmless.

    `deadline` is the one that was asked for, where not the draw's own rule counts; `is_clash` says that seats stay free
    because no panel keeps what is left of the quotas. `taken_at` is since when a worker computes it, so that no
    second one does the same, and `doing`, `done` and `of` how far it is; `offered` is how many seats the last search
    offered. `tried_with` is a digest of what it went by, so that what has not changed is not tried every few minutes
    (`circumstances_of`). `way_out` is the smallest change of the quotas that would help where they clash, or why there
    is none (`queries.way_out`): pages read it, and compute nothing.
    """

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="search")
    asked_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_clash = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    tried_with = models.CharField(max_length=64, blank=True)
    doing = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    offered = models.PositiveIntegerField(default=0)
    way_out = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(ended_at=None), name="reserve_search_running"),
        ]

    def __str__(self) -> str:
        return f"{self.draw}: {self.asked_at:%Y-%m-%d %H:%M}"

    def is_taken(self, at: datetime) -> bool:
        """Whether a worker is at it. One that was killed has it no longer than its task."""
        return self.taken_at is not None and self.taken_at > at - LEASE

    def is_running(self, at: datetime) -> bool:
        """Whether somebody waits for it, or a worker is at it: what the clock has looked for nobody asked for."""
        return self.ended_at is None or self.is_taken(at)

    def is_lost(self, at: datetime) -> bool:
        return self.ended_at is None and at >= self.asked_at + LOST
