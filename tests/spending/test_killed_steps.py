"""A process that is killed in the middle of a step leaves the payment before the step or after it, never between."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import connection

from factories.funding import make_adopted_line
from factories.killing import kill_myself, killed_in
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.spending import make_payment, verify
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Organisation, Role
from sanggar.spending import actions
from sanggar.spending.models import DisbursementDocument, Mode, Payment, PaymentEvent

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


@pytest.fixture
def payment() -> Payment:
    """A direct payment that is verified."""
    office = make_office()
    line = make_adopted_line(make_programme(office))
    asker = make_account("Putra PPTK", Role.PPTK, office)
    return verify(make_payment(line, asker, mode=Mode.LS), make_account("Vina Verifikator", Role.PPK_SKPD, office))


def test_a_step_that_is_killed_between_its_statements_is_not_taken(payment: Payment) -> None:
    office, today = payment.programme.organisation, clock.today()
    for state, act in (("approved", approving(office, today)), ("paid", paying(office, today))):
        before = all_that_moves(payment.pk)
        kills = 0
        for number in count(1, 2):
            if not killed_after(number, lambda act=act: act(Payment.objects.get(pk=payment.pk))):  # type: ignore[misc]
                break
            kills += 1
            assert all_that_moves(payment.pk) == before
        after = all_that_moves(payment.pk)
        assert (kills > 5, after["state"], after["steps"]) == (True, state, before["steps"] + 1)
        assert (after["papers"], after["record"] > before["record"]) == (before["papers"] + 1, True)
    assert after["line"] == (0, payment.amount)


def approving(office: Organisation, today: date) -> Callable[[Payment], None]:
    by = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, office).actor
    return lambda it: actions.approve_payment(it, spm_number="SPM-1", spm_dated=today, by=by, at=clock.now())


def paying(office: Organisation, today: date) -> Callable[[Payment], None]:
    by = make_account("Bayu Bendahara", Role.TREASURER, office).actor
    return lambda it: actions.pay(it, proof_number="SP2D-1", paid_on=today, by=by, at=clock.now())


def all_that_moves(pk: int) -> dict[str, Any]:
    payment = Payment.objects.select_related("line").get(pk=pk)
    return {
        "state": payment.state,
        "hands": (payment.approved_by_id, payment.paid_by_id, payment.paid_on),
        "steps": PaymentEvent.objects.count(),
        "papers": DisbursementDocument.objects.count(),
        "line": (payment.line.committed, payment.line.paid),
        "record": AuditEntry.objects.count(),
    }


def killed_after(number: int, act: Act) -> bool:
    """Act in a process of its own, which kills itself when the database has carried out so many statements; False where
    the act came to its end before.
    """
    carried_out = count(1)

    def strike(execute: Callable[..., Any], *given: Any) -> Any:
        answer = execute(*given)
        if next(carried_out) == number:
            kill_myself()
        return answer

    def act_until_then() -> None:
        with connection.execute_wrapper(strike):
            act()

    return killed_in(act_until_then)
