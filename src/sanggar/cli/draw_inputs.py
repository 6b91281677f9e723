"""The table of people and the quotas of `sanggar draw`, held against each other: all that is wrong in one round.

A value without a quota is told once, with the rows in which it stands, however many those are.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.lottery import Person, Quotas
from sanggar.cores.lottery.quotas import read_quotas
from sanggar.cores.lottery.table import Table

ROWS_SHOWN = 5
FAULTS_SHOWN = 10
COLUMN = re.compile(r"line \d+(, column .*)?")
NAME = re.compile(r"[^\W\d_]{2,}[\s.,]+(.*\s)?[^\W\d_]{2,}")
NIK = re.compile(r"\d{16}")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What could be read, and a line for each thing that is wrong. `seats` is None where neither says how many."""

    people: list[Person]
    quotas: Quotas
    seats: int | None
    faults: list[str]


def read_both(people_file: str, table: Table, quotas_file: str, document: Any, seats: int | None) -> Inputs:
    faults = [*fault_lines(people_file, table.faults)]
    quotas: Quotas = {}
    if quotas_file:
        told = document.get("k") if isinstance(document, dict) else None
        seats = seats or (told if isinstance(told, int) and told > 0 else 1)
        try:
            quotas = read_quotas(document, seats)
        except DocumentRefused as refused:
            faults += fault_lines(quotas_file, refused.faults)
    if table.people:
        columns = list(table.people[0].features)
        faults += _strange_features(quotas_file, quotas, columns)
        known = {name: values for name, values in quotas.items() if name in columns}
        faults += _values_without_quota(people_file, table, known)
    return Inputs(table.people, quotas, seats, faults)


def fault_lines(file: str, faults: list[Fault]) -> Iterator[str]:
    """A line for each; of a kind that ten thousand rows share the first ones, and how many more there are."""
    kinds = Counter(map(_kind, faults))
    told: Counter[tuple[str, str]] = Counter()
    for fault in faults:
        kind = _kind(fault)
        told[kind] += 1
        if told[kind] <= FAULTS_SHOWN:
            yield f"{file}: {fault.path}: {fault.sentence}"
        if told[kind] == FAULTS_SHOWN < kinds[kind]:
            yield f"{file}: and {kinds[kind] - FAULTS_SHOWN} more lines like this{kind[1]}"


def _kind(fault: Fault) -> tuple[str, str]:
    """What is wrong, and in which column; a fault that is not of a table stands by itself."""
    found = COLUMN.fullmatch(fault.path)
    return fault.code, found[1] or "" if found else fault.path


def _strange_features(file: str, quotas: Quotas, columns: list[str]) -> Iterator[str]:
    for name in quotas:
        if name not in columns:
            hint = _did_you_mean(name, columns) or f"; its columns: {', '.join(map(_shown, columns)) or 'none but id'}"
            yield f"{file}: there is no column {_shown(name)} in the table of people{hint}"


def _values_without_quota(file: str, table: Table, quotas: Quotas) -> Iterator[str]:
    for name, values in quotas.items():
        rows: dict[str, list[int]] = {}
        for line, person in zip(table.lines, table.people, strict=True):
            if person.features[name] not in values:
                rows.setdefault(person.features[name], []).append(line)
        for value, lines in rows.items():
            said = f"{_shown(name)} = {_shown(value)}" if value.strip() else f"a blank {_shown(name)}"
            yield f"{file}: {_rows(lines)}: there is no quota for {said}{_did_you_mean(value, list(values))}"


def _rows(lines: list[int]) -> str:
    """`line 3`, `lines 3, 8`, `lines 3, 8, 12, 15, 20 and 157 more`."""
    shown = ", ".join(map(str, lines[:ROWS_SHOWN]))
    more = f" and {len(lines) - ROWS_SHOWN} more" if len(lines) > ROWS_SHOWN else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"


def _did_you_mean(word: str, known: list[str]) -> str:
    by_small = {each.lower(): each for each in known}
    near = get_close_matches(word.strip().lower(), by_small, 1)
    return f"; did you mean {_shown(by_small[near[0]])}?" if near else ""


def published_names(file: str, table: Table) -> Iterator[str]:
    """Warnings: draw ids are published, so a name or a national id number should not be one."""
    for pattern, what in ((NAME, "names"), (NIK, "national id numbers (NIK)")):
        lines = [line for line, each in zip(table.lines, table.people, strict=True) if pattern.search(each.id)]
        if lines:
            told = f"warning: the ids look like {what}, and ids are published; use a code for each"
            yield f"{file}: {_rows(lines)}: {told}"


def _shown(text: str) -> str:
    return json.dumps(text)[1:-1][:100]
