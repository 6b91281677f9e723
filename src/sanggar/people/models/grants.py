"""Rights as rows: an account holds a role for an office, or for a region and every office in it."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import Region
from sanggar.people.models.accounts import Account
from sanggar.people.models.organisations import Organisation


class Role(models.TextChoices):
    OFFICER = "officer", _("Pengelola program")
    PPTK = "pptk", _("PPTK")
    PPK_SKPD = "ppk_skpd", _("PPK-SKPD")
    TREASURER = "treasurer", _("Bendahara")
    BUDGET_AUTHORITY = "budget_authority", _("PA/KPA")
    INSPECTOR = "inspector", _("Inspektorat")
    ADMINISTRATOR = "administrator", _("Administrator")
    TRAINER = "trainer", _("Narasumber")
    MENTOR = "mentor", _("Pendamping")
    REVIEWER = "reviewer", _("Penilai")
    PARTICIPANT = "participant", _("Peserta")


# Who works at the desk. The others see their own people and work on "my page".
OFFICE_ROLES = frozenset(
    {Role.OFFICER, Role.PPTK, Role.PPK_SKPD, Role.TREASURER, Role.BUDGET_AUTHORITY, Role.INSPECTOR, Role.ADMINISTRATOR}
)


def in_force(at: datetime) -> Q:
    """What holds of every right, whatever its scope, that counts at a moment."""
    return Q(given_at__lte=at) & (Q(ended_at=None) | Q(ended_at__gt=at))


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: datetime) -> "GrantQuerySet":
        return self.filter(in_force(at))


class Grant(models.Model):
    """Exactly one scope. Ended, never deleted: who could do what on a day stays answerable."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="grants")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="grants")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    end_reason = models.TextField(blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_known"),
            models.CheckConstraint(
                condition=Q(organisation=None, region__isnull=False) | Q(organisation__isnull=False, region=None),
                name="grant_has_one_scope",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "organisation"],
                condition=Q(ended_at=None, organisation__isnull=False),
                name="grant_given_once_for_office",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "region"],
                condition=Q(ended_at=None, region__isnull=False),
                name="grant_given_once_for_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.organisation or self.region}"

    def covers(self, office: Organisation) -> bool:
        """Whether this grant counts for an office: given for it, or for a region that holds it."""
        if self.region:
            return self.region.holds(office.region_id)
        return self.organisation_id == office.pk

    @property
    def offices(self) -> Q:
        """The same as a condition on organisations."""
        if self.region_id:
            return Q(region=self.region_id) | Q(region__code__startswith=f"{self.region_id}.")
        return Q(pk=self.organisation_id)
