"""Who may do what with a payment. Reading is everyone's at the desk (`may_see_programme`)."""

from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds
from sanggar.spending.models import Payment
from sanggar.spending.states import ALLOWED, PaymentState


def may_propose_payment(account: Account, programme: Programme) -> bool:
    """The PPTK asks for money, and cancels what was asked."""
    return holds(account, programme, Role.PPTK)


def may_verify_payment(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.PPK_SKPD)


def may_pay(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.TREASURER)


def may_refuse_payment(account: Account, programme: Programme) -> bool:
    """Whoever would have to verify or pay it."""
    return may_verify_payment(account, programme) or may_pay(account, programme)


def may_attach_evidence(account: Account, programme: Programme) -> bool:
    return may_propose_payment(account, programme) or may_pay(account, programme)


def is_first_step_of(account: Account, payment: Payment) -> bool:
    """Whether someone has taken none of the three steps on this payment yet."""
    return account.pk not in (payment.proposed_by_id, payment.verified_by_id, payment.paid_by_id)


def can_become(payment: Payment, state: PaymentState) -> bool:
    return state in ALLOWED[PaymentState(payment.state)]
