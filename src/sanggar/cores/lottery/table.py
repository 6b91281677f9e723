"""The list of people as a CSV table: a column `id`, and one column per feature.

Commas, or semicolons as spreadsheets in Indonesia write them. All faults are named at once, by line and column.
"""

import csv
import io
from collections.abc import Iterator

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.shape import is_draw_id, is_text

ID = "id"
Row = tuple[int, list[str]]
"""The line on which a row ends, counted from 1, and its cells."""


def read_people(data: bytes) -> list[Person]:
    """UTF-8, with or without byte order mark. Raises `DocumentRefused`; a fault's path is `line 3, column track`."""
    rows = _rows(_decoded(data))
    columns = next(rows, (1, []))[1]
    faults = _column_faults(columns)
    if faults:
        raise DocumentRefused(faults)
    people = []
    seen: set[str] = set()
    for line, cells in rows:
        found = _row_faults(line, columns, cells, seen)
        faults += found
        if not found:
            features = dict(zip(columns, cells, strict=True))
            people.append(Person(features.pop(ID), features))
    if faults:
        raise DocumentRefused(faults)
    if not people:
        raise DocumentRefused([Fault("line 2", "no_people")])
    return people


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentRefused([Fault(f"line {line}", "not_utf8")]) from error


def _rows(text: str) -> Iterator[Row]:
    """Without the empty lines."""
    head = text.partition("\n")[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise DocumentRefused([Fault(f"line {reader.line_num}", "csv_broken", {"reason": str(error)})]) from error


def _column_faults(columns: list[str]) -> list[Fault]:
    if not columns:
        return [Fault("line 1", "table_empty")]
    faults = [] if ID in columns else [Fault("line 1", "column_id_missing")]
    for number, name in enumerate(columns):
        if not is_draw_id(name):
            faults.append(Fault(f"line 1, column {number + 1}", "column_unnamed"))
        elif name in columns[:number]:
            faults.append(Fault(f"line 1, column {number + 1}", "column_twice", {"column": name}))
    return faults


def _row_faults(line: int, columns: list[str], cells: list[str], seen: set[str]) -> list[Fault]:
    if len(cells) != len(columns):
        return [Fault(f"line {line}", "cells", {"expected": len(columns), "found": len(cells)})]
    faults = [
        Fault(f"line {line}, column {name}", "not_text")
        for name, cell in zip(columns, cells, strict=True)
        if name != ID and not is_text(cell)
    ]
    person_id = cells[columns.index(ID)]
    if not is_draw_id(person_id):
        faults.append(Fault(f"line {line}, column {ID}", "not_id"))
    elif person_id in seen:
        faults.append(Fault(f"line {line}, column {ID}", "duplicate_id", {"person": person_id}))
    seen.add(person_id)
    return faults
