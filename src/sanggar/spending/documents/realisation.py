"""The realisation report by line and month, with the progress of the work beside the money; always in Indonesian."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation import clock
from sanggar.foundation.dates import day_and_time, local_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.foundation.ui.charts import svg
from sanggar.planning.models import Programme
from sanggar.spending.documents.parts import BY_HAND, page_of, place_and_date
from sanggar.spending.money_charts import charts_of, month_name
from sanggar.spending.progress import PaidByMonth, Progress, paid_by_month, progress
from sanggar.spending.realisation import realisation_of

TEMPLATE = Path(__file__).with_name("realisation.typ")


def realisation_report(programme: Programme, *, at: datetime) -> bytes:
    """PDF/A in landscape, as of the moment it is made."""
    with override("id"):
        return pdf(TEMPLATE, report_data(programme, at=at), at=at)


def report_data(programme: Programme, *, at: datetime) -> dict[str, Any]:
    report, zone = paid_by_month(programme), clock.office_zone()
    totals = report.totals
    return page_of(programme, at) | {
        "subtitle": f"Tahun anggaran {programme.fiscal_year}, keadaan {day_and_time(at, zone)}",
        "facts": [
            ["Kegiatan", programme.name],
            ["Pagu", format_rupiah(totals.ceiling)],
            ["Dibayar", f"{format_rupiah(totals.paid)} ({share(totals.paid, totals.ceiling)})"],
            ["Komitmen berjalan", format_rupiah(totals.committed)],
        ],
        "heads": [
            "Kode rekening",
            "Uraian",
            "Anggaran",
            *map(month_name, report.months),
            "Dibayar",
            "Komitmen",
            "Sisa",
            "%",
        ],
        "rows": [*_rows(report), _sums(report)],
        "charts": [[str(each.title), svg(each)] for each in charts_of(realisation_of(programme), local_date(at, zone))],
        "progress": [[str(row.label), *progress_words(row)] for row in progress(programme, at)],
        "place_and_date": place_and_date(programme, local_date(at, zone)),
        "signatures": [["Pejabat Pelaksana Teknis Kegiatan", BY_HAND, ""], ["PA/KPA", BY_HAND, ""]],
    }


def progress_words(row: Progress) -> list[str]:
    """(done, planned, share)."""
    told = format_rupiah if row.is_money else str
    return [told(row.done), told(row.planned), share(row.done, row.planned)]


def share(done: int, planned: int) -> str:
    """In percent with one digit, rounded down."""
    return f"{done * 1000 // planned / 10:.1f}%".replace(".", ",") if planned else "–"


def _rows(report: PaidByMonth) -> list[list[str]]:
    return [
        [
            line.account_code,
            line.description,
            grouped(line.amount),
            *(grouped(report.of(line, month)) for month in report.months),
            grouped(line.paid),
            grouped(line.committed),
            grouped(line.left),
            share(line.paid, line.amount),
        ]
        for line in report.lines
    ]


def _sums(report: PaidByMonth) -> list[str]:
    totals = report.totals
    months = (grouped(report.in_month(month)) for month in report.months)
    sums = [grouped(totals.allocated), *months, grouped(totals.paid), grouped(totals.committed), grouped(totals.left)]
    return ["", "Jumlah", *sums, share(totals.paid, totals.allocated)]
