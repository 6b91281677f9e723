from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.spending.models.commitments import Commitment
from sanggar.spending.models.payments import Payment
from sanggar.spending.states import CommitmentState, PaymentState

STOPPED = [PaymentState.RETURNED, PaymentState.REFUSED, PaymentState.CANCELLED]


class PaymentEvent(models.Model):
    """One step in the life of a payment; only ever added.

    `amount` is what it was for from then on, out of which `line` and under which `commitment`, so that every figure can
    be worked out again. What of these is missing is older than its column.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=10, choices=PaymentState, blank=True)
    to_state = models.CharField(max_length=10, choices=PaymentState)
    amount = models.BigIntegerField(null=True)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_state__in=PaymentState.values), name="payment_event_state_known"),
            models.CheckConstraint(condition=~Q(to_state__in=STOPPED, reason=""), name="payment_stopped_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.payment}: {self.get_to_state_display()}"


class CommitmentEvent(models.Model):
    """One step in the life of a commitment, with its amount; only ever added."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=9, choices=CommitmentState, blank=True)
    to_state = models.CharField(max_length=9, choices=CommitmentState)
    amount = models.BigIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_state__in=CommitmentState.values), name="commitment_event_state_known"
            ),
            models.CheckConstraint(
                condition=Q(to_state=CommitmentState.OPEN) | ~Q(reason=""), name="commitment_ended_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_to_state_display()}"


class DocumentKind(models.TextChoices):
    NPD = "npd", _("NPD")
    SPP = "spp", _("SPP")
    SPM = "spm", _("SPM")
    SP2D = "sp2d", _("SP2D")


LEFT_BY = (DocumentKind.SPM, DocumentKind.SP2D)
"""By which the money of a direct payment (LS) leaves: neither is taken back once it has left."""


class DisbursementDocument(models.Model):
    """Number and date of a paper of the treasury that moves a payment; several payments may share one.

    One noted by mistake, or overtaken when a payment was returned, is voided with its reason and stays on record.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=4, choices=DocumentKind)
    number = models.CharField(max_length=60)
    dated = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=200)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.CharField(max_length=200, blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_known"),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="document_voided_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"], condition=Q(voided_at=None), name="document_of_a_kind_once_on_a_payment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
