"""The lives of a payment and of a commitment: what may follow what, and whose turn it is, each in one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaymentState(models.TextChoices):
    PROPOSED = "proposed", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    VERIFIED = "verified", _("Terverifikasi")
    APPROVED = "approved", pgettext_lazy("pembayaran", "Disetujui")
    PAID = "paid", _("Dibayar")
    CLOSED = "closed", _("SPJ selesai")
    REFUSED = "refused", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")


class Duty(models.TextChoices):
    """The parts in a payment, each another person's."""

    REQUEST = "request", _("mengajukan")
    VERIFY = "verify", _("memverifikasi")
    APPROVE = "approve", _("menyetujui")
    PAY = "pay", pgettext_lazy("bagian", "membayar")


STOPS = frozenset({PaymentState.RETURNED, PaymentState.REFUSED, PaymentState.CANCELLED})
ALLOWED: dict[PaymentState, frozenset[PaymentState]] = {
    PaymentState.PROPOSED: STOPS | {PaymentState.VERIFIED},
    PaymentState.VERIFIED: STOPS | {PaymentState.APPROVED},
    PaymentState.APPROVED: STOPS | {PaymentState.PAID},
    PaymentState.RETURNED: frozenset({PaymentState.PROPOSED, PaymentState.CANCELLED}),
    PaymentState.PAID: frozenset({PaymentState.CLOSED}),
    PaymentState.CLOSED: frozenset(),
    PaymentState.REFUSED: frozenset(),
    PaymentState.CANCELLED: frozenset(),
}
TURN: dict[PaymentState, Duty] = {
    PaymentState.PROPOSED: Duty.VERIFY,
    PaymentState.VERIFIED: Duty.APPROVE,
    PaymentState.APPROVED: Duty.PAY,
    PaymentState.RETURNED: Duty.REQUEST,
    PaymentState.PAID: Duty.VERIFY,
}
"""Who takes the next step, may it be onward, back or the end; only cancelling is the requester's in any state."""

WAITING = frozenset({PaymentState.PROPOSED, PaymentState.RETURNED, PaymentState.VERIFIED, PaymentState.APPROVED})
"""The money is set aside."""
GONE = frozenset({PaymentState.PAID, PaymentState.CLOSED})
"""The money has left."""
LIVE = WAITING | GONE
UNAPPROVED = WAITING - {PaymentState.APPROVED}
"""The money can't have left yet."""
LEADS_TO_PAYMENT = WAITING
"""No step to one of these once the year's payments have ended: what is paid was approved before."""
CHANGEABLE = frozenset({PaymentState.PROPOSED, PaymentState.RETURNED})
"""Taxes may still be set: what is withheld is verified and approved with the rest."""


class CommitmentState(models.TextChoices):
    OPEN = "open", _("Berjalan")
    FINISHED = "finished", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


def states_before(state: PaymentState) -> list[PaymentState]:
    """From where a payment can come into a state."""
    return [before for before, after in ALLOWED.items() if state in after]


def duty_of(from_state: str, to_state: str) -> Duty:
    """In which part somebody took a step."""
    if not from_state or to_state == PaymentState.CANCELLED:
        return Duty.REQUEST
    return TURN[PaymentState(from_state)]
