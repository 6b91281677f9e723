"""The realisation report: by line and month, and physical beside financial progress."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.funding.models import BudgetLine
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending.documents.realisation import progress_words, realisation_report, share
from sanggar.spending.money_charts import as_of, charts_of, month_name
from sanggar.spending.pages.addresses import address, tabs
from sanggar.spending.progress import PaidByMonth, Progress, paid_by_month, progress
from sanggar.spending.queries import spending_by_line
from sanggar.spending.realisation import realisation_of


@programme_page()
def report(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = paid_by_month(programme)
    listing = _listing(request, programme, found)
    page = {
        "programme": programme,
        "tabs": tabs(programme, "realisation"),
        "listing": listing,
        "as_of": as_of(clock.now()),
        "totals": found.totals,
        "months": _months(found),
        "charts": charts_of(realisation_of(programme), clock.today()),
        "progress": [_progress(row) for row in progress(programme, clock.now())],
        "file_url": address("money_workbook", programme),
        "pdf_url": address("report_pdf", programme),
    }
    return listing.file() or render(request, "spending/report.html", page)


@programme_page()
def report_pdf(request: DeskRequest, programme: Programme) -> HttpResponse:
    return pdf_response(realisation_report(programme, at=clock.now()), f"realisasi-{programme.slug}")


def _listing(request: HttpRequest, programme: Programme, found: PaidByMonth) -> Listing:
    """Months stand in the file and on the paper: on a screen they would not fit beside each other."""

    def paid(line: BudgetLine) -> Cell:
        return Cell(line.paid, note=share(line.paid, line.amount))

    return Listing(
        request,
        spending_by_line(programme).order_by("account_code", "pk"),
        [
            Column("rincian", gettext_lazy("Rincian"), lambda line: line.description, _line, sort="description"),
            Column("rekening", gettext_lazy("Kode rekening"), lambda line: line.account_code, on_page=False),
            Column("jumlah", gettext_lazy("Anggaran"), lambda line: line.amount, sort="amount", kind="money"),
            *(_month_column(found, month) for month in found.months),
            Column("komitmen", gettext_lazy("Komitmen"), lambda line: line.committed, kind="money"),
            Column("dibayar", gettext_lazy("Dibayar"), lambda line: line.paid, paid, sort="paid", kind="money"),
            Column("sisa", gettext_lazy("Sisa"), lambda line: line.left, kind="money"),
        ],
        name="realisasi",
        caption=gettext_lazy("Realisasi per rincian"),
        search=("description", "account_code"),
        empty=Empty(gettext_lazy("Belum ada rincian yang berlaku")),
    )


def _line(line: BudgetLine) -> Cell:
    return Cell(line.description, note=line.account_code)


def _month_column(found: PaidByMonth, month: date) -> Column:
    def paid(line: BudgetLine) -> int:
        return found.of(line, month)

    value: Callable[[Any], Any] = paid
    return Column(f"bulan-{month:%Y-%m}", month_name(month), value, kind="money", on_page=False)


def _months(found: PaidByMonth) -> list[dict[str, str]]:
    return [
        {
            "name": month_name(month),
            "paid": format_rupiah(paid),
            "until": format_rupiah(until),
            "share": share(until, found.totals.ceiling),
        }
        for month, paid, until in found.by_month()
    ]


def _progress(row: Progress) -> dict[str, object]:
    done, planned, part = progress_words(row)
    return {"label": row.label, "done": done, "planned": planned, "share": part}
