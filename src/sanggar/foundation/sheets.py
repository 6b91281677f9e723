"""Reading an uploaded list, CSV or XLSX: one heading row, then rows. Hostile and broken files get a clear answer.

Cells come as text, or as numbers where the sheet holds numbers: a number has lost what a text keeps (a leading zero,
the last digit of sixteen), so whoever reads it must know. Formulas are not calculated and macros never run.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.typed_text import plain_line

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE  # stays in memory all the way in: Django spools only what is larger to disk
MOST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 60, 5000
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ENCODINGS = ("utf-8-sig", "cp1252")
FORMULA = "=…"
"""Stands for a cell that held a formula: what it would come to is not known."""

Value = str | int | float


class SheetRefused(DomainError):
    code = "sheet_refused"
    message = _("Berkas ini tidak terbaca sebagai daftar. Simpan sebagai CSV atau XLSX, lalu unggah lagi.")
    status: ClassVar[int] = 422


class SheetTooLarge(SheetRefused):
    code = "sheet_too_large"
    message = _(
        "Berkas ini terlalu besar: paling besar 2 MB, %(rows)s baris, dan %(columns)s kolom. Bagi menjadi beberapa."
    )


class SheetEmpty(SheetRefused):
    code = "sheet_empty"
    message = _("Daftar ini tidak berisi baris. Baris pertama harus judul kolom, lalu satu baris untuk setiap isian.")


class SheetOfOldExcel(SheetRefused):
    code = "sheet_of_old_excel"
    message = _("Ini berkas Excel lama (.xls). Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah lagi.")


class SheetMerged(SheetRefused):
    code = "sheet_merged"
    message = _("Ada sel yang digabung. Pisahkan sel itu (Merge & Center dimatikan), simpan, lalu unggah lagi.")


class HeadingsDoubled(SheetRefused):
    code = "headings_doubled"
    message = _("Ada dua kolom dengan judul yang sama: “%(heading)s”. Beri nama yang berbeda.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: (line in the file, cells), empty lines left out; each row is as long as `headings`. Days that stand as
    serial numbers count from 1899-12-30, or from 1904-01-01 where `since_1904`.
    """

    headings: list[str]
    rows: list[tuple[int, list[Value]]]
    since_1904: bool = False


def read_sheet(content: bytes, *, most_rows: int = MOST_ROWS) -> Sheet:
    """Raises `SheetRefused` or one of its kinds."""
    if len(content) > MOST_BYTES:
        raise SheetTooLarge(field="file", rows=most_rows, columns=MOST_COLUMNS)
    if content.startswith(OLD_EXCEL):
        raise SheetOfOldExcel(field="file")
    if content.startswith(ZIP):
        return _read_xlsx(content, most_rows)
    return _sheet(_csv_rows(content), most_rows)


# --- CSV -------------------------------------------------------------------------------------------------------------
def _csv_rows(content: bytes) -> Iterator[list[Value]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for row in reader:
            yield list(row)
    except csv.Error:
        raise SheetRefused(field="file") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise SheetRefused(field="file")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _delimiter(text: str) -> str:
    """What stands most often in the first line, outside quotes: Excel in Indonesian writes semicolons."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(",;\t", key=first.count)


# --- XLSX ------------------------------------------------------------------------------------------------------------
def _read_xlsx(content: bytes, most_rows: int) -> Sheet:
    import openpyxl  # when a workbook comes: no other start needs it

    try:
        _guard(content, most_rows)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()  # what the file says of its own size is not believed
        since_1904 = book.epoch.year == 1904  # noqa: PLR2004 - the one other epoch there is
        rows = page.iter_rows(max_row=most_rows + 2, max_col=MOST_COLUMNS + 1)
        return _sheet(([_xlsx_value(cell) for cell in row] for row in rows), most_rows, since_1904=since_1904)
    except SheetRefused:
        raise
    except Exception as error:  # a broken workbook breaks the library in many ways
        raise SheetRefused(field="file") from error


def _guard(content: bytes, most_rows: int) -> None:
    """Against archives that unpack without end, entities, and cells over several columns."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise SheetTooLarge(field="file", rows=most_rows, columns=MOST_COLUMNS)
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            text = archive.read(part)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise SheetRefused(field="file")
            if part.filename.startswith("xl/worksheets/") and b"<mergeCell " in text:
                raise SheetMerged(field="file")


def _xlsx_value(cell: Any) -> Value:
    return FORMULA if getattr(cell, "data_type", "") == "f" else _plain_value(cell.value)


def _plain_value(value: object) -> Value:
    match value:
        case None:
            return ""
        case int() | float() if not isinstance(value, bool):
            return int(value) if float(value).is_integer() else value
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


# --- both ------------------------------------------------------------------------------------------------------------
def _sheet(found: Iterable[list[Value]], most_rows: int, *, since_1904: bool = False) -> Sheet:
    bounded = _bounded(found, most_rows)
    lines = [(number, row) for number, row in enumerate(bounded, start=1) if any(cell != "" for cell in row)]
    if len(lines) < 2:  # noqa: PLR2004 - the headings and a row
        raise SheetEmpty(field="file")
    headings = _headings(lines[0][1])
    rows = [(number, _fitted(row, len(headings))) for number, row in lines[1:]]
    return Sheet(headings, rows, since_1904)


def _bounded(found: Iterable[list[Value]], most_rows: int) -> Iterator[list[Value]]:
    for number, row in enumerate(found):
        if number > most_rows or len(_trimmed(row)) > MOST_COLUMNS:
            raise SheetTooLarge(field="file", rows=most_rows, columns=MOST_COLUMNS)
        yield [cell[:LONGEST_CELL].replace("\0", "").strip() if isinstance(cell, str) else cell for cell in row]


def _trimmed(row: list[Value]) -> list[Value]:
    return row[: max((at + 1 for at, cell in enumerate(row) if cell != ""), default=0)]


def _headings(row: list[Value]) -> list[str]:
    headings = [plain_line(str(cell))[:200] for cell in _trimmed(row)]
    named = [heading.casefold() for heading in headings if heading]
    for heading in headings:
        if heading and named.count(heading.casefold()) > 1:
            raise HeadingsDoubled(field="file", heading=heading)
    return headings


def _fitted(row: list[Value], length: int) -> list[Value]:
    return (row + [""] * length)[:length]
