"""The list of people as a CSV table: a column `id`, and one column per feature.

Commas, semicolons as spreadsheets in Indonesia write them, or tabs. Rows that are blank altogether are passed over, as
spreadsheets leave them below a table. All faults are named at once, by line, column and value.

With a million rows memory is what counts: equal cells are kept once, and so are equal rows of features.
"""

import csv
import io
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.progress import STRIDE, Tell, silent
from sanggar.cores.lottery.shape import is_draw_id, is_text

ID = "id"
SHORTENED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
NIK = re.compile(r"(?<!\d)(?:\d[ .-]?){6}(?:[04][1-9]|[1256]\d|[37][01])[ .-]?(?:0[1-9]|1[0-2])(?:[ .-]?\d){6}(?!\d)")
"""Sixteen digits with day and month where a NIK or the number of a family card has them; women's days are 41 to 71."""
Row = tuple[int, list[str]]
"""The line on which a row ends, counted from 1, and its cells."""

DELIMITERS = ",;\t"
FOREIGN = {
    b"PK\x03\x04": "is_workbook",
    b"\xd0\xcf\x11\xe0": "is_workbook",
    b"\xff\xfe": "is_utf16",
    b"\xfe\xff": "is_utf16",
}
"""How files begin that spreadsheets write instead of the CSV meant."""


class Table(NamedTuple):
    """The people who could be read, the line on which each stands, and all that is wrong."""

    people: list[Person]
    lines: "array[int]"
    faults: list[Fault]
    columns: tuple[str, ...] = ()
    """But for the draw id and the household; also of a table whose columns are not all as they must be."""
    spoilt: Sequence[tuple[int, Mapping[str, str]]] = ()
    """Line and features of rows with a fault and as many cells as columns: what else they hold may be wrong too."""


class Style(NamedTuple):
    """How a table is written: between its cells, and whether it begins with a byte order mark."""

    delimiter: str
    begins_with_mark: bool


def read_people(data: bytes, household: str | None = None) -> list[Person]:
    """UTF-8, with or without byte order mark. Raises `DocumentRefused`; a fault's path is `line 3, column track`.
    Equal features are one object, so nobody's are to be changed.

    `household` is the column that is the same for those who live together, and blank for who lives alone; spaces
    around it do not matter. It is no feature.
    """
    table = parse_people(data, household)
    if table.faults:
        raise DocumentRefused(table.faults)
    return table.people


def without_nik(text: str) -> str:
    """Such a number is never told again, not even of a cell that is refused for it."""
    return NIK.sub("(NIK)", text)


def parse_people(data: bytes, household: str | None = None, tell: Tell = silent) -> Table:
    """The same, as far as it can be read, beside all that is wrong: for who has more to find out about it."""
    return parse_rows(csv_rows(data), data.count(b"\n"), household, tell)


def parse_rows(found: Iterator[Row], lines: int, household: str | None = None, tell: Tell = silent) -> Table:
    """The same of rows, whatever they were written in; about so many `lines`."""
    try:
        rows = _told(found, lines, tell)
        columns = next(rows, (1, []))[1]
        faults = _column_faults(columns, household)
        named = tuple(name for name in columns if name not in (ID, household))
        return Table([], array("L"), faults, named) if faults else _parsed(rows, columns, household)
    except DocumentRefused as refused:
        return Table([], array("L"), refused.faults)


def _told(rows: Iterator[Row], lines: int, tell: Tell) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number % STRIDE == 0:
            tell("reading", number, lines)
        yield row
    tell("reading", lines, lines)


def _parsed(rows: Iterator[Row], columns: list[str], household: str | None) -> Table:
    spoilt: list[tuple[int, Mapping[str, str]]] = []
    table = Table([], array("L"), [], tuple(name for name in columns if name not in (ID, household)), spoilt)
    seen: set[str] = set()
    kept: dict[tuple[str, ...], Mapping[str, str]] = {}
    at, home_at = columns.index(ID), None if household is None else columns.index(household)
    others = [index for index in range(len(columns)) if index not in (at, home_at)]
    for line, cells in rows:
        found = _row_faults(line, columns, cells, seen) + _household_faults(line, columns, cells, household)
        table.faults.extend(found)
        if len(cells) != len(columns) or cells == columns:
            continue
        values = tuple(cells[index] for index in others)
        features = kept.get(values) or kept.setdefault(values, {columns[index]: cells[index] for index in others})
        if found:
            spoilt.append((line, features))
            continue
        table.people.append(Person(cells[at], features, None if home_at is None else cells[home_at].strip()))
        table.lines.append(line)
    if not table.people and not table.faults:
        table.faults.append(Fault("line 2", "no_people"))
    return table


