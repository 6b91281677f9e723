"""Reads: how well a programme accompanies. One definition of each number, for pages, files and reports."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.models import RUNNING, Contact, Mentorship, MentorshipEvent, MentorshipState
from sanggar.mentoring.queries.pairs import NEVER_BEGAN
from sanggar.mentoring.queries.rhythm import only_overdue, with_rhythm
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


@dataclass(slots=True)
class MentorFigures:
    """Of one mentor in one programme. `expected` is how many contacts the rhythm asks for in the time the pairs ran,
    pauses left out; `first_days` are the days from each first beginning to the first contact.
    """

    people: int = 0
    contacts: int = 0
    confirmed: int = 0
    minutes: int = 0
    expected: int = 0
    first_days: list[int] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        """Contacts per hundred expected; None where none was expected yet."""
        return 100 * self.contacts // self.expected if self.expected else None

    @property
    def days_to_first(self) -> float | None:
        """The median."""
        return median(self.first_days) if self.first_days else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of those who take part now: how many are accompanied, and how many of these were spoken to in time."""

    seated: int
    accompanied: int
    in_rhythm: int
    days_to_first: float | None


def mentor_figures(programme: Programme, at: datetime) -> dict[int, MentorFigures]:
    """By mentor; who never accompanied anybody has no entry. Three queries, however many people."""
    found: dict[int, MentorFigures] = defaultdict(MentorFigures)
    pairs = {pair.pk: pair for pair in Mentorship.objects.filter(mentor__programme=programme).exclude(NEVER_BEGAN)}
    first = _contacts(pairs, found)
    running = _running_days(programme, at)
    for pair in pairs.values():
        figures = found[pair.mentor_id]
        figures.people += 1
        figures.expected += running[pair.pk] // programme.contact_rhythm_days
        if pair.previous_id is None and pair.pk in first:
            started = local_date(pair.started_at, clock.office_zone())
            figures.first_days.append((first[pair.pk] - started).days)
    return dict(found)


def coverage_of(programme: Programme, at: datetime) -> Coverage:
    seated = Enrolment.objects.of_programme(programme).seated()
    pairs = with_rhythm(Mentorship.objects.filter(enrolment__in=seated, state__in=RUNNING))
    accompanied = pairs.count()
    figures = mentor_figures(programme, at).values()
    days = [day for each in figures for day in each.first_days]
    return Coverage(
        seated=seated.count(),
        accompanied=accompanied,
        in_rhythm=accompanied - only_overdue(pairs, programme, at).count(),
        days_to_first=median(days) if days else None,
    )


def _contacts(pairs: dict[int, Mentorship], found: dict[int, MentorFigures]) -> dict[int, date]:
    """Count the contacts of each mentor; the day of each pair's first."""
    first: dict[int, date] = {}
    rows = Contact.objects.filter(mentorship__in=pairs, voided_at=None).order_by("-held_on")
    for contact in rows:
        figures = found[pairs[contact.mentorship_id].mentor_id]
        figures.contacts += 1
        if contact.is_evidence:
            figures.confirmed += 1
            figures.minutes += contact.minutes
        first[contact.mentorship_id] = contact.held_on
    return first


def _running_days(programme: Programme, at: datetime) -> dict[int, int]:
    """Whole days that each pair was active, from its history."""
    steps: dict[int, list[MentorshipEvent]] = defaultdict(list)
    for event in MentorshipEvent.objects.filter(mentorship__mentor__programme=programme).order_by("at", "pk"):
        steps[event.mentorship_id].append(event)
    return defaultdict(int, {pair: _active_time(events, at).days for pair, events in steps.items()})


def _active_time(events: Iterable[MentorshipEvent], at: datetime) -> timedelta:
    total, since = timedelta(0), None
    for event in events:
        if since is not None:
            total, since = total + (event.at - since), None
        if event.to_state == MentorshipState.ACTIVE:
            since = event.at
    return total + (at - since) if since is not None and at > since else total
