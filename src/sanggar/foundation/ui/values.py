"""Values as the components show them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.functional import lazy

from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.foundation.ui.listing import Cell, Column, Listing

GROUPINGS: dict[str, Callable[[int], str]] = {"money": format_rupiah, "number": grouped}


@dataclass(frozen=True, slots=True)
class Shown:
    """A table cell, its text ready."""

    column: Column
    cell: Cell
    text: str


def moment_text(at: object) -> str:
    match at:
        case datetime():
            zone = clock.office_zone()
            return f"{dates.plain_date(at, zone)}, {unbroken(dates.clock_time(at, zone))}"
        case date():
            return dates.plain_date(at)
        case None:
            return ""
        case _:
            return str(at)


def unbroken(text: str) -> str:
    """Text that never breaks between its words."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def machine_date(at: object) -> str:
    return at.isoformat() if isinstance(at, date) else ""


def rounded(value: float) -> str:
    """`4,5` or `4.5`, as the language has it; 7.0 is 7. To two decimals, as marks are told, and no zeros after them."""
    value = round(value, 2)
    decimals = next(places for places in (0, 1, 2) if round(value, places) == value)
    return number_format(value, decimals)


rounded_later = lazy(rounded, str)
"""The same, once the reader's language is known."""


def cell_text(value: object, kind: str) -> str:
    """`kind` is the column's: money and numbers are grouped; moments are told where the office is."""
    match value:
        case None:
            return ""
        case int() if kind in GROUPINGS and not isinstance(value, bool):
            return GROUPINGS[kind](value)
        case float():  # with the comma or the point of the language
            return rounded(value)
        case datetime():
            zone = clock.office_zone()
            return f"{unbroken(dates.short_date(value, zone))} {unbroken(dates.clock_time(value, zone))}"
        case date():
            return unbroken(dates.short_date(value))
        case _:
            return str(value)


def listing_lines(listing: Listing) -> Iterator[list[Shown]]:
    for line in listing.lines:
        yield [Shown(column, cell, cell_text(cell.text, column.kind)) for column, cell in line]
