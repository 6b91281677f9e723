from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import BudgetLine, BudgetVersion
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending.models.payments import Payment


class FindingState(models.TextChoices):
    OPEN = "open", _("Terbuka")
    SETTLED = "settled", _("Dijelaskan")
    GONE = "gone", _("Sebabnya sudah tidak ada")


EXPLAINED = Q(settled_by__isnull=False, settled_at__isnull=False) & ~Q(explanation="")
UNEXPLAINED = Q(settled_by=None, settled_at=None, explanation="")


class Finding(models.Model):
    """What an audit rule found on a payment, on a line where several payments together make it, or on a version of the
    budget.

    `rule` is a code of `findings.RULES`; `key` tells apart several on one subject. `figures` are what the rule's
    sentence is filled with, whole numbers and plain words, nothing about a person; `others` are the payments that it
    stands beside. Settled with an explanation of these figures; with others it opens again.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=40)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="findings")
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="findings")
    key = models.CharField(max_length=80, blank=True)
    version = models.ForeignKey(BudgetVersion, models.PROTECT, null=True, blank=True, related_name="findings")
    figures = models.JSONField()
    others = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.OPEN)
    raised_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["programme", "state"], name="finding_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, line=None, version=None)
                | Q(payment=None, line__isnull=False, version=None)
                | Q(payment=None, line=None, version__isnull=False),
                name="finding_on_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.SETTLED) & EXPLAINED | ~Q(state=FindingState.SETTLED) & UNEXPLAINED,
                name="finding_settled_by_whom_and_why",
            ),
            models.UniqueConstraint(
                fields=["rule", "payment", "key"], condition=Q(line=None), name="finding_once_on_a_payment"
            ),
            models.UniqueConstraint(
                fields=["rule", "line", "key"], condition=Q(payment=None), name="finding_once_on_a_line"
            ),
            models.UniqueConstraint(
                fields=["rule", "version", "key"],
                condition=Q(version__isnull=False),
                name="finding_once_on_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"temuan {self.pk}"

    @property
    def hands(self) -> set[int]:
        """Whose own money or document it is: accounts, none of which explains it."""
        found: set[int | None] = set()
        if self.payment:
            found = {self.payment.proposed_by_id, self.payment.payee_account_id}
        if self.version:
            planners = self.version.planners.values_list("pk", flat=True)
            found = {self.version.adopted_by_id, self.version.approver_account_id, *planners}
        return {pk for pk in found if pk is not None}


class FindingEvent(models.Model):
    """One step in the life of a finding, with its figures from then on; only ever added. `by` is empty for the rules'
    own steps.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    to_state = models.CharField(max_length=8, choices=FindingState)
    figures = models.JSONField()
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_state__in=FindingState.values), name="finding_event_state_known"),
            models.CheckConstraint(
                condition=~Q(to_state=FindingState.SETTLED) | Q(by__isnull=False) & ~Q(explanation=""),
                name="finding_event_settled_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_to_state_display()}"
