"""Tables and quotas as workbooks (.xlsx), for who has only a spreadsheet: the first sheet, one heading row, then rows.

What a sheet holds may not be what it shows: a formula is not reckoned, a cell over several rows fills one of them, and
a long number has lost its last digits. Each is refused by its row and column, as a CSV is.
"""

import io
import re
import zipfile
from array import array
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.progress import Tell, silent
from sanggar.cores.lottery.table import Row, Table, csv_rows, parse_people, parse_rows, without_nik

ZIP = b"PK\x03\x04"
MOST_DIGITS = 15
"""Of a number that a spreadsheet keeps."""

QUOTA_COLUMNS = (("feature", "ciri"), ("value", "nilai"), ("least", "min"), ("most", "maks"))
UNKNOWN = ("f", "e")
"""How the library calls cells that hold a formula, and those in which one failed."""

WHOLE = re.compile("[0-9]{1,9}")
PIECE = 1 << 20


def is_workbook(data: bytes) -> bool:
    return data.startswith(ZIP)


def people_table(data: bytes, household: str | None = None, tell: Tell = silent, *, point: str = ".") -> Table:
    """`parse_people` of a CSV or a workbook; the line of a row is its number in the sheet. `point` stands in numbers of
    a workbook, where it matters to who reads them: what is drawn by is the same in every language.
    """
    if not is_workbook(data):
        return parse_people(data, household, tell)
    faults: list[Fault] = []
    try:
        table = parse_rows(_rows(data, faults, point), 0, household, tell)
    except DocumentRefused as refused:
        return Table([], array("L"), refused.faults)
    found = [each for each in table.faults if not faults or each.code != "no_people"]
    return table._replace(faults=[*faults, *found])


def quota_rows(data: bytes, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Feature, value, least and most of each row of a workbook or CSV with its number; what is wrong with a row, or
    hidden in it, is told in `faults`.

    Raises `DocumentRefused` where there are no such columns.
    """
    rows = _rows(data, faults) if is_workbook(data) else csv_rows(data)
    head = next(rows, None)
    if head is None:
        raise DocumentRefused(faults or [Fault("line 1", "table_empty")])
    places = _quota_places(head)
    for line, cells in rows:
        if len(cells) != len(head[1]):
            faults.append(Fault(f"line {line}", "cells", {"expected": len(head[1]), "found": len(cells)}))
            continue
        yield line, [cells[place].strip() for place in places]


def _quota_places(head: Row) -> list[int]:
    line, headings = head
    names = [heading.strip().lower() for heading in headings]
    missing = [words for words in QUOTA_COLUMNS if not set(words) & set(names)]
    if missing:
        raise DocumentRefused(
            [Fault(f"line {line}", "quota_column_missing", {"column": " / ".join(words)}) for words in missing]
        )
    return [next(place for place, name in enumerate(names) if name in words) for words in QUOTA_COLUMNS]


def _rows(data: bytes, faults: list[Fault], point: str = ".") -> Iterator[Row]:
    """Each row as texts, as long as the headings; a row with a cell of which nobody knows what it holds is left out and
    told in `faults`.
    """
    import openpyxl  # when a workbook comes: nothing else needs it

    try:
        _require_no_merged_cells(data)
        page = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False).worksheets[0]
        page.reset_dimensions()  # what the file says of its own size is not believed
        yield from _told(enumerate(page.iter_rows(), start=1), faults, point)
    except DocumentRefused:
        raise
    except Exception as error:  # a broken workbook breaks the library in many ways
        raise DocumentRefused([Fault("line 1", "workbook_broken")]) from error


def _told(found: Iterator[tuple[int, Any]], faults: list[Fault], point: str) -> Iterator[Row]:
    headings: list[str] = []
    for line, cells in found:
        texts = [_text(cell.value, point) for cell in cells]
        while len(texts) > len(headings) and not texts[-1].strip():
            texts.pop()
        if not any(map(str.strip, texts)):
            continue
        wrong = list(_doubts(line, cells, headings))
        faults += wrong
        headings = headings or texts
        if not wrong or headings is texts:
            yield line, texts + [""] * (len(headings) - len(texts))


def _doubts(line: int, cells: Any, headings: list[str]) -> Iterator[Fault]:
    for place, cell in enumerate(cells):
        name = headings[place] if place < len(headings) else str(place + 1)
        if cell.data_type in UNKNOWN:
            yield Fault(f"line {line}, column {name}", "cell_formula")
        elif isinstance(cell.value, int | float) and abs(cell.value) >= 10**MOST_DIGITS:
            value = without_nik(_text(cell.value))
            yield Fault(f"line {line}, column {name}", "number_shortened", {"value": value})


def _text(value: object, point: str = ".") -> str:
    """As the sheet would say it: whole numbers without a decimal, days as in 2026-06-15."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else str(value).replace(".", point)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _require_no_merged_cells(data: bytes) -> None:
    """They stand at the end of a sheet, which may be long."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            before = b""
            with archive.open(name) as sheet:
                while piece := sheet.read(PIECE):
                    if b"<mergeCell " in before + piece:
                        raise DocumentRefused([Fault("line 1", "cells_merged")])
                    before = piece[-20:]
