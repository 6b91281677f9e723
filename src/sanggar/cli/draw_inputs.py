"""The table of people and the quotas of `sanggar draw`, held against each other: all that is wrong in one round.

A value without a quota is told once, with the rows in which it stands, however many those are.
"""

import argparse
import json
import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from sanggar.cli.draw_files import InputRefused, attempt, read, tell
from sanggar.cli.draw_language import fault_text, place_text, text
from sanggar.cli.draw_quotas import NO_QUOTAS, Quoted, quotas_of
from sanggar.cli.draw_workbook import people_table
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.lottery import Person, Quotas
from sanggar.cores.lottery.shape import member
from sanggar.cores.lottery.table import NIK, Table, without_nik

ROWS_SHOWN = 5
FAULTS_SHOWN = 10
COLUMN = re.compile(r"line \d+(, column .*)?")
NAME = re.compile(r"[^\W\d_]{2,}[\s.,]+(.*\s)?[^\W\d_]{2,}")
RANDOM = re.compile(r"[0-9a-f]{16}")
"""As the program makes draw ids, of which one in two thousand has digits alone."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What could be read, and a line for each thing that is wrong. `seats` is None where neither says how many."""

    people: list[Person]
    quotas: Quotas
    seats: int | None
    faults: list[str]


def read_inputs(options: argparse.Namespace) -> tuple[list[Person], Quotas, int]:
    """Both files and the options held against each other; everything that is wrong is told at once."""
    lines: list[str] = []
    table = attempt(lines, lambda: read(options.people, lambda data: people_table(data, options.household, tell)))
    quoted = attempt(lines, lambda: read(options.quotas, quotas_of(options.seats))) if options.quotas else None
    table = table or Table([], array("L"), [])
    found = read_both(options, table, quoted)
    lines += found.faults
    lines += _published_nik(options.quotas, found.quotas)
    if not options.ids_are_codes:
        lines += published_names(options.people, table)
    if options.household is not None and options.household in found.quotas:
        told = fault_text(Fault("", "household_published", {"column": options.household}))
        lines.insert(0, f"--household: {told}")
    if options.numbered and not options.quotas:
        lines.append(text("--numbered belongs to --quotas"))
    if found.seats is None and not options.quotas:
        lines.append(text("--seats is needed where no --quotas say k"))
    if lines or found.seats is None:
        raise InputRefused(*lines)
    return found.people, found.quotas, found.seats


def read_both(options: argparse.Namespace, table: Table, quoted: Quoted | None) -> Inputs:
    """`quoted` is None without quotas, and where nothing could be read of them."""
    people_file, quotas_file, seats = options.people, options.quotas, options.seats
    faults = [*fault_lines(people_file, table.faults)]
    told = quoted or NO_QUOTAS
    faults += fault_lines(quotas_file, told.faults)
    seats = seats or told.seats
    if seats and told.seats and seats != told.seats:
        faults += fault_lines(quotas_file, [Fault("$.k", "k_differs", {"expected": seats, "found": told.seats})])
    if table.people or table.columns:
        faults += _strange_features(quotas_file, told.names, [*table.columns, *filter(None, [options.household])])
    faults += _values_without_quota(people_file, table, told.names)
    if faults and seats:
        faults += _impossible_sums(quotas_file, told.quotas, seats)
    return Inputs(table.people, told.quotas, seats, faults)


def _impossible_sums(file: str, quotas: Quotas, seats: int) -> Iterator[str]:
    """Beside other faults, that quotas of a feature can not fill these seats; alone, the solver tells the way out."""
    for name, values in quotas.items():
        least, most = (sum(bounds) for bounds in zip(*values.values(), strict=True)) if values else (0, seats)
        place = f"{file}: {member('$.quotas', name)}"
        if least > seats:
            yield f"{place}: {text('the least come to {sum}, more than the {seats} seats', sum=least, seats=seats)}"
        if most < seats:
            yield f"{place}: {text('the most come to {sum}, fewer than the {seats} seats', sum=most, seats=seats)}"


