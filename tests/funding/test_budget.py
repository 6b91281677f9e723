"""The plan of the money: a ceiling that lines can't pass, fixed once adopted."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from factories.funding import make_adopted_line, make_budget, make_line
from factories.people import SETUP
from sanggar.foundation import audit, clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.funding import actions
from sanggar.funding.models import Budget, BudgetLine
from sanggar.funding.queries import BudgetTotals, budget_of, totals
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


def change(line: BudgetLine, unit_price: int, **changes: Any) -> None:
    fields = {"account_code": line.account_code, "description": line.description, "factors": [(1, "paket")]}
    actions.change_line(line, **{**fields, **changes}, unit_price=unit_price, by=SETUP, at=clock.now())


def test_volume_times_price_is_the_amount(programme: Programme) -> None:
    line = make_line(make_budget(programme), unit_price=65_000, factors=((60, "orang"), (2, "hari")))
    assert (line.volume, line.amount, line.left) == (120, 7_800_000, 7_800_000)


def test_lines_never_add_up_to_more_than_the_ceiling(programme: Programme) -> None:
    budget = make_budget(programme, ceiling=10_000_000)
    make_line(budget, unit_price=6_000_000, factors=((1, "paket"),))
    budget.refresh_from_db()
    with pytest.raises(actions.CeilingExceeded, match=r"paling banyak Rp4\.000\.000.*Rp4\.000\.001"):
        make_line(budget, unit_price=4_000_001, factors=((1, "paket"),))
    make_line(budget, unit_price=4_000_000, factors=((1, "paket"),))
    assert totals(programme) == BudgetTotals(ceiling=10_000_000, allocated=10_000_000)


def test_an_amount_beyond_any_number_the_database_holds_is_refused_like_any_other(programme: Programme) -> None:
    with pytest.raises(actions.CeilingExceeded):
        make_line(make_budget(programme), unit_price=10**15, factors=((10**6, "orang"), (10**6, "hari")))


def test_changing_and_removing_lines_keeps_the_sum(programme: Programme) -> None:
    budget = make_budget(programme, ceiling=10_000_000)
    line = make_line(budget, unit_price=6_000_000, factors=((1, "paket"),))
    other = make_line(budget, unit_price=1_000_000, factors=((1, "paket"),))
    change(line, 9_000_000)
    with pytest.raises(actions.CeilingExceeded, match=r"paling banyak Rp9\.000\.000"):
        change(line, 9_000_001)
    actions.remove_line(other, by=SETUP, at=clock.now())
    budget.refresh_from_db()
    assert budget.allocated == budget.lines.aggregate(sum=Sum("amount"))["sum"] == 9_000_000


def test_the_ceiling_can_not_fall_below_what_the_lines_use(programme: Programme) -> None:
    make_line(make_budget(programme), unit_price=7_000_000, factors=((1, "paket"),))
    with pytest.raises(actions.CeilingTooLow, match=r"Rp7\.000\.000"):
        make_budget(programme, ceiling=6_999_999)
    assert make_budget(programme, ceiling=7_000_000).ceiling == 7_000_000


def test_an_adopted_budget_is_fixed(programme: Programme) -> None:
    line = make_adopted_line(programme)
    budget = line.budget
    for act in (
        lambda: make_budget(programme, ceiling=200_000_000),
        lambda: make_line(budget),
        lambda: change(line, 1),
        lambda: actions.remove_line(line, by=SETUP, at=clock.now()),
    ):
        with pytest.raises(actions.BudgetFixed, match="sudah disahkan"):
            act()


def test_an_empty_budget_is_not_adopted(programme: Programme, budget_authority: Account) -> None:
    with pytest.raises(actions.NothingToAdopt):
        actions.adopt_budget(make_budget(programme), by=budget_authority.actor, at=clock.now())


def test_who_planned_a_budget_does_not_adopt_it(programme: Programme, budget_authority: Account) -> None:
    budget = make_budget(programme)
    line = make_line(budget)
    fields = {"account_code": line.account_code, "description": "Lain", "factors": [(1, "paket")], "unit_price": 5}
    actions.change_line(line, by=budget_authority.actor, at=clock.now(), **fields)  # type: ignore[arg-type]
    with pytest.raises(actions.OwnBudget):
        actions.adopt_budget(budget, by=budget_authority.actor, at=clock.now())
    budget.refresh_from_db()
    assert not budget.is_adopted


def test_adopting_twice_is_adopting_once(programme: Programme, budget_authority: Account) -> None:
    budget = make_line(make_budget(programme)).budget
    for _click in range(2):
        actions.adopt_budget(budget, by=budget_authority.actor, at=clock.now())
    assert [event.kind for event in budget.events.all()] == ["ceiling", "adopted"]
    assert AuditEntry.objects.filter(verb="funding.adopt_budget").count() == 1


def test_a_reopened_budget_can_change_and_remembers_why(programme: Programme, budget_authority: Account) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    actions.reopen_budget(line.budget, by=budget_authority.actor, at=clock.now(), reason="Harga sewa naik.")
    change(line, 8_000_000)
    event = line.budget.events.last()
    assert event is not None
    assert (event.kind, event.reason, event.allocated) == ("reopened", "Harga sewa naik.", 7_000_000)
    entry = AuditEntry.objects.get(verb="funding.reopen_budget")
    assert "Harga sewa" not in entry.details  # a reason in free words may name someone, and the row can't be erased
    assert audit.personal_of(entry) == {"reason": "Harga sewa naik."}


def test_a_line_can_not_shrink_below_what_is_used(programme: Programme, budget_authority: Account) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    actions.commit_on_line(line, 3_000_000)
    actions.reopen_budget(line.budget, by=budget_authority.actor, at=clock.now(), reason="Pergeseran.")
    with pytest.raises(actions.LineTooSmall, match=r"sudah dipakai Rp3\.000\.000"):
        change(line, 2_999_999)
    with pytest.raises(actions.LineInUse):
        actions.remove_line(line, by=SETUP, at=clock.now())


def test_a_line_is_exhausted_to_the_last_rupiah(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=1_000_000)
    actions.commit_on_line(line, 999_999)
    with pytest.raises(actions.LineExhausted, match=r"tinggal Rp1; yang diajukan Rp2\."):
        actions.commit_on_line(line, 2)
    actions.pay_on_line(line, 999_999)
    actions.commit_on_line(line, 1)
    actions.release_on_line(line, 1)
    line.refresh_from_db()
    assert (line.committed, line.paid, line.left) == (0, 999_999, 1)


def test_what_is_not_committed_is_neither_paid_nor_released(programme: Programme) -> None:
    line = make_adopted_line(programme)
    for act in (actions.pay_on_line, actions.release_on_line):
        with pytest.raises(actions.NotCommitted):
            act(line, 1)


def test_money_of_a_budget_that_is_not_adopted_is_not_spent(programme: Programme) -> None:
    with pytest.raises(actions.BudgetNotAdopted):
        actions.commit_on_line(make_line(make_budget(programme)), 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"amount": 1},
        {"volume": 0, "amount": 0},
        {"committed": 7_800_001},
        {"committed": 7_800_000, "paid": 1},
        {"committed": -1},
        {"paid": -1},
    ],
)
def test_the_database_refuses_a_broken_line_even_past_the_actions(programme: Programme, broken: dict[str, int]) -> None:
    line = make_adopted_line(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [{"allocated": 150_000_001}, {"allocated": -1}, {"ceiling": 0}, {"adopted_at": None}, {"adopted_by": None}],
)
def test_the_database_refuses_a_broken_budget_even_past_the_actions(
    programme: Programme, broken: dict[str, Any]
) -> None:
    make_adopted_line(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.update(**broken)


def test_a_programme_without_a_budget_has_nothing_and_says_so(programme: Programme) -> None:
    assert (budget_of(programme), totals(programme)) == (None, BudgetTotals())


def test_a_refused_act_leaves_no_trace(programme: Programme) -> None:
    budget = make_budget(programme)
    before = AuditEntry.objects.count()
    with pytest.raises(DomainError):
        make_line(budget, unit_price=10**12)
    assert (AuditEntry.objects.count(), budget.lines.count()) == (before, 0)
