"""The last days of accounts and of the fiscal year come from the dated list, and stand on the desks where one acts."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from factories.funding import make_adopted_line
from factories.spending import approve, make_payment, pay, verify
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.money_todos import payments_before_the_year_ends, payments_paid_incomplete
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.funding.deadlines import Deadlines
from sanggar.funding.models import ListKind, ReferenceEntry, ReferenceList
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions

pytestmark = pytest.mark.django_db
YEAR = "PP 12/2019: tahun anggaran 1 Januari sampai 31 Desember"
LATE_IN_YEAR = datetime(2026, 12, 3, 3, tzinfo=UTC)


@pytest.fixture
def programme(programme: Programme) -> Programme:
    Programme.objects.filter(pk=programme.pk).update(fiscal_year=2026)
    programme.refresh_from_db()
    return programme


def list_of_the_city(*rows: tuple[str, int]) -> None:
    """Rule and number, from December on."""
    told = {"version": "Edaran akhir tahun", "valid_from": date(2026, 12, 1), "legal_basis": "SE uji"}
    made = ReferenceList.objects.create(kind=ListKind.AUDIT, imported_at=clock.now(), **told)
    for number, (rule, count) in enumerate(rows):
        data = {"aturan": rule, "cacah": count}
        ReferenceEntry.objects.create(list=made, position=number, code=rule, name=rule, data=data)


@pytest.mark.parametrize(
    ("paid_on", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 10)),
        (date(2026, 11, 30), date(2026, 12, 10)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_accounts_are_due_in_the_next_month_and_those_of_december_within_the_year(paid_on: date, due: date) -> None:
    found = Deadlines(date(2026, 12, 3)).accounts_due(paid_on)
    assert found is not None
    assert (found.on, found.basis) == (due, "Permendagri 77/2020")


def test_an_earlier_day_of_the_city_counts_from_the_day_its_list_holds() -> None:
    list_of_the_city(("bayar-terakhir", 18), ("ingat-akhir-tahun", 20))
    before, after = Deadlines(date(2026, 11, 30)), Deadlines(date(2026, 12, 3))
    found = [each.last_payment(2026) for each in (before, after)]
    assert [each and (each.on.day, each.basis) for each in found] == [
        (31, "PP 12/2019: tahun anggaran 1 Januari sampai 31 Desember"),
        (18, "SE uji"),
    ]
    assert after.accounts_due(date(2026, 11, 5)) is None, "their list says nothing of accounts"
    days = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1))
    assert [Deadlines(day).is_year_ending(2026) for day in days] == [False, True, True]


def test_the_desks_of_pptk_and_treasurer_say_by_when(
    programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    with time_machine.travel(LATE_IN_YEAR):
        line = make_adopted_line(programme)
        make_payment(line, pptk, 1_000)
        pay(verify(make_payment(line, pptk, 1_000), verifier), treasurer)
        told = [_told(programme, find) for find in (payments_before_the_year_ends, payments_paid_incomplete)]
    assert told == [
        [
            (
                "Selesaikan 1 pembayaran",
                f"Dibayar paling lambat 31 Desember 2026 ({YEAR}); sesudah itu uangnya menjadi SiLPA",
            )
        ],
        [("Lengkapi SPJ 1 pembayaran", "Yang pertama paling lambat 31 Desember 2026 (Permendagri 77/2020)")],
    ]
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC)):
        assert "dan sudah lewat" in _told(programme, payments_paid_incomplete)[0][1]
    with time_machine.travel(datetime(2026, 6, 2, tzinfo=UTC)):
        assert _told(programme, payments_before_the_year_ends) == []


def test_after_the_last_day_each_is_told_what_they_may_do(
    programme: Programme,
    pptk: Account,
    verifier: Account,
    treasurer: Account,
    signed_in: Callable[[Account], Client],
) -> None:
    """The PPTK cancels what was not approved; the treasurer, who may not, notes what has left."""
    with time_machine.travel(LATE_IN_YEAR):
        line = make_adopted_line(programme)
        asked, verified, returned, approved = (make_payment(line, pptk, 1_000) for _number in range(4))
        for payment in (verified, approved):
            verify(payment, verifier)
        approve(approved)
        actions.return_payment(returned, reason="Kurang jelas.", by=verifier.actor, at=clock.now())
        assert _money_of(treasurer, programme) == ["Selesaikan 4 pembayaran", "Bayar 1 tagihan"]
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC)):
        assert "Batalkan 3 pembayaran" in _money_of(pptk, programme)
        assert _money_of(treasurer, programme) == ["Catat pembayaran yang sudah keluar (1)"]
        (todo,) = [each for each in todos_of(pptk, Figures(programme, clock.now())) if "Batalkan" in each.text]
        rows = signed_in(pptk).get(todo.link).context["listing"].page
        assert {row.pk for row in rows} == {asked.pk, verified.pk, returned.pk}


def _money_of(account: Account, programme: Programme) -> list[str]:
    return [todo.text for todo in todos_of(account, Figures(programme, clock.now()))]


def _told(programme: Programme, find: object) -> list[tuple[str, str]]:
    assert callable(find)
    return [(todo.text, todo.note) for todo in find(Figures(programme, clock.now()))]
