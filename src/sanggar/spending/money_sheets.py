"""The figures of money as sheets of a workbook, exact, for one programme or many: what the page shows shortened."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, local_date
from sanggar.foundation.tabular import Sheets
from sanggar.spending.money_charts import month_name
from sanggar.spending.progress import PaidByMonth, Progress
from sanggar.spending.realisation import Realisation


def money_sheets(found: Realisation, at: datetime) -> Sheets:
    """In total with the moment as of which, by kind, by month."""
    totals, zone = found.totals, clock.office_zone()
    sums = [
        (_("Keadaan"), local_date(at, zone)),
        (_("Pukul"), clock_time(at, zone)),
        (_("Pagu"), totals.ceiling),
        (_("Dirinci"), totals.allocated),
        (_("Komitmen"), totals.committed),
        (_("Dibayar"), totals.paid),
        (_("Tersedia"), totals.ceiling - totals.committed - totals.paid),
        (_("Serapan (%)"), found.absorption),
        (_("Rencana tanpa bulan"), found.without_month),
    ]
    kinds = [[k.code, k.name, k.amount, k.committed, k.paid, k.left] for k in found.kinds]
    months = [[month_name(m.first), m.planned, m.paid, m.planned_so_far, m.paid_so_far] for m in found.months]
    return {
        _("Ringkasan"): ([_("Ukuran"), _("Nilai")], sums),
        _("Jenis belanja"): (
            [_("Kode rekening"), _("Jenis belanja"), _("Anggaran"), _("Komitmen"), _("Dibayar"), _("Sisa")],
            kinds,
        ),
        _("Bulan"): (
            [_("Bulan"), _("Rencana"), _("Dibayar"), _("Rencana sampai akhir bulan"), _("Dibayar sampai akhir bulan")],
            months,
        ),
    }


def report_sheets(report: PaidByMonth, rows: list[Progress]) -> Sheets:
    """The realisation report: lines by month, and the progress of the work beside the money."""
    heads = [
        _("Kode rekening"), _("Rincian"), _("Anggaran"), *map(month_name, report.months), _("Komitmen"), _("Dibayar"),
        _("Sisa"),
    ]  # fmt: skip
    lines: list[list[Any]] = [
        [
            line.account_code,
            line.description,
            line.amount,
            *(report.of(line, month) for month in report.months),
            line.committed,
            line.paid,
            line.left,
        ]
        for line in report.lines
    ]
    totals = report.totals
    months = (report.in_month(month) for month in report.months)
    lines.append([_("Jumlah"), None, totals.allocated, *months, totals.committed, totals.paid, totals.left])
    progress = [[str(row.label), row.done, row.planned, percent(row)] for row in rows]
    return {
        _("Rincian"): (heads, lines),
        _("Kemajuan"): ([_("Ukuran"), _("Terlaksana"), _("Direncanakan"), _("Bagian (%)")], progress),
    }


def percent(row: Progress) -> float | None:
    return None if row.permille is None else row.permille / 10
