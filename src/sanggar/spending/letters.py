"""Letters about payments, sent by the worker. They say that something waits and where, never what or for whom."""

import uuid
from functools import partial

from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.mail import send_letter
from sanggar.foundation.once import send_once
from sanggar.funding.deadlines import payments_ended
from sanggar.people.models import Account
from sanggar.spending.models import Payment
from sanggar.spending.queries import whose_turn
from sanggar.spending.states import TURN, UNAPPROVED, PaymentState

WAITING = uuid.UUID("5a0e9c3e-3f0b-4c57-8a86-8d5b0a3f6c11")


@task()
def tell_who_is_next(payment_id: int) -> None:
    """Whoever may take the next step: one letter a day for each part, however many payments came that day. Nobody may
    once the year's payments have ended, but for noting what had been approved.
    """
    payment = Payment.objects.select_related("line__budget__programme").get(pk=payment_id)
    if payment.state in UNAPPROVED and payments_ended(payment.programme, clock.now()):
        return
    duty = TURN.get(PaymentState(payment.state))
    for account in whose_turn(payment).exclude(email=None):
        about = f"{payment.programme.pk} {duty} {account.pk} {clock.today()}"
        letter = partial(_send, "waits", account, payment)
        send_once(uuid.uuid5(WAITING, about), clock.now(), letter)


@task()
def tell_requester(payment_id: int) -> None:
    """Whoever asked: it came back, or was refused. What came back on the year's last day is handed in no more."""
    payment = Payment.objects.select_related("line__budget__programme", "proposed_by").get(pk=payment_id)
    if payment.state in (PaymentState.RETURNED, PaymentState.REFUSED) and payment.proposed_by.email:
        is_over = payments_ended(payment.programme, clock.now()) is not None
        letter = "lapsed" if is_over and payment.state == PaymentState.RETURNED else str(payment.state)
        _send(letter, payment.proposed_by, payment)


def _send(letter: str, account: Account, payment: Payment) -> None:
    programme = payment.programme
    context = {"name": account.name, "programme": programme, "payment": payment, "state": payment.state}
    to, office = str(account.email), programme.organisation_id
    send_letter(f"spending/letters/{letter}", context, to=to, language=account.language, office=office)