def csv_rows(data: bytes) -> Iterator[Row]:
    """Without the empty lines, those of blank cells alone, and the `sep=;` that some spreadsheets put first."""
    _require_utf8(data)
    delimiter = style_of(data).delimiter
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader):
            if any(map(str.strip, cells)) and not (number == 0 and cells[0] == "sep="):
                yield reader.line_num, cells
    except csv.Error as error:
        code = "cell_too_large" if "limit" in str(error) else "csv_broken"
        raise DocumentRefused([Fault(f"line {reader.line_num}", code)]) from error


def style_of(data: bytes) -> Style:
    """By its first line that is not empty."""
    head = data.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")[0].decode(errors="replace")
    delimiter = next((each for each in DELIMITERS if each in head), ",")
    return Style(delimiter, begins_with_mark=data.startswith(b"\xef\xbb\xbf"))


def _require_utf8(data: bytes) -> None:
    for start, code in FOREIGN.items():
        if data.startswith(start):
            raise DocumentRefused([Fault("line 1", code)])
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentRefused([Fault(f"line {line}", "table_not_utf8")]) from error


def _column_faults(columns: list[str], household: str | None) -> list[Fault]:
    if not columns:
        return [Fault("line 1", "table_empty")]
    faults = [] if ID in columns else [_id_fault(columns)]
    if household == ID:
        faults.append(Fault(f"line 1, column {ID}", "household_published", {"column": ID}))
    elif household is not None and household not in columns:
        faults.append(Fault("line 1", "column_household_missing", {"column": household}))
    for number, name in enumerate(columns):
        if not is_draw_id(name):
            faults.append(Fault(f"line 1, column {number + 1}", "column_unnamed"))
        elif name in columns[:number]:
            faults.append(Fault(f"line 1, column {number + 1}", "column_twice", {"column": name}))
    return faults


def _id_fault(columns: list[str]) -> Fault:
    for name in columns:
        if name.strip().lower() == ID:
            return Fault("line 1", "column_id_other", {"column": name})
    return Fault("line 1", "column_id_missing")


def _household_faults(line: int, columns: list[str], cells: list[str], household: str | None) -> list[Fault]:
    """A long number that a spreadsheet has cut to `3.57E+15` is the same for people who do not live together."""
    if household is None or len(cells) != len(columns):
        return []
    value = cells[columns.index(household)].strip()
    if SHORTENED.fullmatch(value):
        return [Fault(f"line {line}, column {household}", "number_shortened", {"value": value})]
    return []


def _row_faults(line: int, columns: list[str], cells: list[str], seen: set[str]) -> list[Fault]:
    if len(cells) != len(columns):
        return [Fault(f"line {line}", "cells", {"expected": len(columns), "found": len(cells)})]
    if cells == columns:
        return [Fault(f"line {line}", "headings_again")]
    faults = [
        Fault(f"line {line}, column {name}", "cell_not_text", {"value": without_nik(cell)})
        for name, cell in zip(columns, cells, strict=True)
        if name != ID and not is_text(cell)
    ]
    person_id = cells[columns.index(ID)]
    same = person_id if is_normalized("NFC", person_id) else normalize("NFC", person_id)
    if not person_id.strip():
        faults.append(Fault(f"line {line}, column {ID}", "id_blank"))
    elif not is_draw_id(person_id):
        faults.append(Fault(f"line {line}, column {ID}", "cell_not_id", {"value": without_nik(person_id)}))
    elif person_id != person_id.strip():
        faults.append(Fault(f"line {line}, column {ID}", "id_spaced", {"value": without_nik(person_id)}))
    elif same in seen:
        faults.append(Fault(f"line {line}, column {ID}", "duplicate_id", {"person": without_nik(person_id)}))
    seen.add(same)
    return faults
