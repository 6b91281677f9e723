"""The record of payments is only added to, and every counter comes out of it again."""

import random
from collections import Counter

import pytest
from django.db import DatabaseError, models, transaction
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from factories.examples import asking
from factories.funding import adopt, change, line_in_force, make_adopted_line, make_budget, make_draft, make_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.spending import approve, asked, close, make_commitment, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import last_adopted
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import (
    Commitment,
    CommitmentEvent,
    Payment,
    PaymentCorrection,
    PaymentEvent,
    PaymentTax,
    Repayment,
)
from sanggar.spending.states import GONE, LIVE, WAITING, CommitmentState

pytestmark = pytest.mark.django_db


# --- triggers
def test_the_database_lets_nobody_change_or_remove_what_happened(
    programme: Programme, pptk: Account, verifier: Account
) -> None:
    line = make_adopted_line(programme)
    actions.finish_commitment(make_commitment(line, pptk), reason="Selesai.", by=pptk.actor, at=clock.now())
    payment, by_hand = make_payment(line, pptk), {"reason": "Menurut daftar.", "by": pptk.actor, "at": clock.now()}
    tax = actions.add_tax(payment, kind="pph21", base=1_000_000, amount=50_000, **by_hand)
    actions.override_tax(tax, amount=40_000, **by_hand)
    verify(payment, verifier)
    assert list(payment.taxes.filter(kind="pph21").order_by("pk").values_list("amount", flat=True)) == [50_000, 40_000]
    for model in (PaymentEvent, CommitmentEvent, PaymentTax):
        assert_only_added_to(model)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentTax.objects.filter(superseded_at__isnull=False).update(superseded_at=None)


