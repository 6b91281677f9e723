"""What was paid by line and month, in page, file and paper alike, and how far the work is beside the money."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client

from factories.funding import make_adopted_line
from factories.people import SETUP
from factories.planning import make_cohort, make_meeting, make_stage
from factories.spending import approve, make_payment, pay, verify
from factories.training import make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.documents import pdf
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending.documents.realisation import TEMPLATE, progress_words, realisation_report, report_data
from sanggar.spending.models import Payment
from sanggar.spending.progress import paid_by_month, progress
from sanggar.training.actions import record_presence

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WORKBOOK = "/desk/diskominfo-malang/youtuber-tiktok/belanja/realisasi/uang.xlsx"
REPORT = "/desk/diskominfo-malang/youtuber-tiktok/belanja/laporan/"
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def line(programme: Programme, pptk: Account, verifier: Account, treasurer: Account) -> BudgetLine:
    """Rp300 paid in March, Rp700 on two days of April, Rp50 verified and not paid."""
    line = make_adopted_line(programme, amount=10_000)
    for amount, day in ((300, date(2026, 3, 31)), (500, APRIL), (200, date(2026, 4, 30))):
        payment = pay(approve(verify(make_payment(line, pptk, amount), verifier)), treasurer)
        Payment.objects.filter(pk=payment.pk).update(paid_on=day)
    verify(make_payment(line, pptk, 50), verifier)
    line.refresh_from_db()
    return line


def test_what_was_paid_falls_into_the_months_of_its_days(line: BudgetLine, programme: Programme) -> None:
    report = paid_by_month(programme)
    assert report.by_month() == [(MARCH, 300, 300), (APRIL, 700, 1000)]
    assert (report.of(line, APRIL), report.of(line, date(2026, 5, 1))) == (700, 0)
    assert sum(report.paid.values()) == report.totals.paid == line.paid


def made(programme: Programme) -> bytes:
    return realisation_report(programme, at=clock.now())


def test_the_paper_ends_with_the_sums(line: BudgetLine, programme: Programme) -> None:
    data = report_data(programme, at=clock.now())
    assert data["rows"][-1][1:] == ["Jumlah", "10.000", "300", "700", "1.000", "50", "8.950", "10,0%"]
    assert len(data["heads"]) == len(data["rows"][0])
    titles = [title for title, _drawing in data["charts"]]
    assert titles[-1] == "Rencana dan realisasi menurut jenis belanja"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(programme))).pages)
    assert [title in text for title in titles] == [True, True, True]


def test_twelve_months_of_the_largest_sums_stand_beside_each_other(line: BudgetLine, programme: Programme) -> None:
    """On the paper no sum begins before the one to its left has ended."""
    most = "999.999.999.999.999"
    data = report_data(programme, at=clock.now())
    heads = [*data["heads"][:3], *(f"Bln {number}" for number in range(12)), *data["heads"][5:]]
    rows = [["5.1.02.01.01.0052", "Konsumsi peserta", *([most] * 16), "100,0%"] for _line in range(2)]
    content = pdf(TEMPLATE, data | {"heads": heads, "rows": rows}, at=clock.now())
    places: list[tuple[int, float, float]] = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages):

        def note(text: str, turned: Any, at: Any, _font: Any, _size: Any, number: int = number) -> None:
            if most in text:
                across, up = (at[4] * turned[axis] + at[5] * turned[axis + 2] + turned[axis + 4] for axis in (0, 1))
                places.append((number, round(up, 1), across))

        page.extract_text(visitor_text=note)
    assert len(places) >= len(rows) * 16
    gaps = [b[2] - a[2] for a, b in pairwise(sorted(places)) if a[:2] == b[:2]]
    assert min(gaps) > 60, "nineteen digits and points of 6.5 points are that wide"


def test_progress_stands_figure_by_figure(line: BudgetLine, programme: Programme) -> None:
    cohort = make_cohort(make_stage(programme))
    now = clock.now()
    came = make_enrolment(cohort, at=now - timedelta(days=9))
    for days in (-4, -3, -1, 1):
        meeting = make_meeting(cohort, days)
        if days in (-4, -1):  # nobody wrote down who was at the one between them
            record_presence(meeting, came, "present", by=SETUP, at=now)
    Meeting.objects.filter(starts_at__lt=now - timedelta(days=3, hours=12)).update(
        cancelled_at=now, cancelled_by="Dewi Dinas", cancel_reason="Hujan."
    )
    held, contacts, seats, money = progress(programme, now)
    assert progress_words(held) == ["1", "3", "33,3%"]
    assert (contacts.done, contacts.planned, progress_words(contacts)[2]) == (0, 0, "–")
    assert (seats.done, seats.planned) == (1, cohort.stage.seats)
    assert progress_words(money)[0] == "Rp1.000"


def test_the_page_tells_months_and_gives_the_file(
    line: BudgetLine, programme: Programme, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    browser = signed_in(inspector)
    page = browser.get(REPORT).content.decode()
    assert "Apr 2026" in page
    assert f"{REPORT}pdf/" in page
    assert page.count("<figure") == 3
    assert browser.get(f"{REPORT}pdf/")["Content-Type"] == "application/pdf"
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{REPORT}?format=xlsx").content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][2:] == [10_000, 300, 700, 50, 1000, 8950]
    assert signed_in(stranger).get(REPORT).status_code == 404
    assert signed_in(stranger).get(WORKBOOK).status_code == 404


def test_every_table_of_money_comes_in_one_workbook_with_its_day(
    line: BudgetLine, programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    name = "Belanja Makanan dan Minuman Rapat"
    money = sheets_of(signed_in(inspector).get(WORKBOOK))
    assert (money["Ringkasan"][1][1].date(), money["Ringkasan"][5:7]) == (
        clock.today(),
        [("Komitmen", 50), ("Dibayar", 1000)],
    )
    assert money["Jenis belanja"][1:] == [(line.account_code, name, 10_000, 50, 1000, 8950)]
    assert money["Bulan"][1:] == [("Mar 2026", 0, 300, 0, 300), ("Apr 2026", 0, 700, 0, 1000)]
    assert money["Rincian"][1:] == [
        (line.account_code, line.description, 10_000, 300, 700, 50, 1000, 8950),
        ("Jumlah", None, 10_000, 300, 700, 50, 1000, 8950),
    ]
    assert money["Kemajuan"][4] == ("Keuangan: dibayar dari pagu", 1000, 150_000_000, 0)
    office = sheets_of(signed_in(inspector).get("/desk/uang.xlsx?q=tidak-ada"))
    assert (office["Ringkasan"][3], office["Bulan"][1:]) == (("Pagu", 0), [])


def sheets_of(response: Any) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
