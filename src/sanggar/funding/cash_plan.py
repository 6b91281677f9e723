"""When the money of a budget is expected to leave, by month: by the office's own cash plan of a line, else read off the
timetable. Writes nothing.

What drives a line says when it is spent: what is paid for each meeting in the months of the meetings, what is paid for
a stage, class or seat when that stage or class begins, mentoring in the months of mentoring, all else when the
programme begins. A line whose programme has no meetings yet has no month. Whole rupiah; the months add up to the line.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from sanggar.cores.costing.shape import Driver
from sanggar.foundation.dates import local_date
from sanggar.funding.models import SPENDABLE, BudgetVersion, CashMonth, VersionLine, VersionState
from sanggar.planning.models import Meeting, Programme

Months = dict[date, int]


@dataclass(slots=True)
class Timetable:
    """Of one programme: how much of each driver falls in which month. `ends` is the month in which mentoring does."""

    ends: date
    weights: dict[str, Months] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def of(self, driver: str) -> Mapping[date, int]:
        if driver != Driver.CONTACT or not self.weights:
            return self.weights.get(driver, {})
        return dict.fromkeys(months_between(min(self.weights[Driver.PROGRAMME]), self.ends), 1)


def planned_by_month(programmes: QuerySet[Programme]) -> tuple[Months, int]:
    """The plan in force of all these programmes together, and how much of it has no month yet."""
    months: Months = defaultdict(int)
    without_month = 0
    for line in planned_lines(programmes):
        without_month += 0 if line.months else line.amount
        for month, part in line.months.items():
            months[month] += part
    return dict(months), without_month


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line in force with its months, which add up to it: the office's own (`is_own`), or read off the timetable, none
    where that does not say. `is_outdated`: there are own ones, for another amount of the line.
    """

    key: UUID
    amount: int
    months: Months
    is_own: bool
    is_outdated: bool


def planned_lines(programmes: QuerySet[Programme]) -> Iterator[PlannedLine]:
    timetables, own = _timetables(programmes), _own_months(programmes)
    for programme, key, driver, amount in _lines_in_force(programmes):
        told = own.get((programme, key), {})
        is_own = bool(told) and sum(told.values()) == amount
        months = told if is_own else spread(amount, timetables[programme].of(driver))
        yield PlannedLine(key, amount, months, is_own, bool(told) and not is_own)


def spread(amount: int, weights: Mapping[date, int]) -> Months:
    """An amount over months by their weight, in whole rupiah that add up to it; nothing where no month has any."""
    total = sum(weights.values())
    if not total:
        return {}
    months = sorted(weights)
    bounds = [amount * reached // total for reached in accumulate((weights[month] for month in months), initial=0)]
    return {month: upper - lower for month, (lower, upper) in zip(months, pairwise(bounds), strict=True)}


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """Their first days, both ends included; at least the first."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, max(start, end) + 1)]


def _lines_in_force(programmes: QuerySet[Programme]) -> Iterable[tuple[int, UUID, str, int]]:
    """(programme, key, driver, amount) of every line in force."""
    adopted = BudgetVersion.objects.filter(state=VersionState.ADOPTED, kind__in=SPENDABLE)
    newest = adopted.filter(budget=OuterRef("version__budget")).order_by("-ordinal").values("pk")[:1]
    lines = VersionLine.objects.filter(version__budget__programme__in=programmes.order_by().values("pk"))
    found = lines.filter(version=Subquery(newest)).order_by()
    return found.values_list("version__budget__programme", "key", "driver", "amount")


def _own_months(programmes: QuerySet[Programme]) -> dict[tuple[int, UUID], Months]:
    """By programme and key of the line."""
    rows = CashMonth.objects.filter(line__budget__programme__in=programmes.order_by().values("pk")).order_by()
    found: dict[tuple[int, UUID], Months] = defaultdict(dict)
    programme = "line__budget__programme"
    for pk, year, key, month, amount in rows.values_list(
        programme, f"{programme}__fiscal_year", "line__key", "month", "amount"
    ):
        found[pk, key][date(year, month, 1)] = amount
    return found


def _timetables(programmes: QuerySet[Programme]) -> dict[int, Timetable]:
    found = {
        pk: Timetable(first_of_month(until or date(year, 12, 1)))
        for pk, until, year in programmes.order_by().values_list("pk", "mentoring_until", "fiscal_year")
    }
    begun: set[tuple[str, int]] = set()
    for meeting in _meetings(programmes):
        _count(found[meeting["programme"]], meeting, begun)
    return found


def _meetings(programmes: QuerySet[Programme]) -> Iterable[Mapping[str, Any]]:
    """Those not called off, the first ones first."""
    meetings = Meeting.objects.standing().filter(cohort__stage__programme__in=programmes.order_by().values("pk"))
    return meetings.order_by("starts_at", "pk").values(
        "starts_at",
        "ends_at",
        "cohort",
        programme=F("cohort__stage__programme"),
        stage=F("cohort__stage"),
        seats=F("cohort__seats"),
        stage_seats=F("cohort__stage__seats"),
    )


def _count(timetable: Timetable, meeting: Mapping[str, Any], begun: set[tuple[str, int]]) -> None:
    month = first_of_month(local_date(meeting["starts_at"]))
    weights = timetable.weights
    weights[Driver.MEETING][month] += 1
    weights[Driver.HOUR][month] += int((meeting["ends_at"] - meeting["starts_at"]).total_seconds())
    weights[Driver.SEAT_MEETING][month] += meeting["seats"]
    for kind, drivers in (
        ("programme", {Driver.PROGRAMME: 1}),
        ("stage", {Driver.STAGE: 1, Driver.SEAT: meeting["stage_seats"]}),
        ("cohort", {Driver.COHORT: 1}),
    ):
        if (kind, meeting[kind]) not in begun:
            begun.add((kind, meeting[kind]))
            for driver, weight in drivers.items():
                weights[driver][month] += weight
