"""What ends an open offer only by two people of the office: one writes it down, another confirms it."""

from django.db import models
from django.db.models import F, Q

from sanggar.people.models import Account
from sanggar.selection.models.offers import Offer


class OfferWithdrawal(models.Model):
    """That an offer be taken back, and why; or, as `is_refusal`, that the person said no by telephone or at the
    counter, and how. Nothing yet, until another account has confirmed it. One waits at a time. `settled_at` without
    `confirmed_by`: it was dropped, or the offer was answered or lapsed first.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="proposed_withdrawals")
    is_refusal = models.BooleanField(default=False)
    reason = models.CharField(max_length=1000)
    settled_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="confirmed_withdrawals"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(settled_at=None), name="withdrawal_waits_alone"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(settled_at__isnull=False), name="withdrawal_confirmed_is_settled"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("account")), name="withdrawal_confirmed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.at:%Y-%m-%d}"
