"""The report's numbers as words, once for page and PDF, and as sheets."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.people.queries import letterhead_of
from sanggar.reporting.people_tables import ShownTable
from sanggar.reporting.queries import Comparison, Report

HIDDEN = "•"
Sheet = tuple[Sequence[str], Iterable[Sequence[Any]]]


def document(report: Report) -> dict[str, Any]:
    """Plain texts: what the PDF template prints and the page shows. A table's first `words` columns are no numbers."""
    zone = clock.office_zone()
    office = report.programme.organisation
    return {
        "title": _("Laporan program"),
        "office": letterhead_of(office),
        "programme": report.programme.name,
        "year": _("Tahun anggaran %(year)s") % {"year": report.programme.fiscal_year},
        "made": _("Dihitung %(date)s pukul %(time)s")
        % {"date": plain_date(report.made_at, zone), "time": clock_time(report.made_at, zone)},
        "place_and_date": f"{office.region.full_name}, {plain_date(report.made_at, zone)}",
        "head_title": office.head_title,
        "head_name": office.head_name,
        "sections": [_comparison_table(report), _attendance_table(report), _money_table(report)],
        "people_title": _("Siapa yang terjangkau"),
        "people": [people_table(table) for table in report.tables],
        "hidden_note": hidden_note(),
    }


def hidden_note() -> str:
    return _(
        "%(mark)s disembunyikan: satu sampai empat orang, atau angka lain (bisa juga nol) yang dapat dipakai "
        "menghitungnya."
    ) % {"mark": HIDDEN}


def _comparison_table(report: Report) -> dict[str, Any]:
    rows = [[c.label, amount(c, c.planned), amount(c, c.realised), percent(c.percent)] for c in report.comparisons]
    return {
        "title": _("Rencana dan realisasi"),
        "head": [_("Ukuran"), _("Rencana"), _("Realisasi"), "%"],
        "rows": rows,
    }


def _attendance_table(report: Report) -> dict[str, Any]:
    rows = [[s.stage.name, grouped(s.held), grouped(s.meetings), percent(s.percent)] for s in report.attendance]
    return {
        "title": _("Kehadiran per tahap"),
        "head": [_("Tahap"), _("Sesi terlaksana"), _("Sesi direncanakan"), _("Hadir")],
        "rows": rows,
    }


def _money_table(report: Report) -> dict[str, Any]:
    rows = [
        [line.description, line.account_code, format_rupiah(line.amount), format_rupiah(line.paid)]
        for line in report.lines
    ]
    rows.append([_("Jumlah"), "", format_rupiah(report.money.allocated), format_rupiah(report.money.paid)])
    return {
        "title": _("Anggaran dan belanja"),
        "head": [_("Rincian"), _("Kode rekening"), _("Anggaran"), _("Dibayar")],
        "rows": rows,
        "words": 2,
    }


def people_table(table: ShownTable) -> dict[str, Any]:
    rows = [[label, *(HIDDEN if cell is None else grouped(cell) for cell in cells)] for label, cells in table.rows]
    return {"title": table.title, "head": [table.title.split(" × ")[0], *table.columns], "rows": rows}


def amount(line: Comparison, value: int | None) -> str:
    if value is None:
        return "–"
    return format_rupiah(value) if line.is_money else f"{grouped(value)} {line.unit}"


def percent(value: int | None) -> str:
    return "–" if value is None else f"{value}%"


def sheets(report: Report) -> dict[str, Sheet]:
    """Numbers as numbers, so that they can be worked with; hidden cells stay hidden."""
    found: dict[str, Sheet] = {
        _("Rencana dan realisasi"): (
            [_("Ukuran"), _("Rencana"), _("Realisasi"), _("Satuan"), "%"],
            [[c.label, c.planned, c.realised, c.unit, c.percent] for c in report.comparisons],
        ),
        _("Kehadiran"): (
            [_("Tahap"), _("Sesi terlaksana"), _("Sesi direncanakan"), _("Hadir (%)")],
            [[s.stage.name, s.held, s.meetings, s.percent] for s in report.attendance],
        ),
        _("Belanja"): (
            [_("Rincian"), _("Kode rekening"), _("Anggaran"), _("Komitmen"), _("Dibayar")],
            [[x.description, x.account_code, x.amount, x.committed, x.paid] for x in report.lines],
        ),
    }
    for number, table in enumerate(report.tables, start=1):
        rows = [[label, *(HIDDEN if cell is None else cell for cell in cells)] for label, cells in table.rows]
        found[f"{_('Peserta')} {number}"] = (["", *table.columns], rows)
    return found
