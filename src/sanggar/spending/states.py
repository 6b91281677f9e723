"""The life of a payment: what may follow what, in one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentState(models.TextChoices):
    PROPOSED = "proposed", _("Diajukan")
    VERIFIED = "verified", _("Terverifikasi")
    PAID = "paid", _("Dibayar")
    REFUSED = "refused", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")


ALLOWED: dict[PaymentState, frozenset[PaymentState]] = {
    PaymentState.PROPOSED: frozenset({PaymentState.VERIFIED, PaymentState.REFUSED, PaymentState.CANCELLED}),
    PaymentState.VERIFIED: frozenset({PaymentState.PAID, PaymentState.REFUSED, PaymentState.CANCELLED}),
    PaymentState.PAID: frozenset(),
    PaymentState.REFUSED: frozenset(),
    PaymentState.CANCELLED: frozenset(),
}


LIVE = frozenset({PaymentState.PROPOSED, PaymentState.VERIFIED, PaymentState.PAID})
"""The money is set aside or gone."""


def states_before(state: PaymentState) -> list[PaymentState]:
    """From where a payment can come into a state."""
    return [before for before, after in ALLOWED.items() if state in after]
