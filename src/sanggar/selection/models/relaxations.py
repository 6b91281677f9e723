"""Quotas that the office lets give way for free seats: asked for at the desk, carried out by the background."""

from django.db import models
from django.db.models import Q

from sanggar.foundation.audit import Actor
from sanggar.selection.models.draws import Draw
from sanggar.selection.models.works import CANCELLED


class Relaxation(models.Model):
    """`quotas` for the free seats stand in the place of what is left of them, once the worker has drawn by them.
    `tried_with` is the search's whose proposal was answered: what has changed since is answered anew. One waits at a
    time; it has ended with a `fault` where nothing gave way: the code of the refusal, or that somebody took it back or
    the program failed.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="relaxations")
    asked_at = models.DateTimeField()
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=200)
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    quotas = models.JSONField()
    tried_with = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=40, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw"], condition=Q(ended_at=None), name="relaxation_waits_alone"),
            models.CheckConstraint(condition=~Q(reason=""), name="relaxation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(fault=CANCELLED, ended_at__isnull=False) & ~Q(cancelled_by="")
                | ~Q(fault=CANCELLED) & Q(cancelled_by=""),
                name="relaxation_cancelled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw}: {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def by(self) -> Actor:
        """Who asked for it."""
        return Actor(self.by_kind, self.by_id, self.by_label)
