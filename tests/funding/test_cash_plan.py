"""The office's own months of a line: they add up to it, count for the chart, and end when the line changes."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.funding import adopt, change, make_adopted_line, make_draft
from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.funding import actions
from sanggar.funding.cash_plan import planned_by_month, planned_lines
from sanggar.funding.models import BudgetLine, CashMonth
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HERE = "/desk/diskominfo-malang/youtuber-tiktok/anggaran/kas/"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, 1_000_001)


def plan(line: BudgetLine, months: dict[int, int]) -> None:
    actions.plan_cash(line, months=months, by=SETUP, at=clock.now())


def planned(programme: Programme) -> tuple[dict[date, int], int]:
    return planned_by_month(Programme.objects.filter(pk=programme.pk))


def month(programme: Programme, number: int) -> date:
    return date(programme.fiscal_year, number, 1)


def test_months_of_a_line_stand_in_the_plan_in_place_of_the_timetable(programme: Programme, line: BudgetLine) -> None:
    assert planned(programme) == ({}, 1_000_001)
    plan(line, {3: 400_000, 4: 0, 12: 600_001})
    assert planned(programme) == ({month(programme, 3): 400_000, month(programme, 12): 600_001}, 0)
    plan(line, {5: 1_000_001})
    assert planned(programme) == ({month(programme, 5): 1_000_001}, 0)
    actions.follow_timetable(line, by=SETUP, at=clock.now())
    assert planned(programme) == ({}, 1_000_001)
    assert AuditEntry.objects.filter(verb__in=("funding.plan_cash", "funding.follow_timetable")).count() == 3


@pytest.mark.parametrize("months", [{3: 1_000_000}, {3: 1_000_001, 4: 1}, {}])
def test_months_that_do_not_add_up_are_refused_and_the_old_ones_stay(
    months: dict[int, int], programme: Programme, line: BudgetLine
) -> None:
    plan(line, {1: 1_000_001})
    with pytest.raises(actions.CashPlanOff):
        plan(line, months)
    assert planned(programme) == ({month(programme, 1): 1_000_001}, 0)


def test_own_months_count_no_more_once_a_version_changes_the_line(programme: Programme, line: BudgetLine) -> None:
    plan(line, {1: 1_000_001})
    shift = make_draft(programme)
    change(shift.lines.get(), 900_000)
    adopt(shift)
    (found,) = planned_lines(Programme.objects.filter(pk=programme.pk))
    assert (found.is_own, found.is_outdated, found.amount, found.months) == (False, True, 900_000, {})
    line.refresh_from_db()
    plan(line, {2: 900_000})
    assert planned(programme) == ({month(programme, 2): 900_000}, 0)


@pytest.mark.parametrize("broken", [{"month": 13}, {"month": 0}, {"amount": 0}])
def test_the_database_refuses_a_broken_month_even_past_the_actions(line: BudgetLine, broken: dict[str, int]) -> None:
    plan(line, {1: 1_000_001})
    with pytest.raises(IntegrityError), transaction.atomic():
        CashMonth.objects.update(**broken)


def test_the_cash_plan_is_filled_in_and_given_up_in_the_browser(
    programme: Programme, line: BudgetLine, pptk: Account, inspector: Account, signed_in: SignIn
) -> None:
    browser, form = signed_in(pptk), f"{HERE}{line.pk}/"
    response = browser.post(form, {"month_1": "1 juta", "once": str(uuid.uuid4())})
    assert (response.status_code, "Selisih Rp1." in response.content.decode()) == (422, True)
    browser.post(form, {"month_1": "1 juta", "month_9": "1", "once": str(uuid.uuid4())})
    assert 'value="1.000.000"' in browser.get(form).content.decode()
    reader = signed_in(inspector)
    head, row = reader.get(f"{HERE}?format=csv").content.decode("utf-8-sig").splitlines()
    assert head.endswith(f"Jan {programme.fiscal_year},Sep {programme.fiscal_year}")
    assert row.endswith("Diisi sendiri,1000000,1")
    assert "Diisi sendiri" in reader.get(HERE).content.decode()
    assert [reader.get(each).status_code for each in (form, f"{form}ikuti-jadwal/")] == [403, 403]
    browser.post(f"{form}ikuti-jadwal/", {"once": str(uuid.uuid4())})
    assert not CashMonth.objects.exists()
