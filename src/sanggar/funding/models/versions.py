import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.cores.costing.shape import Driver
from sanggar.funding.models.budgets import Budget
from sanggar.people.models import Account


class VersionKind(models.TextChoices):
    """What a version of the budget is, in the order in which an office meets them."""

    RKA = "rka", _("RKA (rencana kerja dan anggaran)")
    DPA = "dpa", _("DPA (dokumen pelaksanaan anggaran)")
    SHIFT = "shift", _("Pergeseran anggaran")
    AMENDED = "amended", _("DPPA (perubahan DPA)")


SPENDABLE = (VersionKind.DPA, VersionKind.SHIFT, VersionKind.AMENDED)
"""Adopting one of these puts it in force; an RKA is a request, and nothing is spent on it."""


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("budget version", "Rancangan")
    ADOPTED = "adopted", _("Disahkan")
    WITHDRAWN = "withdrawn", _("Ditarik")


class BudgetVersion(models.Model):
    """A budget as it was, is, or might be: kind, ceiling, lines, and the shape of the training they are worked out for.

    Drafts lie side by side as scenarios, may pass their ceiling while they are thought about, and can't be adopted
    then. Once adopted (numbered by `ordinal`) or withdrawn, neither the version nor its lines change: triggers see to
    it. `follows_plan` says whether the shape is the plan's own or one tried out. `planners` wrote in it; none of them
    adopts it. `number` and `dated` are those of the document, which `approver_account` approved, none of the planners,
    or an official without an account here, told by `approver`. A cohort with fewer people than `least_group` is not
    held.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="versions")
    kind = models.CharField(max_length=8, choices=VersionKind)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    name = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    sub_activity_code = models.CharField(max_length=20)
    sub_activity_name = models.CharField(max_length=200)
    code_list = models.CharField(max_length=120, blank=True)
    ceiling = models.BigIntegerField()
    allocated = models.BigIntegerField(default=0)
    shape = models.JSONField(default=list)
    follows_plan = models.BooleanField(default=True)
    completing_percent = models.PositiveSmallIntegerField(default=100)
    least_group = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True, blank=True)
    approver = models.CharField(max_length=120, blank=True)
    approver_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    planners = models.ManyToManyField(Account, related_name="+")

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=VersionKind.values), name="budget_version_kind_known"),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="budget_version_state_known"),
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="budget_version_ceiling_positive"),
            models.CheckConstraint(
                condition=Q(allocated__gte=0) & (~Q(state=VersionState.ADOPTED) | Q(allocated__lte=F("ceiling"))),
                name="budget_version_adopted_within_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(completing_percent__range=(1, 100)), name="budget_version_completing_is_a_share"
            ),
            models.CheckConstraint(condition=Q(least_group__gte=1), name="budget_version_groups_have_people"),
            models.CheckConstraint(
                condition=Q(
                    state=VersionState.ADOPTED,
                    ordinal__isnull=False,
                    dated__isnull=False,
                    adopted_at__isnull=False,
                    adopted_by__isnull=False,
                )
                | (~Q(state=VersionState.ADOPTED) & Q(ordinal=None, adopted_at=None, adopted_by=None)),
                name="budget_version_adopted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=(VersionKind.RKA, VersionKind.DPA)) | ~Q(reason=""),
                name="budget_version_changed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state=VersionState.ADOPTED,
                    kind__in=(VersionKind.SHIFT, VersionKind.AMENDED),
                    approver="",
                    approver_account=None,
                ),
                name="budget_version_change_approved_by_someone",
            ),
            models.UniqueConstraint(fields=["budget", "ordinal"], name="budget_version_ordinal_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def left(self) -> int:
        """Of the ceiling; below 0 where the lines pass it."""
        return self.ceiling - self.allocated


class VersionLine(models.Model):
    """A line of a version. `factors` × `driven` = `volume`, × `unit_price` = `amount`.

    `driver` says what the line is paid for each of, `driven` how many of these the version's shape has. `key` is the
    same line in other versions, and in `BudgetLine` once it is in force.
    """

    version = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="lines")
    key = models.UUIDField(default=uuid.uuid4)
    account_code = models.CharField(max_length=20)
    description = models.CharField(max_length=200)
    factors = models.JSONField()
    driver = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Driver])
    driven = models.BigIntegerField()
    volume = models.BigIntegerField()
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["account_code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="version_line_once"),
            models.CheckConstraint(condition=Q(driver__in=[each.value for each in Driver]), name="version_line_driver"),
            models.CheckConstraint(
                condition=Q(driven__gte=0, volume__gte=0, unit_price__gt=0), name="version_line_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(amount=F("volume") * F("unit_price")), name="version_line_amount_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return self.description
