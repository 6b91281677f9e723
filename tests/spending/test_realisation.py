"""How the money stands: by month, by kind, for one programme and for many, in queries that do not grow."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.funding import adopt, make_adopted_line, make_budget, make_line
from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import make_payment, pay, verify
from sanggar.cores.costing.shape import Driver
from sanggar.foundation import clock
from sanggar.foundation.ui.charts import svg
from sanggar.funding.cash_plan import months_between, spread
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending.money_charts import by_kind
from sanggar.spending.realisation import KindOfSpending, months_of, realisation, realisation_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HERE = "/desk/diskominfo-malang/youtuber-tiktok/belanja/realisasi/"
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


def test_parts_of_an_amount_add_up_to_it_whatever_the_weights() -> None:
    assert spread(100, {OCTOBER: 1, NOVEMBER: 1, DECEMBER: 1}) == {OCTOBER: 33, NOVEMBER: 33, DECEMBER: 34}
    assert sum(spread(10**15 + 1, {OCTOBER: 7, NOVEMBER: 11, DECEMBER: 13}).values()) == 10**15 + 1
    assert spread(100, {}) == {}


def test_the_chart_by_kind_holds_every_kind_however_many_and_those_with_most_first() -> None:
    kinds = [KindOfSpending(f"5.1.02.01.01.{n:04}", f"Belanja {n}", n * 1_000, 0, n) for n in range(1, 41)]
    chart = by_kind(kinds)
    assert [name for name, *_sums in chart.rows_beside] == [f"Belanja {n}" for n in range(40, 0, -1)]
    drawn = svg(chart)
    assert [name for name, *_sums in chart.rows_beside if f">{name}<" not in drawn] == []


def test_months_run_over_the_end_of_a_year() -> None:
    assert months_between(date(2026, 12, 9), date(2027, 1, 2)) == [DECEMBER, date(2027, 1, 1)]
    assert months_between(DECEMBER, OCTOBER) == [DECEMBER]


def test_months_between_the_first_and_the_last_are_told_too() -> None:
    found = months_of({OCTOBER: 50}, {DECEMBER: 20})
    assert [(m.first, m.planned, m.paid, m.planned_so_far, m.paid_so_far) for m in found] == [
        (OCTOBER, 50, 0, 50, 0),
        (NOVEMBER, 0, 0, 50, 0),
        (DECEMBER, 0, 20, 50, 20),
    ]


@pytest.fixture
def planned(programme: Programme) -> Programme:
    """Meetings on the tenth of the next two months; a line paid for each meeting, one for the programme, one for
    mentoring in the month in which it begins and the two after.
    """
    first, second = _tenths(2)
    cohort = make_cohort(make_stage(programme), name="Kelas A")
    for day in (first, second):
        make_meeting(cohort, (day - clock.now()).total_seconds() / 86_400)
    programme.mentoring_until = months_between(first.date(), first.date() + timedelta(days=62))[-1]
    programme.save()
    version = make_budget(programme)
    make_line(version, 1_000_001, ((1, "paket"),), "Konsumsi sesi", Driver.MEETING)
    make_line(version, 5_000_000, ((1, "paket"),), "Cetak modul", Driver.PROGRAMME)
    make_line(version, 300_000, ((1, "kontak"),), "Honor pendamping", Driver.CONTACT)
    adopt(version)
    return programme


def _tenths(number: int) -> list[datetime]:
    """Noon of the tenth of the coming months."""
    today = clock.today()
    months = months_between(today, today + timedelta(days=31 * (number + 1)))[1 : number + 1]
    return [datetime(each.year, each.month, 10, 5, tzinfo=UTC) for each in months]


def test_the_plan_by_month_follows_the_timetable(planned: Programme) -> None:
    found = realisation_of(planned)
    mentoring = BudgetLine.objects.get(description="Honor pendamping").amount
    assert sum(month.planned for month in found.months) == found.totals.allocated
    first, second = _tenths(2)
    by_month = {month.first: month.planned for month in found.months}
    share = mentoring // 3
    assert by_month[first.date().replace(day=1)] == 1_000_001 + 5_000_000 + share
    assert abs(by_month[second.date().replace(day=1)] - (1_000_001 + share)) <= 1


def test_what_has_no_meeting_yet_has_no_month(programme: Programme) -> None:
    make_adopted_line(programme, 4_000_000)
    found = realisation_of(programme)
    assert (found.months, found.without_month) == ([], 4_000_000)


def test_what_was_paid_stands_in_its_month_and_under_its_account(
    programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    line = make_adopted_line(programme, 4_000_000)
    pay(verify(make_payment(line, pptk, 1_500_000), verifier), treasurer)
    make_payment(line, pptk, 400_000)  # only asked for
    found = realisation_of(programme)
    (month,), (kind,) = found.months, found.kinds
    assert (month.first, month.paid) == (clock.today().replace(day=1), 1_500_000)
    assert (kind.name, kind.committed, kind.paid, kind.left) == (
        "Belanja Makanan dan Minuman Rapat",
        400_000,
        1_500_000,
        2_100_000,
    )
    chart = by_kind(found.kinds)
    assert chart.rows_beside == [("Belanja Makanan dan Minuman Rapat", "Rp1.500.000", "Rp4.000.000")]
    assert (found.absorption, found.totals.ceiling) == (1, 150_000_000)


def test_the_page_tells_it_and_its_file_has_a_column_for_each_month(
    programme: Programme, pptk: Account, verifier: Account, treasurer: Account, inspector: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, 4_000_000)
    pay(verify(make_payment(line, pptk, 1_500_000), verifier), treasurer)
    reader = signed_in(inspector)
    html = reader.get(HERE).content.decode()
    assert "Rp1.500.000" in html
    assert "Belum berbulan karena belum ada jadwalnya: Rp4.000.000" in html
    head, row = reader.get(f"{HERE}?format=csv").content.decode("utf-8-sig").splitlines()
    assert (head.count(","), row.endswith(",1500000")) == (7, True)


def test_all_programmes_stand_side_by_side_but_only_those_one_sees(
    programme: Programme, other_office: Organisation, pptk: Account, verifier: Account, treasurer: Account,
    signed_in: SignIn,
) -> None:  # fmt: skip
    line = make_adopted_line(programme, 4_000_000)
    pay(verify(make_payment(line, pptk, 2_000_000), verifier), treasurer)
    make_adopted_line(make_programme(other_office, "rahasia"), 9_000_000)
    reader = signed_in(treasurer)
    rows = reader.get("/desk/uang/?format=csv").content.decode("utf-8-sig").splitlines()
    assert [row.rsplit(",", 5)[1:] for row in rows[1:]] == [["150000000", "0", "2000000", "2000000", "1"]]
    html = reader.get("/desk/uang/?sort=-serapan").content.decode()
    assert ("Rp2.000.000" in html, "Dinas Lain" in html) == (True, False)


def test_who_works_at_no_desk_is_refused(office: Organisation, signed_in: SignIn) -> None:
    outsider = make_account("Wati Warga", Role.PARTICIPANT, office)
    assert signed_in(outsider).get("/desk/uang/").status_code == 403


def test_no_further_query_for_further_programmes_and_payments(
    office: Organisation, programme: Programme, pptk: Account
) -> None:
    make_adopted_line(programme)
    with CaptureQueriesContext(connection) as few:
        realisation(Programme.objects.filter(organisation=office))
    for number in range(2):
        line = make_adopted_line(make_programme(office, f"lain-{number}"))
        make_payment(line, pptk, 1_000_000)
    with CaptureQueriesContext(connection) as many:
        found = realisation(Programme.objects.filter(organisation=office))
    assert (len(many), found.totals.ceiling) == (len(few), 450_000_000)
