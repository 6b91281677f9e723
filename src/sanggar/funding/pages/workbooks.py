"""The tables of the planner as workbooks: all versions with their lines, and scenarios beside each other."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import gettext as _

from sanggar.foundation.tabular import Sheets, workbook_response
from sanggar.funding.factors import factors_text
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.pages.scenarios import Scenario, scenarios_of
from sanggar.funding.queries import compared_all, versions_of
from sanggar.funding.shapes import DRIVERS, factors_in_force
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


@programme_page()
def versions_xlsx(_request: DeskRequest, programme: Programme) -> HttpResponse:
    """A line stands once for each version that has it, so that a pivot table can lay any of them side by side."""
    lines = Prefetch("lines", VersionLine.objects.order_by("account_code", "pk"))
    found = list(versions_of(programme).prefetch_related(lines))
    return workbook_response(f"anggaran-{programme.slug}", version_sheets(found))


def version_sheets(versions: Sequence[BudgetVersion]) -> Sheets:
    drivers = dict(DRIVERS)
    heads = [
        _("Versi"), _("Jenis"), _("Keadaan"), _("Pagu"), _("Dirinci"), _("Nomor"), _("Tanggal dokumen"),
        _("Disetujui oleh"), _("Disahkan"), _("Disahkan oleh"), _("Dibuat"), _("Dibuat oleh"), _("Alasan"),
    ]  # fmt: skip
    lines = [
        _("Versi"), _("Keadaan"), _("Kode rekening"), _("Uraian"), _("Dihitung"), _("Koefisien"), _("Volume"),
        _("Harga satuan"), _("Jumlah"),
    ]  # fmt: skip
    return {
        _("Versi"): (heads, [_version(each) for each in versions]),
        _("Rincian"): (lines, [_line(each, line, drivers) for each in versions for line in each.lines.all()]),
    }


def _version(version: BudgetVersion) -> list[Any]:
    return [
        version.name,
        version.get_kind_display(),
        version.get_state_display(),
        version.ceiling,
        version.allocated,
        version.number or None,
        version.dated,
        version.approver_account.name if version.approver_account else version.approver or None,
        version.adopted_at,
        version.adopted_by.name if version.adopted_by else None,
        version.drafted_at,
        version.drafted_by,
        version.reason or None,
    ]


def _line(version: BudgetVersion, line: VersionLine, drivers: dict[str, Any]) -> list[Any]:
    return [
        version.name,
        version.get_state_display(),
        line.account_code,
        line.description,
        drivers[line.driver],
        factors_text(factors_in_force(line)),
        line.volume,
        line.unit_price,
        line.amount,
    ]


@programme_page()
def scenarios_xlsx(_request: DeskRequest, programme: Programme) -> HttpResponse:
    return workbook_response(f"skenario-{programme.slug}", scenario_sheets(scenarios_of(programme)))


def scenario_sheets(scenarios: Sequence[Scenario]) -> Sheets:
    """A column for each scenario: its figures, and what every line comes to in it; blank where it has none."""
    names = [each.version.name for each in scenarios]
    figures = zip(*([value for _label, value in each.figures] for each in scenarios), strict=True)
    labels = [label for label, _value in scenarios[0].figures] if scenarios else []
    rows = [
        [shown.account_code, shown.description, *(line.amount if line else None for line in row)]
        for shown, row in compared_all([each.version for each in scenarios])
    ]
    sums = [_("Jumlah"), None, *(each.version.allocated for each in scenarios)]
    return {
        _("Skenario"): (["", *names], [[label, *values] for label, values in zip(labels, figures, strict=True)]),
        _("Rincian"): ([_("Kode rekening"), _("Uraian"), *names], [*rows, sums]),
    }
