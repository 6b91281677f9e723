"""A file of rows becomes the entries of a list, or all its errors at once by row."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing import RulesOverlap
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.sheets import (
    FORMULA,
    MOST_BYTES,
    MOST_COLUMNS,
    Sheet,
    SheetEmpty,
    SheetRefused,
    SheetTooLarge,
    Value,
    read_sheet,
)
from sanggar.funding.models import ListKind
from sanggar.funding.reference_columns import COLUMNS, Column
from sanggar.funding.tax_rows import RowIncomplete, table_of

MOST_ROWS = 20_000
"""A whole official list of account codes has thousands."""
MOST_ERRORS = 500
SHARES = ("bagian", "tarif", "tanpa_npwp")


class ColumnMissing(SheetRefused):
    code = "column_missing"
    message = _("Kolom yang belum ada: %(missing)s. Baris pertama berkas harus berisi judul kolom: %(wanted)s.")


class CellNeeded(InputRefused):
    code = "cell_needed"
    message = _("Wajib diisi.")


class CellIsFormula(InputRefused):
    code = "cell_is_formula"
    message = _("Berisi rumus. Salin lalu tempel sebagai nilai.")


class CodeTwice(InputRefused):
    code = "code_twice"
    message = _("Kode ini sudah ada di baris %(line)s.")


class RulesTwice(InputRefused):
    code = "rules_twice"
    message = _("Aturan %(one)s dan %(other)s berlaku untuk pembayaran yang sama, jadi hasilnya dua. Bedakan keduanya.")


@dataclass(frozen=True, slots=True)
class RowError:
    """`line` of the file; 0 where it is about the whole list."""

    line: int
    label: str | Promise
    told: str


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRows:
    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]


def read_table(content: bytes) -> Sheet:
    """CSV, XLSX, or JSON: a list of objects with the headings as names. Raises `SheetRefused` or one of its kinds."""
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{"):
        return _read_json(content)
    return read_sheet(content, most_rows=MOST_ROWS)


def read_rows(kind: str, sheet: Sheet) -> ReadRows:
    """Every row that could be read, and every error. Raises `ColumnMissing`."""
    places = _places(kind, sheet)
    rows: dict[str, tuple[int, Row]] = {}
    errors: list[RowError] = []
    for line, cells in sheet.rows:
        row, wrong = _row(kind, {name: cells[place] for name, place in places.items()})
        errors += [RowError(line, column.label, str(error)) for column, error in wrong]
        if row and row.code in rows:
            errors.append(RowError(line, COLUMNS[kind][0].label, str(CodeTwice(line=rows[row.code][0]))))
        elif row:
            rows[row.code] = (line, row)
    if not errors and kind == ListKind.TAX:
        errors += _tax_errors(rows)
    return ReadRows(tuple(row for _line, row in rows.values()), tuple(errors[:MOST_ERRORS]))


def _places(kind: str, sheet: Sheet) -> dict[str, int]:
    found = {heading.casefold().replace(" ", "_"): place for place, heading in enumerate(sheet.headings)}
    wanted = [column.heading for column in COLUMNS[kind]]
    missing = [column.heading for column in COLUMNS[kind] if column.is_needed and column.heading not in found]
    if missing:
        raise ColumnMissing(field="file", missing=", ".join(missing), wanted=", ".join(wanted))
    return {heading: found[heading] for heading in wanted if heading in found}


def _row(kind: str, cells: dict[str, Value]) -> tuple[Row | None, list[tuple[Column, DomainError]]]:
    data: dict[str, Any] = {}
    wrong: list[tuple[Column, DomainError]] = []
    for column in COLUMNS[kind]:
        try:
            value = _cell(column, cells.get(column.heading, ""))
        except DomainError as error:
            wrong.append((column, error))
        else:
            data |= {} if value in (None, []) else {column.heading: value}
    if wrong:
        return None, wrong
    return Row(data.pop("kode"), data.pop("nama"), data), []


def _cell(column: Column, value: Value) -> Any:
    if value == FORMULA:
        raise CellIsFormula
    if column.heading in SHARES and isinstance(value, int | float):  # a percent cell of a sheet is the number behind it
        value = f"{round(value * 100, 4):g}%"
    cell = str(value).strip()
    if cell:
        return column.read(cell)
    if column.is_needed:
        raise CellNeeded
    return None


def _tax_errors(rows: dict[str, tuple[int, Row]]) -> Iterator[RowError]:
    """What only shows when the rules are put together."""
    try:
        table_of([row for _line, row in rows.values()])
    except RowIncomplete as error:
        yield RowError(rows[error.key][0], error.label, str(error))
    except RulesOverlap as error:
        yield RowError(rows[error.other][0], _("Pajak"), str(RulesTwice(one=error.one, other=error.other)))


def _read_json(content: bytes) -> Sheet:
    if len(content) > MOST_BYTES:
        raise SheetTooLarge(field="file", rows=MOST_ROWS, columns=MOST_COLUMNS)
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise SheetRefused(field="file") from None
    rows = found.get("entries") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SheetRefused(field="file")
    if not rows:
        raise SheetEmpty(field="file")
    headings = list(dict.fromkeys(str(name) for row in rows for name in row))
    if len(rows) > MOST_ROWS or len(headings) > MOST_COLUMNS:
        raise SheetTooLarge(field="file", rows=MOST_ROWS, columns=MOST_COLUMNS)
    lines = [(number, [_json_value(row.get(name)) for name in headings]) for number, row in enumerate(rows, start=1)]
    return Sheet(headings, lines)


def _json_value(value: object) -> Value:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case int() | float():
            return value
        case list():
            return "; ".join(str(each) for each in value)
        case _:
            return str(value)
