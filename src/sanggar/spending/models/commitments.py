from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending.models.payees import Payee
from sanggar.spending.states import CommitmentState


class CommitmentKind(models.TextChoices):
    SPK = "spk", _("SPK")
    ORDER = "order", _("Surat pesanan")
    CONTRACT = "contract", _("Kontrak")
    DECREE = "decree", _("Keputusan atau surat tugas")


class Commitment(models.Model):
    """What the office owes somebody by an order or contract, in rupiah, on one line.

    `drawn` is asked for by payments on their way or paid. While it is open, the rest stays set aside on the line.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=8, choices=CommitmentKind)
    number = models.CharField(max_length=80)
    dated = models.DateField()
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="commitments")
    description = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    drawn = models.BigIntegerField(default=0)
    state = models.CharField(max_length=9, choices=CommitmentState, default=CommitmentState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CommitmentKind.values), name="commitment_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CommitmentState.values), name="commitment_state_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="commitment_amount_positive"),
            models.CheckConstraint(
                condition=Q(drawn__gte=0, drawn__lte=F("amount")), name="commitment_drawn_within_amount"
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.CANCELLED) | Q(drawn=0), name="commitment_cancelled_undrawn"
            ),
            models.CheckConstraint(
                condition=Q(state=CommitmentState.OPEN, closed_at=None, closed_by=None, reason="")
                | ~Q(state=CommitmentState.OPEN) & Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(reason=""),
                name="commitment_closed_by_whom_and_why",
            ),
            models.UniqueConstraint(
                fields=["line", "kind", "number"],
                condition=~Q(state=CommitmentState.CANCELLED),
                name="commitment_numbered_once_on_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"komitmen {self.pk}"

    @property
    def programme(self) -> Programme:
        return self.line.budget.programme

    @property
    def rest(self) -> int:
        """What may still be asked for under it."""
        return self.amount - self.drawn if self.state == CommitmentState.OPEN else 0
