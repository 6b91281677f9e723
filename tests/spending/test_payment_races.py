"""Many hands at once, on the real database: the line holds, and one verifier wins."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet, Sum

from factories.funding import make_adopted_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.spending import approve, attach, make_commitment, make_payee, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.people.models import Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Commitment, Payment
from sanggar.spending.states import GONE, WAITING

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def race_office() -> Organisation:
    return make_office()


@pytest.fixture
def race_programme(race_office: Organisation) -> Programme:
    return make_programme(race_office)


def test_payments_race_for_the_last_rupiah(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    outcomes = race([lambda: make_payment(line, pptk, 1)] * 16)
    line.refresh_from_db()
    assert outcomes == {"done": 1, "line_exhausted": 15}
    assert (line.committed, line.left, Payment.objects.count()) == (1, 0, 1)


def test_64_writers_who_ask_order_pay_and_cancel_never_overdraw_a_line(
    race_office: Organisation, race_programme: Programme
) -> None:
    """Eight payments that are paid and cancelled at once, and 48 who ask for what is left, by a payment or an order."""
    line = make_adopted_line(race_programme, amount=1_000)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    verifier = make_account("Vina Verifikator", Role.PPK_SKPD, race_office)
    authority = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, race_office)
    treasurer = make_account("Bayu Bendahara", Role.TREASURER, race_office)
    payments = [approve(verify(make_payment(line, pptk, 50), verifier), authority).pk for _number in range(8)]

    def pay_it(pk: int) -> None:
        pay(Payment.objects.get(pk=pk), treasurer)

    def cancel_it(pk: int) -> None:
        actions.cancel_payment(Payment.objects.get(pk=pk), reason="Batal.", by=pptk.actor, at=clock.now())

    acts: list[Callable[[], object]] = [partial(act, pk) for pk in payments for act in (pay_it, cancel_it)]
    acts += [lambda: make_payment(line, pptk, 100)] * 36
    acts += [partial(make_commitment, line, pptk, 100, f"027/{number}") for number in range(12)]
    outcomes = race(acts)
    line.refresh_from_db()
    told = {"done", "line_exhausted", "payment_moved"}
    assert (len(acts), outcomes["payment_moved"], set(outcomes) - told) == (64, 8, set())
    waiting, gone = (_sum(Payment.objects.filter(state__in=states)) for states in (WAITING, GONE))
    assert (line.committed, line.paid) == (waiting + _sum(Commitment.objects.all()), gone)
    assert line.committed + line.paid <= line.amount <= line.budget.ceiling


def _sum(rows: QuerySet[Any]) -> int:
    total: int = rows.aggregate(sum=Sum("amount", default=0))["sum"]
    return total


def test_a_verifier_who_turns_out_to_be_the_payee_does_not_verify(
    race_office: Organisation, race_programme: Programme
) -> None:
    """One of the two comes first, and the other is told: never both, and never a broken page."""
    line, pptk = make_adopted_line(race_programme), make_account("Putra PPTK", Role.PPTK, race_office)
    verifier = make_account("Vina Verifikator", Role.PPK_SKPD, race_office)
    for number in range(4):
        payee = make_payee(race_office, f"Penerima {number}")
        payment = make_payment(line, pptk, 1_000, payee=payee)
        attach(payment, pptk)
        found = actions.PayeeFacts(payee.name, payee.kind, account=verifier)
        outcomes = race(
            [
                partial(actions.verify_payment, payment, by=verifier.actor, at=clock.now()),
                partial(actions.change_payee, payee, found, by=pptk.actor, at=clock.now()),
            ]
        )
        payment = Payment.objects.get(pk=payment.pk)
        refusal = "own_money" if payment.payee_account == verifier else "payee_in_use"
        assert outcomes == {"done": 1, refusal: 1}
        assert (payment.verified_by == verifier) == (payment.payee_account is None)


def test_of_verifiers_who_click_at_once_one_wins(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme)
    payment = make_payment(line, make_account("Putra PPTK", Role.PPTK, race_office))
    verifiers = [make_account(f"Verifikator {n}", Role.PPK_SKPD, race_office) for n in range(4)]
    attach(payment, verifiers[0])

    def verify_as(n: int) -> Callable[[], object]:
        return lambda: actions.verify_payment(Payment.objects.get(pk=payment.pk), by=verifiers[n].actor, at=clock.now())

    assert race([verify_as(n) for n in range(4)]) == {"done": 1, "payment_moved": 3}
    assert payment.events.filter(to_state="verified").count() == 1


def test_a_payment_is_either_paid_or_cancelled_never_both(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=100)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    verifier = make_account("Vina Verifikator", Role.PPK_SKPD, race_office)
    treasurer = make_account("Bayu Bendahara", Role.TREASURER, race_office)
    payment = make_payment(line, pptk, 100)
    attach(payment, pptk)
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    approve(payment)

    def fresh() -> Payment:
        return Payment.objects.get(pk=payment.pk)

    outcomes = race(
        [
            lambda: actions.pay(
                fresh(), proof_number="SP2D-1", paid_on=clock.today(), by=treasurer.actor, at=clock.now()
            ),
            lambda: actions.cancel_payment(fresh(), reason="Batal.", by=pptk.actor, at=clock.now()),
        ]
    )
    line.refresh_from_db()
    assert outcomes == {"done": 1, "payment_moved": 1}
    assert (line.committed, line.paid + line.left) == (0, 100)
