"""Many writers at once: lines never pass the ceiling, and nothing slips in after the budget was adopted."""

from functools import partial
from typing import Any

import pytest

from factories.funding import make_adopted_line, make_budget, make_line
from factories.people import SETUP, make_account, make_office
from factories.planning import make_programme
from factories.races import race
from sanggar.foundation import clock
from sanggar.funding import actions
from sanggar.funding.models import Budget, BudgetLine
from sanggar.people.models import Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def race_programme() -> Programme:
    return make_programme(make_office())


def test_16_lines_race_for_a_ceiling_that_holds_five(race_programme: Programme) -> None:
    budget = make_budget(race_programme, ceiling=5_000)
    outcomes = race([lambda: make_line(budget, unit_price=1_000, factors=((1, "paket"),))] * 16)
    budget.refresh_from_db()
    assert outcomes == {"done": 5, "ceiling_exceeded": 11}
    assert (budget.allocated, budget.lines.count()) == (5_000, 5)


def test_changes_of_one_line_at_once_keep_the_sum(race_programme: Programme) -> None:
    line = make_line(make_budget(race_programme, ceiling=100_000), unit_price=1_000, factors=((1, "paket"),))

    def change(price: int) -> None:
        fields: dict[str, Any] = {"account_code": line.account_code, "description": "Lomba", "factors": [(1, "paket")]}
        actions.change_line(line, **fields, unit_price=price, by=SETUP, at=clock.now())

    outcomes = race([partial(change, price) for price in range(2_000, 10_000, 1_000)])
    assert outcomes == {"done": 8}
    assert Budget.objects.get().allocated == BudgetLine.objects.get().amount


def test_a_line_that_comes_with_the_adoption_is_in_it_or_refused(race_programme: Programme) -> None:
    budget = make_line(make_budget(race_programme), unit_price=1_000, factors=((1, "paket"),)).budget
    authority = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, race_programme.organisation)
    adopt = [lambda: actions.adopt_budget(Budget.objects.get(), by=authority.actor, at=clock.now())]
    race(adopt + [lambda: make_line(budget, unit_price=1_000, factors=((1, "paket"),))] * 7)
    budget.refresh_from_db()
    adopted = budget.events.get(kind="adopted")
    assert adopted.allocated == budget.allocated == budget.lines.count() * 1_000


def test_a_line_shrinks_or_is_committed_but_never_overdrawn(race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1_000)
    authority = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, race_programme.organisation)

    def shrink() -> None:
        actions.reopen_budget(line.budget, by=authority.actor, at=clock.now(), reason="Lomba.")
        fields: dict[str, Any] = {"account_code": line.account_code, "description": "Lomba", "factors": [(1, "paket")]}
        actions.change_line(line, **fields, unit_price=500, by=SETUP, at=clock.now())

    race([shrink, lambda: actions.commit_on_line(line, 1_000)])
    line.refresh_from_db()
    assert (line.amount, line.committed) in {(500, 0), (1_000, 1_000)}
