"""The office's own table, whose columns stand beside everybody's place in the table of the result."""

import argparse
import sys
from typing import NamedTuple

from sanggar.cli.draw_files import InputRefused, read
from sanggar.cli.draw_inputs import fault_lines
from sanggar.cli.draw_language import decimal, spoken, text
from sanggar.cli.draw_workbook import is_workbook, people_table
from sanggar.cores.lottery.lottery import Lottery, Person
from sanggar.cores.lottery.table import Style, Table, style_of

SHOWN = 5
PLAIN = {"en": Style(",", begins_with_mark=True), "id": Style(";", begins_with_mark=True)}
"""As spreadsheets in each language read a table: where the comma stands in numbers it stands between no cells."""


class Beside(NamedTuple):
    people: list[Person]
    style: Style
    """As the office's table is written, so that the same program opens both in the same way."""


def read_beside(options: argparse.Namespace, lottery: Lottery | None) -> Beside:
    """Refused unless everybody of the lottery stands in it: the names of some would be missing unseen."""
    if options.people is None:
        return Beside([], PLAIN[spoken()])
    if options.csv is None:
        raise InputRefused(text("--people belongs to --csv"))
    table, style = read(options.people, lambda data: (people_table(data, point=decimal(".")), _style_of(data)))
    if table.faults:
        raise InputRefused(*fault_lines(options.people, table.faults))
    if lottery is not None:
        _hold_together(options.people, table, lottery)
    return Beside(table.people, style)


def _style_of(data: bytes) -> Style:
    return PLAIN[spoken()] if is_workbook(data) else style_of(data)


def shown(ids: list[str]) -> str:
    return ", ".join(ascii(each)[1:-1][:100] for each in ids[:SHOWN]) + (" ..." if ids[SHOWN:] else "")


def _hold_together(file: str, table: Table, lottery: Lottery) -> None:
    found, listed = {person.id for person in table.people}, {entry.id for entry in lottery.people}
    missing = sorted(listed - found)
    if missing:
        said = "{missing} of the {all} people of the lottery do not stand here: {shown}"
        raise InputRefused(f"{file}: {text(said, missing=len(missing), all=len(listed), shown=shown(missing))}")
    if found - listed:
        said = "{count} people of this table are not in the lottery, and not in the result"
        sys.stderr.write(f"{file}: {text(said, count=len(found - listed))}\n")
