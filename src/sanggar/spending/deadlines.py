"""By when accounts have to be whole and money has to have left, as the audit list of the day has it.

Rows of the list: `bukti-kurang` (day of the next month for the accounts of a month), `spj-desember` and
`bayar-terakhir` (days of December), `ingat-akhir-tahun` (how many days before the last payment one is reminded). A row
that is missing sets no date; of several the earliest counts.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sanggar.funding.models import ListKind
from sanggar.funding.reference_book import ReferenceBook, Threshold

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that is still in time, and what says so."""

    on: date
    basis: str


class Deadlines:
    """Of the lists that hold on a day, read once. A `book` that was read already saves the reading."""

    def __init__(self, today: date, book: ReferenceBook | None = None) -> None:
        self.today, self.book = today, book or ReferenceBook(ListKind.AUDIT)

    def accounts_due(self, paid_on: date) -> Deadline | None:
        """Of what was paid on a day: in the next month, but for December within the year where the list says so."""
        if paid_on.month == DECEMBER and (row := self._earliest("spj-desember")):
            return _in_month(paid_on.year, DECEMBER, row)
        row = self._earliest("bukti-kurang")
        next_month = date(paid_on.year, paid_on.month, 1) + timedelta(days=31)
        return _in_month(next_month.year, next_month.month, row) if row else None

    def last_payment(self, fiscal_year: int) -> Deadline | None:
        """What has not left by then lapses to the city's surplus (SiLPA)."""
        row = self._earliest("bayar-terakhir")
        return _in_month(fiscal_year, DECEMBER, row) if row else None

    def is_year_ending(self, fiscal_year: int) -> bool:
        """Whether it is time to remind of the last day, or past it."""
        last, row = self.last_payment(fiscal_year), self._earliest("ingat-akhir-tahun")
        return bool(last and row and self.today >= last.on - timedelta(days=row.count))

    def _earliest(self, rule: str) -> Threshold | None:
        rows = [row for row in self.book.thresholds(rule, self.today) if row.count]
        return min(rows, key=lambda row: row.count, default=None)


def _in_month(year: int, month: int, row: Threshold) -> Deadline:
    return Deadline(date(year, month, min(row.count, monthrange(year, month)[1])), row.basis)
