"""What everyone may know of a programme's money, and that nothing in it names anybody."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.funding import make_adopted_line
from factories.planning import make_programme
from factories.spending import make_payee, make_payment, pay, verify
from factories.training import make_cohort_of, make_enrolment
from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import versions_of
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme
from sanggar.reporting.queries import costs_per_head

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HERE = "/diskominfo-malang/youtuber-tiktok/"


@pytest.fixture
def spent(programme: Programme, pptk: Account, verifier: Account, treasurer: Account) -> Programme:
    line = make_adopted_line(programme, 4_000_000)
    payee = make_payee(programme.organisation, "Sulastri Penerima")
    payment = make_payment(line, pptk, 1_500_000, payee=payee, description="Honor Sulastri")
    pay(verify(payment, verifier), treasurer)
    return programme


def test_everyone_reads_ceiling_paid_left_and_the_day(client: Client, spent: Programme, pptk: Account) -> None:
    make_payment(BudgetLine.objects.get(), pptk, 500_000)  # asked for and not paid: no longer left, in any of them
    told = client.get(f"{HERE}uang.json").json()
    (account,) = told.pop("by_account")
    assert {key: told[key] for key in ("ceiling", "paid", "remaining", "paid_per_participant")} == {
        "ceiling": 150_000_000,
        "paid": 1_500_000,
        "remaining": 148_000_000,
        "paid_per_participant": None,
    }
    assert account == {
        "code": "5.1.02.01.01.0052",
        "name": "Belanja Makanan dan Minuman Rapat",
        "planned": 4_000_000,
        "committed": 500_000,
        "paid": 1_500_000,
        "remaining": 2_000_000,
    }
    table = client.get(f"{HERE}uang.csv").content.decode("utf-8-sig")
    assert table.splitlines()[1].replace(";", ",").endswith("4000000,500000,1500000,2000000")
    page = client.get(HERE).content.decode()
    assert "Rp500.000 lagi sudah disisihkan" in page
    assert ("Sisanya Rp148.000.000" in page, f"{HERE}uang/" in page) == (True, True)


def test_what_was_paid_is_shared_by_those_who_take_part(client: Client, spent: Programme) -> None:
    cohort = make_cohort_of(spent)
    for _each in range(4):
        make_enrolment(cohort)
    told = client.get(f"{HERE}uang.json").json()
    assert [told[f"paid_per_{who}"] for who in ("participant", "certified")] == [375_000, None]
    assert "Rp375.000 (4 orang)" in client.get(f"{HERE}uang/").content.decode()


def test_the_planner_and_the_report_tell_what_each_who_completed_really_cost(
    spent: Programme, officer: Account, signed_in: SignIn
) -> None:
    """Two take part, one completed; the budget was adopted before there were seats, so it planned for nobody."""
    make_rule(spent, contacts=0, works=0)
    cohort = make_cohort_of(spent)
    make_enrolment(cohort)
    make_certificate(make_finisher(cohort))
    rows = costs_per_head(spent)
    assert [(row.planned, row.realised, row.percent) for row in rows] == [
        (None, 750_000, None),
        (None, 1_500_000, None),
    ]
    page = signed_in(officer).get(f"/desk{HERE}anggaran/versi/{versions_of(spent).get().pk}/").content.decode()
    assert ("Rp750.000 untuk 2 orang" in page, "Rp1.500.000 untuk 1 orang" in page) == (True, True)


def test_no_payee_and_no_purpose_is_told(client: Client, spent: Programme) -> None:
    told = "".join(client.get(HERE + each).content.decode() for each in ("uang/", "uang.json", "uang.csv", ""))
    assert ("1.500.000" in told, "Sulastri" in told, "Konsumsi" in told) == (True, False, False)


@time_machine.travel(datetime(2026, 11, 27, 7, tzinfo=UTC), tick=False)
def test_page_data_and_file_tell_as_of_which_moment_they_hold(client: Client, spent: Programme) -> None:
    pages = [client.get(f"{HERE}{page}").content.decode() for page in ("uang/", "")]
    assert ["eadaan 27 November 2026 pukul 14.00 WIB" in page for page in pages] == [True, True]
    assert client.get(f"{HERE}uang.json").json()["as_of"] == "2026-11-27T14:00+07:00"

    _head, row = client.get(f"{HERE}uang.csv").content.decode("utf-8-sig").splitlines()
    assert row == ("2026-11-27 14:00,5.1.02.01.01.0052,Belanja Makanan dan Minuman Rapat,4000000,0,1500000,2500000")


def test_what_is_not_published_has_no_public_money(client: Client, office: Organisation) -> None:
    make_adopted_line(make_programme(office, "belum-terbit", published=False))
    answers = [client.get(f"/diskominfo-malang/belum-terbit/uang{end}").status_code for end in ("/", ".json", ".csv")]
    assert answers == [404, 404, 404]