def fault_lines(file: str, faults: list[Fault]) -> Iterator[str]:
    """A line for each; of a kind that ten thousand rows share the first ones, and how many more there are."""
    kinds = Counter(map(_kind, faults))
    told: Counter[tuple[str, str]] = Counter()
    for fault in faults:
        kind = _kind(fault)
        told[kind] += 1
        if told[kind] <= FAULTS_SHOWN:
            yield f"{file}: {place_text(fault.path)}: {fault_text(fault)}"
        if told[kind] == FAULTS_SHOWN < kinds[kind]:
            more = text("and {count} more lines like this", count=kinds[kind] - FAULTS_SHOWN)
            yield f"{file}: {more}{kind[1]}"


def _kind(fault: Fault) -> tuple[str, str]:
    """What is wrong, and in which column; a fault that is not of a table stands by itself."""
    found = COLUMN.fullmatch(fault.path)
    return fault.code, found[1] or "" if found else fault.path


def _strange_features(file: str, quotas: Iterable[str], columns: list[str]) -> Iterator[str]:
    for name in quotas:
        if name not in columns:
            others = ", ".join(map(_shown, columns)) or text("none but id")
            hint = _did_you_mean(name, columns) or text("; its columns: {columns}", columns=others)
            told = text("there is no column {name} in the table of people", name=_shown(name))
            yield f"{file}: {told}{hint}"


def _values_without_quota(file: str, table: Table, quotas: Mapping[str, Collection[str]]) -> Iterator[str]:
    for name in [name for name in quotas if name in table.columns]:
        rows: dict[str, list[int]] = {}
        read = zip(table.lines, (person.features for person in table.people), strict=True)
        for line, features in chain(read, table.spoilt):
            if features[name] not in quotas[name]:
                rows.setdefault(features[name], []).append(line)
        for value, lines in rows.items():
            blank = text("a blank {name}", name=_shown(name))
            said = f"{_shown(name)} = {_shown(value)}" if value.strip() else blank
            told = text("there is no quota for {what}", what=said)
            yield f"{file}: {_rows(sorted(lines))}: {told}{_did_you_mean(value, quotas[name])}"


def _rows(lines: list[int]) -> str:
    """`line 3`, `lines 3, 8`, `lines 3, 8, 12, 15, 20 and 157 more`."""
    shown = ", ".join(map(str, lines[:ROWS_SHOWN]))
    more = text(" and {count} more", count=len(lines) - ROWS_SHOWN) if len(lines) > ROWS_SHOWN else ""
    return f"{text('lines' if len(lines) > 1 else 'line')} {shown}{more}"


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    by_small = {each.lower(): each for each in known}
    near = get_close_matches(word.strip().lower(), by_small, 1)
    return text("; did you mean {name}?", name=_shown(by_small[near[0]])) if near else ""


def published_names(file: str, table: Table) -> Iterator[str]:
    """Draw ids are published, so a name or a national id number must not be one. The ids themselves are not told."""
    if _are_random(table.people):
        return
    for pattern, what in ((NAME, "names"), (NIK, "national id numbers (NIK)")):
        lines = [line for line, each in zip(table.lines, table.people, strict=True) if pattern.search(each.id)]
        if lines:
            told = "the ids look like {what}, and ids are published; use a code for each (or add --ids-are-codes)"
            yield f"{file}: {_rows(lines)}: {text(told, what=text(what))}"


def _published_nik(file: str, quotas: Quotas) -> Iterator[str]:
    """Every value of a feature with quotas has one, so these are all that would be published. They are not told."""
    for name, values in quotas.items():
        if any(map(NIK.search, values)):
            told = text("values look like national id numbers (NIK), and quotas and their values are published")
            yield f"{file}: {member('$.quotas', name)}: {told}"


def _are_random(people: list[Person]) -> bool:
    letters = sum(not person.id.isdigit() for person in people)
    return letters > len(people) / 2 and all(RANDOM.fullmatch(person.id) for person in people)


def _shown(word: str) -> str:
    return json.dumps(without_nik(word))[1:-1][:100]