def assert_only_added_to(model: type[models.Model]) -> None:
    rows = model._default_manager
    assert rows.exists()
    for act in (lambda: rows.update(amount=1), lambda: rows.update(reason="Lain."), lambda: rows.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# --- replay
class Desk:
    """An office in which payments and orders take steps by chance, as far as the rules let them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        office = make_office(f"kantor-{seed}")
        version = make_budget(make_programme(office))
        planned = [make_line(version, 1_000_000, ((1, "paket"),), name) for name in ("Konsumsi", "Cetak")]
        adopt(version)
        self.lines = [line_in_force(line) for line in planned]
        roles = (Role.PPTK, Role.PPK_SKPD, Role.BUDGET_AUTHORITY, Role.TREASURER)
        self.asker, self.checker, self.authority, self.payer = (make_account(f"{r} {seed}", r, office) for r in roles)

    def move(self) -> None:
        acts = (
            self.ask,
            self.ask,
            self.ask_under,
            self.order,
            self.end,
            *[self.step] * 6,
            self.send_back,
            self.repay,
            self.unsay,
            self.correct,
            self.shift,
        )
        try:
            with transaction.atomic():
                self.chance.choice(acts)()
        except DomainError:
            pass  # what the rules refuse is no step

    def ask(self) -> None:
        make_payment(self.chance.choice(self.lines), self.asker, self._amount())

    def ask_under(self) -> None:
        order = self.chance.choice([*Commitment.objects.order_by("pk")] or [None])
        if order:
            make_payment(order.line, self.asker, self._amount(), commitment=order, payee=order.payee)

    def order(self) -> None:
        number = f"027/{Commitment.objects.count()}"
        make_commitment(self.chance.choice(self.lines), self.asker, self._amount(), number)

    def end(self) -> None:
        order = self.chance.choice([*Commitment.objects.order_by("pk")] or [None])
        end = self.chance.choice([actions.finish_commitment, actions.cancel_commitment])
        if order:
            end(order, reason="Selesai.", by=self.asker.actor, at=clock.now())

    def step(self) -> None:
        payment = self._payment(*WAITING, "paid")
        if payment is None:
            return
        if payment.state == "proposed":
            verify(payment, self.checker)
        elif payment.state == "returned":
            request = asked(self.chance.choice(self.lines), self._amount())
            actions.amend_payment(payment, request, by=self.asker.actor, at=clock.now())
        elif payment.state == "verified":
            approve(payment, self.authority)
        elif payment.state == "approved":
            pay(payment, self.payer)
        else:
            close(payment, self.checker)

    def send_back(self) -> None:
        payment = self._payment(*WAITING)
        stop = self.chance.choice([actions.return_payment, actions.refuse_payment, actions.cancel_payment])
        if payment:
            hands = {"proposed": self.checker, "verified": self.authority, "approved": self.payer}
            hand = self.asker if stop is actions.cancel_payment else hands.get(payment.state, self.asker)
            stop(payment, reason="Kurang.", by=hand.actor, at=clock.now())

    def repay(self) -> None:
        if payment := self._payment(*GONE):
            slip = {"amount": self._amount(), "dated": clock.today(), "number": f"STS-{payment.repayments.count()}"}
            actions.note_repayment(payment, **slip, reason="Lebih.", by=self.payer.actor, at=clock.now())

    def unsay(self) -> None:
        """That money came back."""
        noted = self.chance.choice([*Repayment.objects.order_by("pk")] or [None])
        if noted:
            actions.take_back_repayment(noted, reason="Keliru.", by=self.payer.actor, at=clock.now())

    def correct(self) -> None:
        """The number under which money left."""
        if payment := self._payment(*GONE):
            told = {"paid_on": clock.today(), "proof_number": f"SP2D-{self.chance.randint(2, 9)}"}
            actions.correct_payment(payment, **told, reason="Keliru.", by=self.payer.actor, at=clock.now())

    def shift(self) -> None:
        """Money from one line to the other, as a version of its own."""
        draft = make_draft(self.lines[0].budget.programme, name=f"Pergeseran {self.chance.random()}")
        moved = self.chance.randint(-300_000, 300_000)
        for line, difference in zip(self.lines, (-abs(moved), abs(moved))[:: 1 if moved < 0 else -1], strict=True):
            planned = draft.lines.get(key=line.key)
            change(planned, planned.amount + difference)
        adopt(draft)

    def _amount(self) -> int:
        return self.chance.randint(1, 400_000)

    def _payment(self, *states: str) -> Payment | None:
        return self.chance.choice([*Payment.objects.filter(state__in=states).order_by("pk")] or [None])


def replayed(lines: list[BudgetLine]) -> dict[int, tuple[int, int]]:
    """Line → (committed, paid), from the rows that are only ever added and nothing else."""
    payments = {event.payment_id: event for event in PaymentEvent.objects.order_by("pk")}
    orders = {
        event.commitment_id: event for event in CommitmentEvent.objects.order_by("pk").select_related("commitment")
    }
    is_open = {key for key, event in orders.items() if event.to_state == CommitmentState.OPEN}
    committed, paid = Counter[int](), Counter[int]()
    for event in payments.values():
        line, under_open = event.line_id, event.commitment_id in is_open
        if event.to_state in GONE:
            paid[line] += event.amount
            committed[line] -= event.amount if under_open else 0
        elif event.to_state in WAITING and not under_open:
            committed[line] += event.amount
    for key in is_open:
        committed[orders[key].commitment.line_id] += orders[key].amount
    for back in Repayment.objects.filter(frees_line=True, taken_back_at=None):
        paid[payments[back.payment_id].line_id] -= back.amount
    return {line.pk: (committed[line.pk], paid[line.pk]) for line in lines}


@asking(4)
@given(st.integers(0, 2**32))
def test_every_counter_comes_out_of_the_record_again(db: None, seed: int) -> None:
    with transaction.atomic():
        desk = Desk(seed)
        for _step in range(40):
            desk.move()
        lines = [*BudgetLine.objects.filter(pk__in=[line.pk for line in desk.lines])]
        assert replayed(lines) == {line.pk: (line.committed, line.paid) for line in lines}
        assert all(line.committed + line.paid <= line.amount for line in lines)
        version = last_adopted(lines[0].budget)
        assert version is not None
        assert {line.key: line.amount for line in lines} == dict(version.lines.values_list("key", "amount"))
        assert sum(line.amount for line in lines) == version.allocated <= version.ceiling
        corrected = {each.payment: each.proof_number for each in PaymentCorrection.objects.order_by("pk")}
        assert corrected == {payment: payment.proof_number for payment in corrected}
        drawn = Payment.objects.filter(state__in=LIVE).values_list("commitment").annotate(sum=Sum("amount"))
        assert {order.pk: order.drawn for order in Commitment.objects.filter(drawn__gt=0)} == {
            order: amount for order, amount in drawn if order
        }
        transaction.set_rollback(True)
