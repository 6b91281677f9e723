"""How a programme's money stands: total, by kind, by month, by line."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.percents import percent_of
from sanggar.foundation.tabular import workbook_response
from sanggar.foundation.ui.listing import Column, Empty, Listing
from sanggar.funding.models import BudgetLine
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending.money_charts import money_figures, month_name
from sanggar.spending.money_sheets import money_sheets, report_sheets
from sanggar.spending.pages.addresses import address, tabs
from sanggar.spending.progress import paid_by_month, progress
from sanggar.spending.queries import spending_by_line
from sanggar.spending.realisation import paid_by_line_and_month, realisation_of


@programme_page()
def cockpit(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = lines_listing(request, programme)
    if file := listing.file():
        return file
    page = {
        "programme": programme,
        "tabs": tabs(programme, "realisation"),
        "listing": listing,
        "file_url": address("money_workbook", programme),
    }
    return render(request, "spending/realisation.html", page | money_figures(realisation_of(programme)))


@programme_page()
def workbook(_request: DeskRequest, programme: Programme) -> HttpResponse:
    """Every table of money that this programme's pages show, in one file."""
    at, day = clock.now(), clock.today()
    sheets = money_sheets(realisation_of(programme), at) | report_sheets(
        paid_by_month(programme), progress(programme, at)
    )
    return workbook_response(f"uang-{programme.slug}-{day}", sheets)


def lines_listing(request: HttpRequest, programme: Programme) -> Listing:
    """The lines; the file has a column for each month in which anything was paid or came back."""
    paid = paid_by_line_and_month(Programme.objects.filter(pk=programme.pk))
    months = sorted({month for _line, month in paid})

    def month_column(month: date) -> Column:
        return Column(
            f"{month:%Y-%m}",
            month_name(month),
            lambda line: paid.get((line.pk, month), 0),
            kind="money",
            on_page=False,
        )

    return Listing(
        request,
        spending_by_line(programme),
        [*LINE_COLUMNS, *map(month_column, months)],
        name="realisasi",
        caption=gettext_lazy("Realisasi per rincian"),
        search=("description", "account_code"),
        empty=Empty(gettext_lazy("Belum ada anggaran yang berlaku")),
    )


def _percent(line: BudgetLine) -> int:
    return percent_of(line.paid, line.amount) or 0


LINE_COLUMNS = (
    Column("rekening", gettext_lazy("Kode rekening"), lambda line: line.account_code, sort="account_code"),
    Column("rincian", gettext_lazy("Rincian"), lambda line: line.description, sort="description"),
    Column("anggaran", gettext_lazy("Anggaran"), lambda line: line.amount, sort="amount", kind="money"),
    Column("komitmen", gettext_lazy("Komitmen"), lambda line: line.committed, sort="committed", kind="money"),
    Column("dibayar", gettext_lazy("Dibayar"), lambda line: line.paid, sort="paid", kind="money"),
    Column("sisa", gettext_lazy("Sisa"), lambda line: line.left, kind="money"),
    Column("serapan", gettext_lazy("Serapan (%)"), _percent, kind="number"),
)
