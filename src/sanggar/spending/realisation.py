"""Reads: how the money of one programme, or of many together, stands: in total, by kind of spending, by month.

Every figure is of the day it is asked for. The number of queries does not grow with programmes, lines or payments.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least, NullIf, TruncMonth

from sanggar.foundation import clock
from sanggar.foundation.percents import percent_of
from sanggar.funding.cash_plan import Months, first_of_month, months_between, planned_by_month
from sanggar.funding.models import Budget, BudgetLine, ListKind
from sanggar.funding.queries import BudgetTotals
from sanggar.funding.reference_queries import reference_entries
from sanggar.planning.models import Programme
from sanggar.spending.models import Payment, Repayment
from sanggar.spending.states import GONE


@dataclass(frozen=True, slots=True)
class KindOfSpending:
    """What is planned and spent under one account code; `name` is empty where the list in force does not know it."""

    code: str
    name: str
    amount: int
    committed: int
    paid: int

    @property
    def left(self) -> int:
        return self.amount - self.committed - self.paid


@dataclass(frozen=True, slots=True)
class Month:
    """`planned_so_far` and `paid_so_far` include the month itself."""

    first: date
    planned: int
    paid: int
    planned_so_far: int
    paid_so_far: int


@dataclass(frozen=True, slots=True)
class Realisation:
    """`without_month` is planned, and the timetable does not say for when."""

    totals: BudgetTotals
    kinds: list[KindOfSpending]
    months: list[Month]
    without_month: int

    @property
    def absorption(self) -> int | None:
        return percent_of(self.totals.paid, self.totals.ceiling)


def realisation(programmes: QuerySet[Programme]) -> Realisation:
    planned, without_month = planned_by_month(programmes)
    return Realisation(
        totals=totals_of(programmes),
        kinds=kinds_of_spending(programmes),
        months=months_of(planned, paid_by_month(programmes)),
        without_month=without_month,
    )


def realisation_of(programme: Programme) -> Realisation:
    return realisation(Programme.objects.filter(pk=programme.pk))


def totals_of(programmes: QuerySet[Programme]) -> BudgetTotals:
    """Of all of them together; all zero where nothing is in force."""
    among = programmes.order_by().values("pk")
    budgets = Budget.objects.filter(programme__in=among)
    set_down = budgets.aggregate(ceiling=Sum("ceiling", default=0), allocated=Sum("allocated", default=0))
    lines = BudgetLine.objects.filter(budget__programme__in=among)
    used = lines.aggregate(committed=Sum("committed", default=0), paid=Sum("paid", default=0))
    return BudgetTotals(**set_down, **used)


def kinds_of_spending(programmes: QuerySet[Programme]) -> list[KindOfSpending]:
    """By account code."""
    lines = BudgetLine.objects.filter(budget__programme__in=programmes.order_by().values("pk"), amount__gt=0)
    sums = lines.order_by("account_code").values("account_code")
    rows = list(sums.annotate(planned=Sum("amount"), bound=Sum("committed"), gone=Sum("paid")))
    names = _names_of([row["account_code"] for row in rows])
    return [
        KindOfSpending(code, names.get(code, ""), row["planned"], row["bound"], row["gone"])
        for row in rows
        if (code := row["account_code"])
    ]


def _names_of(codes: Iterable[str]) -> dict[str, str]:
    entries = reference_entries(ListKind.ACCOUNT_CODE, clock.today()).filter(code__in=list(codes))
    return dict(entries.values_list("code", "name"))


def paid_by_month(programmes: QuerySet[Programme]) -> Months:
    """By the day on which it was paid, less what came back in that month."""
    months: dict[date, int] = defaultdict(int)
    for (_line, month), amount in paid_by_line_and_month(programmes).items():
        months[month] += amount
    return dict(months)


def payments_made(programmes: QuerySet[Programme]) -> QuerySet[Payment]:
    """In no order, to be summed."""
    among = programmes.order_by().values("pk")
    return Payment.objects.filter(line__budget__programme__in=among, state__in=GONE).order_by()


def paid_by_line_and_month(programmes: QuerySet[Programme]) -> dict[tuple[int, date], int]:
    """(line, month) → paid in it, less what came back in it; together with the lines' own counters to the rupiah."""
    made = payments_made(programmes)
    back = Repayment.objects.filter(payment__in=made, frees_line=True, taken_back_at=None).order_by()
    paid = made.annotate(month=TruncMonth("paid_on")).values_list("line", "month").annotate(sum=Sum("amount"))
    returned = back.annotate(month=TruncMonth("dated")).values_list("payment__line", "month")
    found: dict[tuple[int, date], int] = defaultdict(int)
    for line, month, amount in paid:
        found[line, month] += amount
    for line, month, amount in returned.annotate(sum=Sum("amount")):
        found[line, month] -= amount
    return dict(found)


def months_of(planned: Months, paid: Months) -> list[Month]:
    """Every month from the first to the last in which anything was planned or paid."""
    if not (named := {*planned, *paid}):
        return []
    found: list[Month] = []
    planned_so_far = paid_so_far = 0
    for first in months_between(min(named), max(named)):
        here = planned.get(first, 0), paid.get(first, 0)
        planned_so_far, paid_so_far = planned_so_far + here[0], paid_so_far + here[1]
        found.append(Month(first, *here, planned_so_far, paid_so_far))
    return found


def months_until(months: list[Month], day: date) -> list[Month]:
    """Those that have begun: beyond them nothing can have been paid yet."""
    return [month for month in months if month.first <= first_of_month(day)]


def with_money(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Each with its `ceiling`, `committed`, `paid`, `left` on its lines, and `absorbed`, as by `percent_of`."""
    lines = BudgetLine.objects.filter(budget__programme=OuterRef("pk")).order_by().values("budget__programme")

    def summed(field: str) -> Coalesce:
        return Coalesce(Subquery(lines.annotate(sum=Sum(field)).values("sum")), 0)

    rounded = (F("paid") * 200 + F("ceiling")) / NullIf(F("ceiling") * 2, 0)
    return programmes.select_related("organisation").annotate(
        ceiling=Coalesce(F("budget__ceiling"), 0),
        committed=summed("committed"),
        paid=summed("paid"),
        left=Coalesce(F("budget__allocated"), 0) - F("committed") - F("paid"),
        absorbed=Coalesce(
            Case(
                When(paid__lt=F("ceiling"), then=Least(Value(99), rounded)),
                default=rounded,
            ),
            0,
        ),
    )
