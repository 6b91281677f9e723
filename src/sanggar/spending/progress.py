"""Reads: what was paid by line and month, and how far the work is beside the money.

Months are those in which something was paid or came back, by its day. Progress stands figure by figure: no one number
says how far a training is, and none is made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import BudgetTotals
from sanggar.funding.shapes import shape_of_plan
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.planning.models import Programme, Stage
from sanggar.planning.queries import meetings_of
from sanggar.spending.queries import spending_by_line, spending_totals
from sanggar.spending.realisation import paid_by_line_and_month
from sanggar.training.queries import meetings_over


@dataclass(frozen=True, slots=True)
class PaidByMonth:
    """`paid` by line and month (its first day), in rupiah; nought where nothing was paid."""

    months: Sequence[date]
    lines: Sequence[BudgetLine]
    paid: dict[tuple[int, date], int]
    totals: BudgetTotals

    def of(self, line: BudgetLine, month: date) -> int:
        return self.paid.get((line.pk, month), 0)

    def in_month(self, month: date) -> int:
        return sum(amount for (_line, when), amount in self.paid.items() if when == month)

    def by_month(self) -> list[tuple[date, int, int]]:
        """(month, paid in it, paid until its end)."""
        rows, until = [], 0
        for month in self.months:
            until += (paid := self.in_month(month))
            rows.append((month, paid, until))
        return rows


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what was planned has come about; `is_money` counts rupiah."""

    label: str | Promise
    done: int
    planned: int
    is_money: bool = False

    @property
    def permille(self) -> int | None:
        """None where nothing was planned. Rounded down: nothing is whole before it is."""
        return self.done * 1000 // self.planned if self.planned else None


def paid_by_month(programme: Programme) -> PaidByMonth:
    paid = paid_by_line_and_month(Programme.objects.filter(pk=programme.pk))
    lines = list(spending_by_line(programme).order_by("account_code", "pk"))
    return PaidByMonth(sorted({month for _line, month in paid}), lines, paid, spending_totals(programme))


def progress(programme: Programme, at: datetime) -> list[Progress]:
    """Meetings that were held, contacts that participants confirmed, seats, and money beside them."""
    meetings = meetings_of(programme).standing()
    planned = sum(stage.seats * stage.contacts for stage in shape_of_plan(programme).stages)
    seats = Stage.objects.filter(programme=programme).aggregate(
        all=Sum("seats", default=0), taken=Sum("seats_taken", default=0)
    )
    money = spending_totals(programme)
    return [
        Progress(_("Sesi terlaksana"), meetings_over(programme, at).count(), meetings.count()),
        Progress(
            _("Kontak pendampingan dibenarkan peserta, dari seluruh rencana"),
            contacts_as_evidence(programme).count(),
            planned,
        ),
        Progress(_("Kursi terisi"), seats["taken"], seats["all"]),
        Progress(_("Keuangan: dibayar dari pagu"), money.paid, money.ceiling, is_money=True),
    ]
