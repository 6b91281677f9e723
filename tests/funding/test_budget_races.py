"""Many writers at once: lines never pass the ceiling, nothing slips into what is adopted, nothing is overdrawn."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from django.db.models import Sum

from factories.funding import adopt, change, make_adopted_line, make_budget, make_draft, make_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.races import race
from sanggar.funding import actions
from sanggar.funding.models import Budget, BudgetLine, BudgetVersion, VersionLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
PAKET = ((1, "paket"),)


@pytest.fixture
def race_programme() -> Programme:
    return make_programme(make_office())


def test_16_lines_race_for_a_ceiling_that_holds_five(race_programme: Programme) -> None:
    draft = make_budget(race_programme, ceiling=5_000)
    outcomes = race([lambda: make_line(draft, unit_price=1_000, factors=PAKET)] * 16)
    draft.refresh_from_db()
    assert outcomes == {"done": 5, "ceiling_exceeded": 11}
    assert (draft.allocated, draft.lines.count()) == (5_000, 5)


def test_changes_of_one_line_at_once_keep_the_sum(race_programme: Programme) -> None:
    line = make_line(make_budget(race_programme, ceiling=100_000), unit_price=1_000, factors=PAKET)
    outcomes = race([partial(change, line, price) for price in range(2_000, 10_000, 1_000)])
    assert outcomes == {"done": 8}
    assert BudgetVersion.objects.get().allocated == VersionLine.objects.get().amount


def test_a_line_that_comes_with_the_adoption_is_in_it_or_refused(race_programme: Programme) -> None:
    draft = make_line(make_budget(race_programme), unit_price=1_000, factors=PAKET).version
    authority = make_authority(race_programme)
    race([partial(adopt, draft, authority)] + [lambda: make_line(draft, unit_price=1_000, factors=PAKET)] * 7)
    draft.refresh_from_db()
    budget = Budget.objects.get()
    assert draft.allocated == budget.allocated == draft.lines.count() * 1_000 == budget.lines.count() * 1_000


def test_two_shifts_of_one_version_are_adopted_one_after_the_other_never_both(race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1_000)
    shifts = [make_draft(race_programme, name=f"Pergeseran {number}") for number in range(6)]
    authority = make_authority(race_programme)
    outcomes = race([partial(adopt, shift, authority) for shift in shifts])
    assert outcomes == {"done": 1, "version_overtaken": 5}
    line.refresh_from_db()
    assert line.amount == 1_000


def test_a_line_shrinks_or_is_committed_but_never_overdrawn(race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1_000)
    change((shift := make_draft(race_programme)).lines.get(), 500)
    authority = make_authority(race_programme)
    outcomes = race([partial(adopt, shift, authority), *[partial(actions.commit_on_line, line, 600)] * 3])
    line.refresh_from_db()
    assert outcomes["done"] == 1
    assert (line.amount, line.committed) in {(500, 0), (1_000, 600)}


def test_shifts_and_payments_of_64_hands_leave_every_line_within_its_amount(race_programme: Programme) -> None:
    draft = make_budget(race_programme, ceiling=20_000)
    for name in ("Konsumsi", "Gedung"):
        make_line(draft, unit_price=10_000, factors=PAKET, description=name)
    budget, authority = adopt(draft), make_authority(race_programme)
    food, hall = budget.lines.order_by("pk")
    change((shift := make_draft(race_programme)).lines.get(key=food.key), 4_000)
    change(shift.lines.get(key=hall.key), 16_000)
    endings = (actions.pay_on_line, actions.release_on_line, keep)
    acts = [partial(spend, line, ending) for line in (food, hall) for ending in endings for _ in range(10)]
    late = partial(change, shift.lines.get(key=food.key), 5)
    outcomes = race([*acts, partial(adopt, shift, authority), late, late, late])
    assert set(outcomes) <= {"done", "line_exhausted", "lines_below_use", "version_fixed", "ceiling_exceeded"}
    require_held(Budget.objects.get())


def spend(line: BudgetLine, ending: Callable[[BudgetLine, int], None]) -> None:
    """As a payment does it: set aside, then paid, given back, or left waiting."""
    actions.commit_on_line(line, 700)
    ending(line, 700)


def keep(_line: BudgetLine, _amount: int) -> None:
    """It waits."""


def require_held(budget: Budget) -> None:
    """Paid + committed ≤ line, lines ≤ ceiling, and the sum of the lines is what the budget says."""
    assert all(line.committed + line.paid <= line.amount for line in budget.lines.all())
    assert budget.lines.aggregate(sum=Sum("amount"))["sum"] == budget.allocated <= budget.ceiling


def make_authority(programme: Programme) -> Account:
    return make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)


def held(act: Callable[[], object], begun: threading.Event) -> None:
    """Do it, but commit only when somebody else has had time to look."""
    with transaction.atomic():
        act()
        begun.set()
        time.sleep(0.4)


def after(begun: threading.Event, act: Callable[[], object]) -> None:
    assert begun.wait(timeout=10)
    act()


def test_who_is_writing_a_line_can_not_adopt_the_version_before_it_is_seen(race_programme: Programme) -> None:
    line = make_line(make_budget(race_programme), unit_price=1_000, factors=PAKET)
    both = make_authority(race_programme)
    begun = threading.Event()
    plan, adopting = partial(change, line, 2_000, by=both), partial(adopt, line.version, both)
    assert race([partial(held, plan, begun), partial(after, begun, adopting)]) == {"done": 1, "own_budget": 1}
    assert not Budget.objects.get().is_adopted


def test_what_is_committed_while_a_smaller_line_is_being_adopted_waits_and_is_refused(
    race_programme: Programme,
) -> None:
    line = make_adopted_line(race_programme, amount=1_000)
    change((shift := make_draft(race_programme)).lines.get(), 500)
    adopting = partial(adopt, shift, make_authority(race_programme))
    begun = threading.Event()
    acts = [partial(held, adopting, begun), partial(after, begun, partial(actions.commit_on_line, line, 600))]
    assert race(acts) == {"done": 1, "line_exhausted": 1}
    line.refresh_from_db()
    assert (line.amount, line.committed) == (500, 0)
