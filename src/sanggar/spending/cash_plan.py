"""When the money of a budget is expected to leave, by month: read off the timetable, line by line. Writes nothing.

What drives a line says when it is spent: what is paid for each meeting in the months of the meetings, what is paid for
a stage, class or seat when that stage or class begins, mentoring in the months of mentoring, all else when the
programme begins. A line whose programme has no meetings yet has no month. Whole rupiah; the months add up to the line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from sanggar.cores.costing.shape import Driver
from sanggar.foundation.dates import local_date
from sanggar.funding.models import SPENDABLE, BudgetVersion, VersionLine, VersionState
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
    timetables = _timetables(programmes)
    months: Months = defaultdict(int)
    without_month = 0
    for programme, driver, amount in _planned_lines(programmes):
        parts = spread(amount, timetables[programme].of(driver))
        without_month += 0 if parts else amount
        for month, part in parts.items():
            months[month] += part
    return dict(months), without_month


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


def _planned_lines(programmes: QuerySet[Programme]) -> Iterable[tuple[int, str, int]]:
    """(programme, driver, amount) of every line in force."""
    adopted = BudgetVersion.objects.filter(state=VersionState.ADOPTED, kind__in=SPENDABLE)
    newest = adopted.filter(budget=OuterRef("version__budget")).order_by("-ordinal").values("pk")[:1]
    lines = VersionLine.objects.filter(version__budget__programme__in=programmes.order_by().values("pk"))
    return (
        lines.filter(version=Subquery(newest)).order_by().values_list("version__budget__programme", "driver", "amount")
    )


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
