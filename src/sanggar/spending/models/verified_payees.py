from django.db import models
from django.db.models import Q

from sanggar.spending.models.payees import Payee, PayeeAsKnown, PayeeKind, RankGroup


class VerifiedPayee(PayeeAsKnown):
    """A payee as the one who verified a payment to them saw them; only ever added, and held by triggers.

    Papers and audit rules read this from the verification on, so that what changes about the payee later changes
    nothing that was verified. When the payment is returned it lets go of its copy, for all steps begin anew.
    """

    payee = models.ForeignKey(Payee, models.PROTECT, related_name="as_verified")
    verified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PayeeKind.values), name="verified_payee_kind_known"),
            models.CheckConstraint(
                condition=Q(rank_group__in=["", *RankGroup.values]), name="verified_payee_rank_group_known"
            ),
        ]

    def __str__(self) -> str:
        """No name: this may stand in the audit record."""
        return f"{self.payee}, terverifikasi"
