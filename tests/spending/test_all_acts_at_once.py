"""A shift, orders, each step of payments and their ends, all at the same moment: the record says what the lines say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.db.models import F, QuerySet, Sum

from factories.funding import adopt, change, make_budget, make_draft, make_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.spending import approve, attach, make_commitment, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.funding.models import Budget, BudgetLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Commitment, Payment
from sanggar.spending.states import GONE, WAITING, CommitmentState

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]
EACH, ASKED = 10_000, 300
REFUSALS = {
    "line_exhausted", "lines_below_use", "version_overtaken", "payment_moved", "commitment_closed", "commitment_drawn",
    "commitment_exhausted", "two_steps",
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    """Two lines of a budget, and the hands that move its money."""

    programme: Programme
    lines: Sequence[BudgetLine]
    pptk: Account
    verifier: Account
    authority: Account
    treasurer: Account


@pytest.fixture
def office() -> Office:
    programme = make_programme(make_office())
    draft = make_budget(programme, ceiling=2 * EACH)
    for name in ("Konsumsi", "Gedung"):
        make_line(draft, unit_price=EACH, factors=((1, "paket"),), description=name)
    names = {Role.PPTK: "Putra", Role.PPK_SKPD: "Vina", Role.BUDGET_AUTHORITY: "Kartika", Role.TREASURER: "Bayu"}
    hands = [make_account(name, role, programme.organisation) for role, name in names.items()]
    return Office(programme, adopt(draft).lines.order_by("pk"), *hands)


def test_64_hands_shift_order_ask_verify_approve_pay_return_and_cancel_at_once(office: Office) -> None:
    acts = [*shifts(office), *(act for line in office.lines for act in acts_on(office, line))]
    outcomes = race(acts)
    assert (len(acts), set(outcomes) - REFUSALS) == (64, {"done"})
    assert outcomes["payment_moved"] + outcomes["two_steps"] == 18, "of two who move one payment at once one is told"
    budget = Budget.objects.get()
    assert budget.lines.aggregate(sum=Sum("amount"))["sum"] == budget.allocated == budget.ceiling
    for line in budget.lines.all():
        require_recorded(line)


def shifts(office: Office) -> list[Act]:
    """Either way, of which at most one comes into force."""
    found = []
    for number, (less, more) in enumerate((office.lines, reversed(office.lines))):
        shift = make_draft(office.programme, name=f"Pergeseran {number}")
        change(shift.lines.get(key=less.key), EACH // 2)
        change(shift.lines.get(key=more.key), EACH + EACH // 2)
        found.append(partial(adopt, shift, office.authority))
    return found


def acts_on(office: Office, line: BudgetLine) -> list[Act]:
    """31 on one line: two at once on each of ten payments and two orders, and seven who ask for what is left."""
    numbers = count()
    orders = [make_commitment(line, office.pptk, ASKED, f"027/{line.pk}/{next(numbers)}") for _order in range(2)]
    proposed, verified, approved = (payments(office, line, far) for far in range(3))
    steps = [*pairs(proposed, verify_it(office), refuse_it(office.verifier))]
    steps += pairs(verified, partial(approve, by=office.authority), send_back(office.authority))
    steps += pairs(approved, partial(pay, by=office.treasurer), cancel_it(office.pptk))
    steps += [partial(make_payment, line, office.pptk, ASKED, commitment=each) for each in orders]
    steps += [partial(end_it, orders[0], office.pptk), partial(drop_it, orders[1], office.pptk)]
    steps += [partial(make_payment, line, office.pptk, 3 * ASKED) for _ask in range(4)]
    return steps + [partial(make_commitment, line, office.pptk, 3 * ASKED, f"{line.pk}/{n}") for n in range(5)]


def payments(office: Office, line: BudgetLine, far: int) -> list[int]:
    """Three of the line, asked for, verified, or approved."""
    found = [make_payment(line, office.pptk, ASKED) for _number in range(3)]
    for each in found:
        attach(each, office.pptk)
        if far:
            verify(each, office.verifier)
        if far > 1:
            approve(each, office.authority)
    return [each.pk for each in found]


def pairs(keys: Sequence[int], *acts: Callable[[Payment], object]) -> list[Act]:
    """Everyone reads the payment for themselves, as two browsers do."""
    return [partial(lambda act, pk: act(Payment.objects.get(pk=pk)), act, pk) for pk in keys for act in acts]


def verify_it(office: Office) -> Callable[[Payment], object]:
    return lambda payment: actions.verify_payment(payment, by=office.verifier.actor, at=clock.now())


def refuse_it(by: Account) -> Callable[[Payment], object]:
    return lambda payment: actions.refuse_payment(payment, reason="Keliru.", by=by.actor, at=clock.now())


def send_back(by: Account) -> Callable[[Payment], object]:
    return lambda payment: actions.return_payment(payment, reason="Kurang.", by=by.actor, at=clock.now())


def cancel_it(by: Account) -> Callable[[Payment], object]:
    return lambda payment: actions.cancel_payment(payment, reason="Batal.", by=by.actor, at=clock.now())


def end_it(order: Commitment, by: Account) -> None:
    actions.finish_commitment(order, reason="Selesai.", by=by.actor, at=clock.now())


def drop_it(order: Commitment, by: Account) -> None:
    actions.cancel_commitment(order, reason="Batal.", by=by.actor, at=clock.now())


def require_recorded(line: BudgetLine) -> None:
    """The counters are what payments and orders add up to, and within the line."""
    mine = Payment.objects.filter(line=line)
    standing = Commitment.objects.filter(line=line, state=CommitmentState.OPEN)
    waiting, gone = (_sum(mine.filter(state__in=states)) for states in (WAITING, GONE))
    rest = standing.aggregate(sum=Sum(F("amount") - F("drawn"), default=0))["sum"]
    assert (line.committed, line.paid) == (waiting + rest, gone)
    assert line.committed + line.paid <= line.amount


def _sum(rows: QuerySet[Any]) -> int:
    total: int = rows.aggregate(sum=Sum("amount", default=0))["sum"]
    return total
