"""The timetable of one week: each meeting with what became of it and what stands in its way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import date_range, local_date, long_date, time_range
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.meeting_words import (
    full_place,
    meeting_words,
    other_words,
    shared_words,
    size_words,
    taught_by,
    too_few_words,
)
from sanggar.planning.models import ChangeKind, Meeting, Programme
from sanggar.planning.queries import first_clash, meetings_of, too_small
from sanggar.training.pages import presenters
from sanggar.training.queries import meetings_with_counts, next_meeting, overlaps
from sanggar.training.rules import may_run_training, may_see_training

WEEK = timedelta(days=7)
YEARS = range(2000, 2101)
NAMED = 3
"""So many of those who are expected at two places are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    meeting: Meeting
    hours: str
    place: str
    trainer: str
    tags: list[tuple[str, str]]
    notes: list[str]
    warnings: list[str]


@programme_page(may_see_training)
def week(request: DeskRequest, programme: Programme) -> HttpResponse:
    """`?mulai=2026-11-23`, any day of the week; without it the week of the next meeting."""
    at = clock.now()
    monday = _monday(request.GET.get("mulai", ""), programme, at)
    page = {
        "programme": programme,
        "tabs": presenters.room_tabs(programme, "week"),
        "days": list(_days(programme, monday, at)),
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


def _days(programme: Programme, monday: date, at: datetime) -> Iterator[tuple[str, list[Line]]]:
    zone = clock.office_zone()
    start = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    rows = meetings_of(programme).filter(starts_at__gte=start, starts_at__lt=start + WEEK)
    by_day: dict[date, list[Line]] = {}
    for meeting in meetings_with_counts(rows).prefetch_related("changes").order_by("starts_at", "pk"):
        by_day.setdefault(local_date(meeting.starts_at, zone), []).append(_line(programme, meeting, at))
    for day, lines in by_day.items():
        yield long_date(day), lines


def _line(programme: Programme, meeting: Meeting, at: datetime) -> Line:
    is_coming = meeting.ends_at >= at and not meeting.cancelled_at
    return Line(
        meeting=meeting,
        hours=time_range(meeting.starts_at, meeting.ends_at, clock.office_zone()),
        place=full_place(meeting),
        trainer=taught_by(meeting) if not meeting.cancelled_at else meeting.trainer_name,
        tags=list(_tags(meeting)),
        notes=list(_notes(meeting)),
        warnings=list(_warnings(programme, meeting)) if is_coming else [],
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


def _warnings(programme: Programme, meeting: Meeting) -> Iterator[str]:
    if clash := first_clash(meeting):
        words = {"shared": shared_words(clash), "other": other_words(programme, clash.other)}
        yield _("Bertumpuk: %(shared)s juga dipakai %(other)s.") % words
    if small := too_small(meeting):
        yield size_words(small)
    if few := too_few_words(meeting):
        yield few
    twice = overlaps(meeting)
    for each in twice[:NAMED]:
        words = {"name": each.enrolment.person.name, "other": meeting_words(programme, each.other)}
        yield _("%(name)s pada waktu itu juga ditunggu di %(other)s.") % words
    if len(twice) > NAMED:
        yield _("Demikian juga %(count)d peserta lain.") % {"count": len(twice) - NAMED}
