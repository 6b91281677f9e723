"""The list of people as a CSV table: a column `id`, and one column per feature.

Commas, or semicolons as spreadsheets in Indonesia write them. All faults are named at once, by line and column.
"""

import csv
import io
import re
from collections.abc import Iterator

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.shape import is_draw_id, is_text

ID = "id"
SHORTENED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
Row = tuple[int, list[str]]
"""The line on which a row ends, counted from 1, and its cells."""


def read_people(data: bytes, household: str | None = None) -> list[Person]:
    """UTF-8, with or without byte order mark. Raises `DocumentRefused`; a fault's path is `line 3, column track`.

    `household` is the column that is the same for those who live together, and blank for who lives alone; spaces
    around it do not matter. It is no feature.
    """
    people, faults = parse_people(data, household)
    if faults:
        raise DocumentRefused(faults)
    return list(people.values())


def parse_people(data: bytes, household: str | None = None) -> tuple[dict[int, Person], list[Fault]]:
    """The same, by line, as far as it can be read, beside all that is wrong: for who has more to find out about it."""
    try:
        rows = _rows(_decoded(data))
        columns = next(rows, (1, []))[1]
        faults = _column_faults(columns, household)
        return ({}, faults) if faults else _parsed(rows, columns, household)
    except DocumentRefused as refused:
        return {}, refused.faults


def _parsed(rows: Iterator[Row], columns: list[str], household: str | None) -> tuple[dict[int, Person], list[Fault]]:
    people, faults = {}, []
    seen: set[str] = set()
    for line, cells in rows:
        found = _row_faults(line, columns, cells, seen) + _household_faults(line, columns, cells, household)
        faults += found
        if not found:
            features = dict(zip(columns, cells, strict=True))
            home = None if household is None else features.pop(household).strip()
            people[line] = Person(features.pop(ID), features, home)
    if not people and not faults:
        faults = [Fault("line 2", "no_people")]
    return people, faults


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
