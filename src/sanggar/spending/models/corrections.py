"""What is put right about money that has left; only ever added, and held by triggers."""

from django.db import models
from django.db.models import F, Q

from sanggar.people.models import Account
from sanggar.spending.models.payments import Payment


class PaymentCorrection(models.Model):
    """That the date or the number of a paid payment was noted wrongly: what stood there, what stands there since."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="corrections")
    paid_on_before = models.DateField()
    proof_number_before = models.CharField(max_length=60)
    paid_on = models.DateField()
    proof_number = models.CharField(max_length=60)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="payment_corrected_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(paid_on=F("paid_on_before"), proof_number=F("proof_number_before")),
                name="payment_correction_corrects",
            ),
        ]

    def __str__(self) -> str:
        return f"koreksi {self.payment}"


class Repayment(models.Model):
    """Money of a paid payment that came back (setoran kembali), in rupiah, under the number of its proof.

    Of the running fiscal year it may be spent again on its line (`frees_line`); what comes later is the city's revenue
    and leaves the year's spending as it was. What was noted wrongly is taken back, once and with a reason: the row
    stays to be read, counts no more, and leaves its number free for the right one.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="repayments")
    amount = models.BigIntegerField()
    dated = models.DateField()
    number = models.CharField(max_length=60)
    frees_line = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_label = models.CharField(max_length=200, blank=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_amount_positive"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(number=""), name="repayment_with_number_and_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_label="", taken_back_reason="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False)
                & ~Q(taken_back_label="")
                & ~Q(taken_back_reason=""),
                name="repayment_taken_back_as_a_whole",
            ),
            models.UniqueConstraint(
                fields=["payment", "number"],
                condition=Q(taken_back_at=None),
                name="repayment_number_once_on_a_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"setoran kembali {self.payment}"
