"""Writes: a list of lines from elsewhere comes into a draft: uploaded, mapped, looked through, taken over whole."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sheets import Sheet, read_sheet
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.actions.events import held_draft, record_version
from sanggar.funding.actions.lines import add_line, change_line, worked_out
from sanggar.funding.actions.listed_codes import CodeNotListed, require_listed_account
from sanggar.funding.imports import Fate, PlannedRow, plan_of
from sanggar.funding.models import BudgetVersion, LineImport
from sanggar.funding.shapes import shape_from_json

LONGEST_NAME = 200


class LinesGone(DomainError):
    code = "lines_gone"
    message = _("Daftar ini sudah dimasukkan. Unggah lagi bila masih perlu.")


class LinesHaveErrors(DomainError):
    code = "lines_has_errors"
    message = _("Masih ada baris yang perlu dibetulkan. Betulkan di berkas asal, lalu unggah lagi.")


class LinesPassCeiling(DomainError):
    code = "lines_passes_ceiling"
    message = _("Dengan daftar ini rincian melampaui pagu sebesar %(over)s. Tidak ada yang dimasukkan.")


class NothingNew(DomainError):
    code = "lines_nothing_new"
    message = _("Semua baris sudah sama dengan rancangan ini; tidak ada yang berubah.")


@transaction.atomic
def keep_lines(version: BudgetVersion, *, name: str, content: bytes, by: Actor, at: datetime) -> LineImport:
    """Read an uploaded list and keep its table until it is in. Raises `SheetRefused`."""
    held = held_draft(version)
    sheet = read_sheet(content)
    for cell in (*sheet.headings, *(str(cell) for _line, row in sheet.rows for cell in row)):
        refuse_nik(cell, "file")
    kept = held.imports.create(
        name=plain_line(name)[:LONGEST_NAME],
        table={"headings": sheet.headings, "rows": sheet.rows},
        uploaded_at=at,
        uploaded_by=by.label,
    )
    record_version("upload_lines", held, by=by, at=at, rows=len(sheet.rows))
    return kept


@transaction.atomic
def map_lines(run: LineImport, *, columns: dict[str, str]) -> None:
    """Say which column holds what (field → heading)."""
    if not LineImport.objects.filter(pk=run.pk, imported_at=None).update(columns=columns):
        raise LinesGone
    run.columns = columns


def sheet_of(run: LineImport) -> Sheet:
    """The list as it was read. Raises `LinesGone` once it is in."""
    if run.table is None:
        raise LinesGone
    return Sheet(run.table["headings"], [(line, cells) for line, cells in run.table["rows"]])


def plan_lines(run: LineImport, *, at: datetime) -> list[PlannedRow]:
    """What would become of every row now; a code that the list in force does not know is an error like the others."""
    rows = plan_of(sheet_of(run), run.columns, run.version.lines.all())
    codes = {row.values["account_code"] for row in rows if row.fate in (Fate.NEW, Fate.CHANGED)}
    refused = {code: told for code in codes if (told := _refused_code(code, run, at))}
    return [_judged(row, refused.get(row.values.get("account_code", ""), "")) for row in rows]


def _refused_code(code: str, run: LineImport, at: datetime) -> str:
    """Why an account code can't stand in the budget; empty where it can."""
    try:
        require_listed_account(code, run.version.budget, at)
    except CodeNotListed as error:
        return str(error)
    return ""


def _judged(row: PlannedRow, refused: str) -> PlannedRow:
    return replace(row, fate=Fate.WRONG, errors=[refused]) if refused and row.fate != Fate.SAME else row


@transaction.atomic
def import_lines(run: LineImport, *, by: Actor, at: datetime) -> None:
    """Add and change the lines of the list, all of them or none; lines that it does not name stay."""
    held = held_draft(run.version)
    run.refresh_from_db()
    run.version = held
    rows = plan_lines(run, at=at)
    if any(row.fate == Fate.WRONG for row in rows):
        raise LinesHaveErrors
    grown = {row.number: _growth(row, held) for row in rows if row.fate in (Fate.NEW, Fate.CHANGED)}
    if not grown:
        raise NothingNew
    if (over := held.allocated + sum(grown.values()) - held.ceiling) > 0:
        raise LinesPassCeiling(over=format_rupiah(over))
    for row in sorted((row for row in rows if row.number in grown), key=lambda row: grown[row.number]):
        _take_over(row, held, by=by, at=at)
    run.table, run.imported_at = None, at
    run.added = sum(row.fate == Fate.NEW for row in rows)
    run.changed = len(grown) - run.added
    run.save()
    held.refresh_from_db()
    record_version("import_lines", held, by=by, at=at, added=run.added, changed=run.changed)


def _growth(row: PlannedRow, held: BudgetVersion) -> int:
    """By how much the draft's sum grows; the shrinking ones are taken first, so that no step passes the ceiling."""
    amount: int = worked_out(row.values, shape_from_json(held.shape))["amount"]
    return amount - (row.line.amount if row.line else 0)


def _take_over(row: PlannedRow, held: BudgetVersion, *, by: Actor, at: datetime) -> None:
    if row.line:
        change_line(row.line, **row.values, by=by, at=at)
    else:
        add_line(held, **row.values, by=by, at=at)
