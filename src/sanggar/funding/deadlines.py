"""By when accounts have to be whole and money has to have left, as the audit list of the day has it.

Rows of the list: `bukti-kurang` (day of the next month for the accounts of a month), `spj-desember` and
`bayar-terakhir` (days of December), `ingat-akhir-tahun` (how many days before the last payment one is reminded). A row
that is missing sets no date; of several the earliest counts.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sanggar.foundation import clock, dates
from sanggar.funding.models import ListKind
from sanggar.funding.reference_book import ReferenceBook, Threshold
from sanggar.planning.models import Programme

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that is still in time, and what says so."""

    on: date
    basis: str


class Deadlines:
    """Of the lists that hold on a day, read once, and only if they are asked. A `book` that was read already saves the
    reading. What a year's own list said stays once the next year has another.
    """

    def __init__(self, today: date, book: ReferenceBook | None = None) -> None:
        self.today, self._read = today, book

    @cached_property
    def book(self) -> ReferenceBook:
        return self._read or ReferenceBook(ListKind.AUDIT)

    def accounts_due(self, paid_on: date) -> Deadline | None:
        """Of what was paid on a day: in the next month, but for December within the year where the list says so."""
        if paid_on.month == DECEMBER and (row := self._earliest("spj-desember", paid_on.year)):
            return _in_month(paid_on.year, DECEMBER, row)
        row = self._earliest("bukti-kurang", self.today.year)
        next_month = date(paid_on.year, paid_on.month, 1) + timedelta(days=31)
        return _in_month(next_month.year, next_month.month, row) if row else None

    def last_payment(self, fiscal_year: int) -> Deadline | None:
        """What has not left by then lapses to the city's surplus (SiLPA)."""
        row = self._earliest("bayar-terakhir", fiscal_year)
        return _in_month(fiscal_year, DECEMBER, row) if row else None

    def is_year_ending(self, fiscal_year: int) -> bool:
        """Whether it is time to remind of the last day, or past it."""
        last, row = self.last_payment(fiscal_year), self._earliest("ingat-akhir-tahun", fiscal_year)
        return bool(last and row and self.today >= last.on - timedelta(days=row.count))

    def passed(self, fiscal_year: int) -> Deadline | None:
        """The last day for payments once it is over, from when on nothing new can lead to one."""
        if self.today <= date(fiscal_year, DECEMBER, 1):
            return None  # the lists know days of December alone, so they need not be read
        last = self.last_payment(fiscal_year)
        return last if last and self.today > last.on else None

    def _earliest(self, rule: str, year: int) -> Threshold | None:
        on = min(self.today, date(year, DECEMBER, 31))
        rows = [row for row in self.book.thresholds(rule, on) if row.count]
        return min(rows, key=lambda row: row.count, default=None)


def payments_ended(programme: Programme, at: datetime) -> Deadline | None:
    """The last day on which a programme's budget was paid, once it is over."""
    return Deadlines(dates.local_date(at, clock.office_zone())).passed(programme.fiscal_year)


def _in_month(year: int, month: int, row: Threshold) -> Deadline:
    return Deadline(date(year, month, min(row.count, monthrange(year, month)[1])), row.basis)
