"""The budget plan (rencana anggaran biaya) of one version, by account code; always in Indonesian."""

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, local_date, plain_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.foundation.words import terbilang_rupiah
from sanggar.funding.factors import factors_text
from sanggar.funding.models import BudgetVersion, ListKind, VersionLine
from sanggar.funding.reference_queries import day_of_budget, reference_entries
from sanggar.funding.shapes import factors_in_force
from sanggar.people.queries import letterhead_of

TEMPLATE = Path(__file__).with_name("plan.typ")
BY_HAND = "." * 40
"""Where a name is filled in by pen."""


def plan_document(version: BudgetVersion, *, at: datetime) -> bytes:
    """PDF/A; a draft says that it is one."""
    with override("id"):
        return pdf(TEMPLATE, plan_data(version, at=at), at=at)


def plan_data(version: BudgetVersion, *, at: datetime) -> dict[str, Any]:
    programme, zone = version.budget.programme, clock.office_zone()
    office = programme.organisation
    lines = list(version.lines.order_by("account_code", "pk"))
    day = day_of_budget(programme, local_date(at, zone))
    listed = reference_entries(ListKind.ACCOUNT_CODE, day).filter(code__in={line.account_code for line in lines})
    names = dict(listed.values_list("code", "name"))
    return {
        "office": letterhead_of(office),
        "subtitle": f"{version.get_kind_display()}{'' if not version.is_draft else ' – rancangan, belum disahkan'}",
        "facts": _facts(version),
        "rows": [
            row
            for code, group in groupby(lines, key=lambda line: line.account_code)
            for row in _rows(code, names.get(code, ""), group)
        ],
        "total": grouped(version.allocated),
        "words": terbilang_rupiah(version.allocated),
        "place_and_date": f"{office.region.name}, {plain_date(version.dated or at, zone)}",
        "signatures": [
            ["Pejabat Pelaksana Teknis Kegiatan", BY_HAND, ""],
            ["Pengguna Anggaran/Kuasa Pengguna Anggaran", _authority(version), ""],
        ],
        "footer": f"Dicetak {plain_date(at, zone)} pukul {clock_time(at, zone)}",
    }


def _facts(version: BudgetVersion) -> list[list[str]]:
    programme = version.budget.programme
    return [
        ["Kegiatan", programme.name],
        ["Tahun anggaran", str(programme.fiscal_year)],
        ["Sub kegiatan", f"{version.sub_activity_code} {version.sub_activity_name}"],
        ["Pagu", format_rupiah(version.ceiling)],
        ["Nomor dan tanggal", _document(version)],
        ["Sisa pagu yang belum dirinci", format_rupiah(version.left)],
    ]


def _document(version: BudgetVersion) -> str:
    return f"{version.number}, {plain_date(version.dated)}" if version.number and version.dated else "–"


def _rows(code: str, name: str, lines: Any) -> list[list[str]]:
    """A subtotal for the account code, with its name where the list has it, then its lines."""
    held = list(lines)
    return [[code, name, "", "", grouped(sum(line.amount for line in held))], *map(_row, held)]


def _row(line: VersionLine) -> list[str]:
    factors = factors_text(factors_in_force(line))
    return ["", line.description, factors, grouped(line.unit_price), grouped(line.amount)]


def _authority(version: BudgetVersion) -> str:
    return version.adopted_by.name if version.adopted_by else BY_HAND
