"""Orders set money aside on their line; payments under them draw on it, and what is left goes back."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.funding import make_adopted_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.spending import approve, asked, make_commitment, make_payee, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.funding.actions import LineExhausted
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Commitment, Payment
from sanggar.spending.states import GONE, WAITING, CommitmentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


def draw(commitment: Commitment, by: Account, amount: int) -> Payment:
    request = asked(commitment.line, amount, payee=commitment.payee, commitment=commitment)
    return actions.propose_payment(request, by=by.actor, at=clock.now())


def figures(commitment: Commitment) -> tuple[int, int, int, int]:
    """Drawn and rest of the order; committed and paid of its line."""
    commitment.refresh_from_db()
    line = BudgetLine.objects.get(pk=commitment.line_id)
    return commitment.drawn, commitment.rest, line.committed, line.paid


def finish(commitment: Commitment, by: Account) -> None:
    actions.finish_commitment(commitment, reason="Sudah selesai.", by=by.actor, at=clock.now())


def test_an_order_holds_its_whole_amount_and_payments_draw_on_it(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    order = make_commitment(line, pptk, 2_000_000)
    assert figures(order) == (0, 2_000_000, 2_000_000, 0)
    payment = draw(order, pptk, 1_500_000)
    assert figures(order) == (1_500_000, 500_000, 2_000_000, 0)
    pay(verify(payment, verifier), treasurer)
    assert figures(order) == (1_500_000, 500_000, 500_000, 1_500_000)
    finish(order, pptk)
    assert figures(order) == (1_500_000, 0, 0, 1_500_000)


def test_what_is_refused_returns_to_a_running_order_and_to_the_line_of_a_finished_one(
    line: BudgetLine, pptk: Account, verifier: Account
) -> None:
    order = make_commitment(line, pptk, 2_000_000)
    first, second = draw(order, pptk, 500_000), draw(order, pptk, 700_000)
    actions.refuse_payment(first, reason="Salah.", by=verifier.actor, at=clock.now())
    assert figures(order) == (700_000, 1_300_000, 2_000_000, 0)
    finish(order, pptk)
    assert figures(order) == (700_000, 0, 700_000, 0)
    actions.refuse_payment(second, reason="Salah.", by=verifier.actor, at=clock.now())
    assert figures(order) == (0, 0, 0, 0)


def test_more_than_an_order_has_is_refused_with_what_is_left(line: BudgetLine, pptk: Account) -> None:
    order = make_commitment(line, pptk, 2_000_000)
    draw(order, pptk, 1_999_999)
    with pytest.raises(actions.CommitmentExhausted, match=r"tinggal Rp1; yang diajukan Rp2\."):
        draw(order, pptk, 2)
    with pytest.raises(LineExhausted):
        make_commitment(line, pptk, 3_000_001, number="027/2/SPK")


def test_line_and_payee_are_those_of_the_order(line: BudgetLine, pptk: Account) -> None:
    order = make_commitment(line, pptk)
    other = make_payee(line.budget.programme.organisation, "Toko Lain")
    with pytest.raises(actions.CommitmentElsewhere):
        make_payment(line, pptk, 1, payee=other, commitment=order)


def test_an_order_that_ended_gives_nothing_and_one_that_was_drawn_on_is_not_cancelled(
    line: BudgetLine, pptk: Account
) -> None:
    order = make_commitment(line, pptk)
    draw(order, pptk, 1)
    with pytest.raises(actions.CommitmentDrawn):
        actions.cancel_commitment(order, reason="Batal.", by=pptk.actor, at=clock.now())
    finish(order, pptk)
    for act in (lambda: draw(order, pptk, 1), lambda: finish(order, pptk)):
        with pytest.raises(actions.CommitmentClosed, match="Selesai"):
            act()


def test_a_number_stands_once_on_a_line_until_its_order_is_cancelled(line: BudgetLine, pptk: Account) -> None:
    first = make_commitment(line, pptk, 1_000_000)
    with pytest.raises(actions.CommitmentNumberTaken), transaction.atomic():
        make_commitment(line, pptk, 1_000_000)
    actions.cancel_commitment(first, reason="Salah ketik.", by=pptk.actor, at=clock.now())
    make_commitment(line, pptk, 1_000_000)


@pytest.mark.parametrize(
    "broken", [{"drawn": 2_000_001}, {"drawn": -1}, {"state": "finished"}, {"state": "lost"}, {"amount": 0}]
)
def test_the_database_refuses_a_broken_order(line: BudgetLine, pptk: Account, broken: dict[str, object]) -> None:
    order = make_commitment(line, pptk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=order.pk).update(**broken)


STEP = st.tuples(st.sampled_from(["order", "draw", "ask", "on", "back", "amend", "stop", "end"]), st.integers(1, 900))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=4, max_size=14))
def test_in_whatever_order_the_line_holds_and_its_counters_can_be_worked_out_again(
    steps: list[tuple[str, int]], line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    """Each example in a savepoint of its own, undone at its end."""
    with transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(committed=0, paid=0)
        book = Book(line, pptk, verifier, treasurer)
        for name, amount in steps:
            book.take(name, amount)
            book.check()
        transaction.set_rollback(True)


class Book:
    """A few orders and payments of one line, on which steps are tried; what a rule refuses must change nothing."""

    def __init__(self, line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account) -> None:
        self.line, self.pptk, self.verifier, self.treasurer = line, pptk, verifier, treasurer
        BudgetLine.objects.filter(pk=line.pk).update(unit_price=2000, amount=2000)
        self.authority = make_account("Kuasa Uji", Role.BUDGET_AUTHORITY, line.budget.programme.organisation)
        self.orders: list[Commitment] = []
        self.payments: list[Payment] = []

    def take(self, name: str, amount: int) -> None:
        try:
            with transaction.atomic():
                getattr(self, f"_{name}")(amount)
        except DomainError:
            for row in (*self.orders, *self.payments):
                row.refresh_from_db()

    def check(self) -> None:
        line = BudgetLine.objects.get(pk=self.line.pk)
        orders, payments = Commitment.objects.filter(line=line), Payment.objects.filter(line=line)
        rests = sum(order.rest for order in orders)
        waiting = payments.filter(state__in=WAITING).aggregate(sum=Sum("amount", default=0))["sum"]
        gone = payments.filter(state__in=GONE).aggregate(sum=Sum("amount", default=0))["sum"]
        assert (line.committed, line.paid) == (rests + waiting, gone)
        assert line.committed + line.paid <= line.amount

    def _order(self, amount: int) -> None:
        self.orders.append(make_commitment(self.line, self.pptk, amount, number=f"SPK-{len(self.orders)}"))

    def _draw(self, amount: int) -> None:
        if self.orders:
            self.payments.append(draw(self.orders[amount % len(self.orders)], self.pptk, amount))

    def _ask(self, amount: int) -> None:
        self.payments.append(make_payment(self.line, self.pptk, amount))

    def _one(self, amount: int) -> Payment | None:
        return self.payments[amount % len(self.payments)] if self.payments else None

    def _on(self, amount: int) -> None:
        steps: dict[str, Callable[[Payment], object]] = {
            "proposed": lambda payment: verify(payment, self.verifier),
            "verified": lambda payment: approve(payment, self.authority),
            "approved": lambda payment: pay(payment, self.treasurer),
        }
        if (payment := self._one(amount)) and (step := steps.get(payment.state)):
            step(payment)

    def _back(self, amount: int) -> None:
        if payment := self._one(amount):
            by = {"proposed": self.verifier, "verified": self.authority}.get(payment.state, self.treasurer)
            actions.return_payment(payment, reason="Perbaiki.", by=by.actor, at=clock.now())

    def _amend(self, amount: int) -> None:
        if payment := self._one(amount):
            request = asked(self.line, amount, payee=payment.payee, commitment=payment.commitment)
            actions.amend_payment(payment, request, by=self.pptk.actor, at=clock.now())

    def _stop(self, amount: int) -> None:
        if payment := self._one(amount):
            actions.cancel_payment(payment, reason="Batal.", by=self.pptk.actor, at=clock.now())

    def _end(self, amount: int) -> None:
        if self.orders:
            order = self.orders[amount % len(self.orders)]
            end = actions.finish_commitment if amount % 2 else actions.cancel_commitment
            end(order, reason="Berakhir.", by=self.pptk.actor, at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_many_draw_on_one_order_while_it_is_finished() -> None:
    """Whoever comes first, the line is left with what was really asked for."""
    programme = make_programme(make_office())
    line, pptk = make_adopted_line(programme, amount=1_000), make_account("Putra", Role.PPTK, programme.organisation)
    order = make_commitment(line, pptk, 1_000)
    acts: list[Callable[[], object]] = [lambda: draw(Commitment.objects.get(pk=order.pk), pptk, 100)] * 15
    outcomes = race([*acts, lambda: finish(Commitment.objects.get(pk=order.pk), pptk)])
    asked_for = Payment.objects.count() * 100
    assert figures(order) == (asked_for, 0, asked_for, 0)
    assert (order.state, outcomes["done"]) == (CommitmentState.FINISHED, Payment.objects.count() + 1)
