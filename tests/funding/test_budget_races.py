"""Many writers at once: lines never pass the ceiling, and nothing slips in after the budget was adopted."""

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import transaction

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


def held(act: Callable[[], object], begun: threading.Event) -> None:
    """Do it, but commit only when somebody else has had time to look."""
    with transaction.atomic():
        act()
        begun.set()
        time.sleep(0.4)


def after(begun: threading.Event, act: Callable[[], object]) -> None:
    assert begun.wait(timeout=10)
    act()


def test_who_is_writing_a_line_can_not_adopt_the_budget_before_it_is_seen(race_programme: Programme) -> None:
    budget = make_line(make_budget(race_programme), unit_price=1_000, factors=((1, "paket"),)).budget
    both = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, race_programme.organisation)
    fields: dict[str, Any] = {"account_code": budget.lines.get().account_code, "description": "Baru"}

    def plan() -> None:
        actions.add_line(
            Budget.objects.get(), **fields, factors=[(1, "paket")], unit_price=1_000, by=both.actor, at=clock.now()
        )

    def adopt() -> None:
        actions.adopt_budget(Budget.objects.get(), by=both.actor, at=clock.now())

    begun = threading.Event()
    assert race([partial(held, plan, begun), partial(after, begun, adopt)]) == {"done": 1, "own_budget": 1}
    budget.refresh_from_db()
    assert not budget.is_adopted


def test_nothing_is_committed_on_a_budget_that_is_being_opened_again(race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1_000)

    def reopen() -> None:
        actions.reopen_budget(Budget.objects.get(), by=SETUP, at=clock.now(), reason="Lomba.")

    begun = threading.Event()
    acts = [partial(held, reopen, begun), partial(after, begun, partial(actions.commit_on_line, line, 1_000))]
    assert race(acts) == {"done": 1, "budget_not_adopted": 1}
    line.refresh_from_db()
    assert line.committed == 0
