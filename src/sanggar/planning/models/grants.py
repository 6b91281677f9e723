from datetime import datetime

from django.db import models
from django.db.models import Q

from sanggar.people.models import Account, Role, in_force
from sanggar.planning.models.programmes import Programme


class ProgrammeGrantQuerySet(models.QuerySet["ProgrammeGrant"]):
    def in_force(self, at: datetime) -> "ProgrammeGrantQuerySet":
        return self.filter(in_force(at))


class ProgrammeGrant(models.Model):
    """A role on one programme alone: an officer lent from elsewhere, a trainer, a mentor."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="programme_grants")
    role = models.CharField(max_length=20, choices=Role)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="grants")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    end_reason = models.TextField(blank=True)

    objects = ProgrammeGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="programme_grant_role_known"),
            models.UniqueConstraint(
                fields=["account", "role", "programme"], condition=Q(ended_at=None), name="programme_grant_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.programme}"
