"""Two versions of a budget line by line."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanggar.foundation.tabular import csv_response, xlsx_response
from sanggar.funding.factors import factors_text
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.queries import Compared, compared, versions_of
from sanggar.funding.shapes import factors_in_force
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


@programme_page()
def compare(request: DeskRequest, programme: Programme) -> HttpResponse:
    """`?lama=…&baru=…`; without them, the version before and the newest."""
    versions = list(versions_of(programme))
    later = _chosen(request, "baru", versions, 0)
    earlier = _chosen(request, "lama", versions, 1)
    rows = compared(earlier, later) if earlier and later else []
    write = WRITERS.get(request.GET.get("format", ""))
    if write and rows:
        return write(f"banding-{programme.slug}", _heads(earlier, later), [_cells(row) for row in rows])
    page = {
        "programme": programme,
        "versions": versions,
        "earlier": earlier,
        "later": later,
        "rows": rows,
        "difference": later.allocated - earlier.allocated if earlier and later else 0,
    }
    return render(request, "funding/compare.html", page)


def _chosen(request: DeskRequest, key: str, versions: Sequence[BudgetVersion], at: int) -> BudgetVersion | None:
    wish = request.GET.get(key, "")
    otherwise = versions[at] if len(versions) > at else None
    return next((version for version in versions if str(version.pk) == wish), otherwise)


def _heads(earlier: BudgetVersion | None, later: BudgetVersion | None) -> list[str]:
    columns = (_("volume"), _("harga satuan"), _("jumlah"))
    of_versions = [f"{version}: {column}" for version in (earlier, later) for column in columns]
    return [_("Kode rekening"), _("Uraian"), *of_versions, _("Selisih")]


def _cells(row: Compared) -> list[Any]:
    return [
        row.shown.account_code,
        row.shown.description,
        *_columns(row.earlier),
        *_columns(row.later),
        row.difference,
    ]


def _columns(line: VersionLine | None) -> list[Any]:
    return [factors_text(factors_in_force(line)), line.unit_price, line.amount] if line else [None, None, 0]
