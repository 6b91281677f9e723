"""The timetable of one week: each meeting with what became of it and what stands in its way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import date_range, local_date, long_date, time_range
from sanggar.people.models import Account
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.meeting_words import (
    clash_words,
    elsewhere_words,
    full_place,
    size_words,
    taught_by,
    too_few_words,
)
from sanggar.planning.models import ChangeKind, Meeting, Programme
from sanggar.planning.queries import all_too_small, first_clashes, meetings_of
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.pages import presenters
from sanggar.training.queries import all_overlaps, meetings_with_counts, next_meeting
from sanggar.training.rules import may_run_training, may_see_training

WEEK = timedelta(days=7)
YEARS = range(2000, 2101)
NAMED = 3
"""So many of those who are expected at two places are told at once; the others when it is opened."""


@dataclass(frozen=True, slots=True)
class Line:
    meeting: Meeting
    hours: str
    place: str
    trainer: str
    tags: list[tuple[str, str]]
    notes: list[str]
    warnings: list[str]
    twice: list[str]
    may_be_revived: bool


@programme_page(may_see_training)
def week(request: DeskRequest, programme: Programme) -> HttpResponse:
    """`?mulai=2026-11-23`, any day of the week; without it the week of the next meeting."""
    at = clock.now()
    monday = _monday(request.GET.get("mulai", ""), programme, at)
    page = {
        "programme": programme,
        "tabs": presenters.room_tabs(programme, "week"),
        "days": list(_days(programme, monday, at, request.user)),
        "title": date_range(monday, monday + timedelta(days=6)),
        "earlier": (monday - WEEK).isoformat(),
        "later": (monday + WEEK).isoformat(),
        "may_run": may_run_training(request.user, programme),
    }
    return render(request, "training/week.html", page)


def _monday(typed: str, programme: Programme, at: datetime) -> date:
    """What is no date is passed over, as are the years at the ends of the calendar."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        coming = next_meeting(programme, at)
        day = local_date(coming.starts_at if coming else at, clock.office_zone())
    if day.year not in YEARS:
        day = local_date(at, clock.office_zone())
    return day - timedelta(days=day.weekday())


def _days(programme: Programme, monday: date, at: datetime, reader: Account) -> Iterator[tuple[str, list[Line]]]:
    zone = clock.office_zone()
    start = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    rows = meetings_of(programme).filter(starts_at__gte=start, starts_at__lt=start + WEEK)
    meetings = list(meetings_with_counts(rows).prefetch_related("changes").order_by("starts_at", "pk"))
    coming = [each for each in meetings if each.ends_at >= at and not each.cancelled_at]
    warnings, twice = _warnings(programme, coming), _twice(programme, coming, reader)
    by_day: dict[date, list[Line]] = {}
    for meeting in meetings:
        by_day.setdefault(local_date(meeting.starts_at, zone), []).append(
            _line(meeting, warnings[meeting.pk], twice.get(meeting.pk, []), at)
        )
    for day, lines in by_day.items():
        yield long_date(day), lines


def _line(meeting: Meeting, warnings: list[str], twice: list[str], at: datetime) -> Line:
    return Line(
        meeting=meeting,
        hours=time_range(meeting.starts_at, meeting.ends_at, clock.office_zone()),
        place=full_place(meeting),
        trainer=taught_by(meeting),
        tags=list(_tags(meeting)),
        notes=list(_notes(meeting)),
        warnings=[*warnings, *twice[:NAMED]],
        twice=twice[NAMED:],
        may_be_revived=bool(meeting.cancelled_at) and meeting.starts_at > at,
    )


def _tags(meeting: Meeting) -> Iterator[tuple[str, str]]:
    kinds = {change.kind for change in meeting.changes.all()}
    if meeting.cancelled_at:
        yield _("Dibatalkan"), "bad"
    elif ChangeKind.MOVED in kinds:
        yield _("Dipindah"), "warn"
    if meeting.instead_of and not meeting.cancelled_at:
        yield _("Narasumber pengganti"), "now"


def _notes(meeting: Meeting) -> Iterator[str]:
    """What became of it, step by step."""
    zone = clock.office_zone()
    for change in meeting.changes.all():
        if change.kind == ChangeKind.MOVED:
            was = f"{long_date(change.starts_at, zone)}, {time_range(change.starts_at, change.ends_at, zone)}"
            words = _("Semula %(when)s, %(place)s.") % {"when": was, "place": change.venue or change.link}
        else:
            words = f"{change.get_kind_display()}: {change.reason}"
        yield f"{words} ({change.by})"


def _warnings(programme: Programme, coming: list[Meeting]) -> dict[int, list[str]]:
    """What stands in the way of each, found for all of them at once."""
    clashes, small = first_clashes(coming), all_too_small(coming)
    found: dict[int, list[str]] = defaultdict(list)
    for meeting in coming:
        lines = found[meeting.pk]
        if clash := clashes.get(meeting.pk):
            lines.append(_("Bertumpuk: %(clash)s") % {"clash": clash_words(programme, clash)})
        if few_seats := small.get(meeting.pk):
            lines.append(size_words(few_seats))
        if few := too_few_words(meeting):
            lines.append(few)
    return found


def _twice(programme: Programme, coming: list[Meeting], reader: Account) -> dict[int, list[str]]:
    """Who is wanted elsewhere at that time, and where: everybody, by name."""
    found = all_overlaps(coming)
    seen = set(programmes_seen_by(reader).values_list("pk", flat=True)) if found else set()
    return {
        meeting: [elsewhere_words(programme, each.name, each.other, seen) for each in some]
        for meeting, some in found.items()
    }
