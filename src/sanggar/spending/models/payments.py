from django.db import models
from django.db.models import F, Q

from sanggar.funding.models import BudgetLine
from sanggar.mentoring.models import Mentor
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending.states import PaymentState

NOT_YET_PAID = Q(paid_by=None, paid_at=None, paid_on=None, proof_number="")
PROVED = Q(paid_by__isnull=False, paid_at__isnull=False, paid_on__isnull=False) & ~Q(proof_number="")
NOT_YET_VERIFIED = Q(verified_by=None, verified_at=None)
VERIFIED = Q(verified_by__isnull=False, verified_at__isnull=False)


class Payment(models.Model):
    """Money for one purpose out of one line, in rupiah. While proposed or verified it is committed on the line.

    A payment for mentoring names the mentor, the days, and how many contacts it pays (`contacts_paid`); it rests on
    those that participants confirmed.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    payee = models.CharField(max_length=120)
    description = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="payments")
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, blank=True, related_name="payments")
    contacts_from = models.DateField(null=True, blank=True)
    contacts_until = models.DateField(null=True, blank=True)
    contacts_paid = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    paid_on = models.DateField(null=True, blank=True)
    proof_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["line", "state"], name="payment_by_line_and_state")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(mentor=None, contacts_from=None, contacts_until=None, contacts_paid=None)
                | Q(
                    mentor__isnull=False,
                    contacts_from__isnull=False,
                    contacts_until__isnull=False,
                    contacts_until__gte=F("contacts_from"),
                    contacts_paid__isnull=False,
                    contacts_paid__gte=1,
                ),
                name="payment_contacts_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_known"),
            models.CheckConstraint(condition=~Q(verified_by=F("proposed_by")), name="payment_verified_by_another"),
            models.CheckConstraint(condition=~Q(paid_by=F("proposed_by")), name="payment_not_paid_by_who_proposed"),
            models.CheckConstraint(condition=~Q(paid_by=F("verified_by")), name="payment_not_paid_by_who_verified"),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PROPOSED) | NOT_YET_VERIFIED, name="payment_proposed_not_verified"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.VERIFIED, PaymentState.PAID]) | VERIFIED,
                name="payment_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=(Q(state=PaymentState.PAID) & PROVED) | (~Q(state=PaymentState.PAID) & NOT_YET_PAID),
                name="payment_paid_with_proof",
            ),
        ]

    def __str__(self) -> str:
        """Neither payee nor purpose: this stands in the audit record, and both name people."""
        return f"pembayaran {self.pk}"

    @property
    def programme(self) -> Programme:
        return self.line.budget.programme


class PaymentEvent(models.Model):
    """One step in the life of a payment; only ever added."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=10, choices=PaymentState, blank=True)
    to_state = models.CharField(max_length=10, choices=PaymentState)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_state__in=PaymentState.values), name="payment_event_state_known"),
            models.CheckConstraint(
                condition=~Q(to_state__in=[PaymentState.REFUSED, PaymentState.CANCELLED], reason=""),
                name="payment_stopped_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment}: {self.get_to_state_display()}"
