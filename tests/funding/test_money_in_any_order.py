"""Whatever the order of shifts, commitments, payments and cancellations: paid + committed ≤ line, lines ≤ ceiling."""

from collections.abc import Callable
from itertools import count

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.funding import adopt, change, make_budget, make_draft, make_line
from factories.people import make_account
from sanggar.foundation.errors import DomainError
from sanggar.funding import actions
from sanggar.funding.models import Budget, BudgetLine
from sanggar.people.models import Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
CEILING, EACH = 9_000, 3_000
ACTS: dict[str, Callable[[BudgetLine, int], None]] = {
    "commit": actions.commit_on_line,
    "pay": actions.pay_on_line,
    "release": actions.release_on_line,
}
steps = st.lists(
    st.tuples(st.sampled_from([*ACTS, "shift"]), st.integers(0, 2), st.integers(1, 2_000)), min_size=1, max_size=14
)


@pytest.fixture
def budget(programme: Programme) -> Budget:
    draft = make_budget(programme, ceiling=CEILING)
    for number in range(CEILING // EACH):
        make_line(draft, unit_price=EACH, factors=((1, "paket"),), description=f"Rincian {number}")
    return adopt(draft, make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_no_order_breaks_the_budget(budget: Budget, taken: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        lines = list(budget.lines.order_by("pk"))
        model = [[EACH, 0, 0] for _line in lines]  # amount, committed, paid
        names = count()
        for name, at, amount in taken:
            done = _shift(budget, lines, at, amount, next(names)) if name == "shift" else _act(name, lines[at], amount)
            assert done == _expected(model, name, at, amount)
            _require_held(budget, model)
        transaction.set_rollback(True)


def _act(name: str, line: BudgetLine, amount: int) -> bool:
    try:
        with transaction.atomic():
            ACTS[name](line, amount)
    except DomainError:
        return False
    return True


def _shift(budget: Budget, lines: list[BudgetLine], at: int, amount: int, number: int) -> bool:
    """`amount` from one line to the next, as a version of its own; drawn back where it is refused."""
    other = lines[(at + 1) % len(lines)]
    try:
        with transaction.atomic():
            shift = make_draft(budget.programme, name=f"Pergeseran {number}")
            for line, difference in ((lines[at], -amount), (other, amount)):
                planned = shift.lines.get(key=line.key)
                if planned.amount + difference <= 0:
                    return False
                change(planned, planned.amount + difference)
            adopt(shift, budget.adopted_by)
    except DomainError:
        return False
    return True


def _expected(model: list[list[int]], name: str, at: int, amount: int) -> bool:
    """The same in plain numbers; True where it may be done."""
    line, other = model[at], model[(at + 1) % len(model)]
    total, committed, paid = line
    if name == "commit" and committed + paid + amount <= total:
        line[1] += amount
    elif name == "pay" and amount <= committed:
        line[1], line[2] = committed - amount, paid + amount
    elif name == "release" and amount <= committed:
        line[1] -= amount
    elif name == "shift" and total - amount >= max(1, committed + paid):
        line[0], other[0] = total - amount, other[0] + amount
    else:
        return False
    return True


def _require_held(budget: Budget, model: list[list[int]]) -> None:
    rows = list(budget.lines.order_by("pk").values_list("amount", "committed", "paid"))
    assert [list(row) for row in rows] == model
    assert all(committed + paid <= amount for amount, committed, paid in rows)
    assert budget.lines.aggregate(sum=Sum("amount"))["sum"] == CEILING
