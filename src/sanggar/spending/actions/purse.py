"""Where a payment's money is set aside: on its line, or within a commitment that holds it on the line already.

Order of locks everywhere: payment, commitment, line, budget. On the line stand, as `committed`, the rests of open
commitments and all payments that were asked for and have not left.
"""

from django.db.models import F

from sanggar.foundation.money import format_rupiah
from sanggar.funding.actions import commit_on_line, release_on_line
from sanggar.funding.models import BudgetLine
from sanggar.spending.actions.refusals import CommitmentClosed, CommitmentExhausted
from sanggar.spending.models import Commitment, Payment
from sanggar.spending.states import CommitmentState


def set_aside(line: BudgetLine, commitment: Commitment | None, amount: int) -> None:
    """Of a line, or of a commitment's rest, which stands on the line already."""
    if commitment is None:
        commit_on_line(line, amount)
        return
    fitting = Commitment.objects.filter(pk=commitment.pk, state=CommitmentState.OPEN, amount__gte=F("drawn") + amount)
    if not fitting.update(drawn=F("drawn") + amount):
        commitment.refresh_from_db()
        if commitment.state != CommitmentState.OPEN:
            raise CommitmentClosed(field="commitment", state=commitment.get_state_display())
        raise CommitmentExhausted(field="amount", left=format_rupiah(commitment.rest), wanted=format_rupiah(amount))


def give_back(payment: Payment) -> None:
    """To the commitment, where that still runs; else to the line."""
    if payment.commitment_id is not None:
        commitment = Commitment.objects.select_for_update().get(pk=payment.commitment_id)
        Commitment.objects.filter(pk=commitment.pk).update(drawn=F("drawn") - payment.amount)
        if commitment.state == CommitmentState.OPEN:
            return
    release_on_line(payment.line, payment.amount)


def lock_for_exchange(payment: Payment, line: BudgetLine, commitment: Commitment | None) -> None:
    """What an amended request leaves and what it goes to, each in the order of its keys: two that swap do not wait for
    each other.
    """
    left, wanted = payment.commitment_id, commitment.pk if commitment else None
    commitments = {key for key in (left, wanted) if key is not None}
    list(Commitment.objects.select_for_update().filter(pk__in=commitments).order_by("pk"))
    list(BudgetLine.objects.select_for_update().filter(pk__in={payment.line_id, line.pk}).order_by("pk"))
