"""The money of all programmes that somebody sees at the desk: side by side, and added up."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.tabular import workbook_response
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.planning.rules import programmes_seen_by
from sanggar.spending.money_charts import money_figures
from sanggar.spending.money_sheets import money_sheets
from sanggar.spending.pages.addresses import address
from sanggar.spending.realisation import Realisation, realisation, with_money
from sanggar.spending.rules import may_read_money_of_programmes


def programmes(request: DeskRequest) -> HttpResponse:
    """Tiles and charts are of the programmes found: an office, a year, a word."""
    listing = _listing(request)
    if file := listing.file():
        return file
    page = {"listing": listing, "file_url": f"{reverse('money:workbook')}?{request.GET.urlencode()}"}
    return render(request, "spending/office_money.html", page | money_figures(_found(listing)))


def workbook(request: DeskRequest) -> HttpResponse:
    """The tiles, charts and table by kind as sheets, of the same programmes."""
    return workbook_response(f"uang-{clock.today()}", money_sheets(_found(_listing(request)), clock.now()))


def _found(listing: Listing) -> Realisation:
    return realisation(Programme.objects.filter(pk__in=listing.found.order_by().values("pk")))


def _listing(request: DeskRequest) -> Listing:
    if not may_read_money_of_programmes(request.user):
        raise PermissionDenied
    seen = programmes_seen_by(request.user)
    offices = seen.order_by("organisation__name").values_list("organisation__slug", "organisation__name").distinct()
    years = seen.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return Listing(
        request,
        with_money(seen),
        COLUMNS,
        name="uang",
        caption=gettext_lazy("Uang tiap program"),
        search=("name",),
        filters=[
            Filter("kantor", gettext_lazy("Perangkat daerah"), list(offices), _in_office),
            Filter(
                "tahun",
                gettext_lazy("Tahun anggaran"),
                [(str(year), str(year)) for year in years],
                lambda rows, year: rows.filter(fiscal_year=year),
            ),
        ],
        empty=Empty(gettext_lazy("Belum ada program")),
    )


def _in_office(rows: QuerySet[Programme], slug: str) -> QuerySet[Programme]:
    return rows.filter(organisation__slug=slug)


def _name(programme: Programme) -> Cell:
    note = f"{programme.organisation} · {programme.fiscal_year}"
    return Cell(programme.name, link=address("realisation", programme), note=note)


COLUMNS = (
    Column("program", gettext_lazy("Program"), lambda row: row.name, _name, sort="name"),
    Column("kantor", gettext_lazy("Perangkat daerah"), lambda row: row.organisation.name, on_page=False),
    Column("tahun", gettext_lazy("Tahun anggaran"), lambda row: row.fiscal_year, on_page=False),
    Column("pagu", gettext_lazy("Pagu"), lambda row: row.ceiling, sort="ceiling", kind="money"),
    Column("komitmen", gettext_lazy("Komitmen"), lambda row: row.committed, sort="committed", kind="money"),
    Column("dibayar", gettext_lazy("Dibayar"), lambda row: row.paid, sort="paid", kind="money"),
    Column("tersedia", gettext_lazy("Sisa di rincian"), lambda row: row.left, sort="left", kind="money"),
    Column("serapan", gettext_lazy("Serapan (%)"), lambda row: row.absorbed, sort="absorbed", kind="number"),
)
