"""Reads: how well a programme accompanies. One definition of each number, for pages, files and reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Sum

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.percents import percent_of
from sanggar.mentoring.models import RUNNING, Contact, Mentorship, MentorshipEvent, MentorshipState
from sanggar.mentoring.queries.pairs import CONFIRMED, NEVER_BEGAN
from sanggar.mentoring.queries.rhythm import only_overdue, with_rhythm, within_mentoring
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


@dataclass(slots=True)
class MentorFigures:
    """Of one mentor in one programme. `expected` is how many contacts the rhythm asks for in the time the pairs ran,
    pauses left out; `met` how many of these were held and confirmed, so that what is more than was due with one person
    makes up for nobody else; `first_days` are the days from each first beginning to the first contact.
    """

    people: int = 0
    contacts: int = 0
    confirmed: int = 0
    minutes: int = 0
    expected: int = 0
    met: int = 0
    first_days: list[int] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        """Of a hundred expected contacts those that the participant confirmed, 0 to 100; None where none was expected
        yet.
        """
        return percent_of(self.met, self.expected)

    @property
    def is_more_than_due(self) -> bool:
        """With nobody less than was due, and with somebody more."""
        return self.met == self.expected and self.confirmed > self.expected

    @property
    def days_to_first(self) -> float | None:
        """The median."""
        return median(self.first_days) if self.first_days else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of those who take part now: how many are accompanied, and how many of these were spoken to in time (when
    mentoring is over: by its last day). `contacts` are all that were noted and count, also with who left;
    those `confirmed` by the participant are evidence.
    """

    seated: int
    accompanied: int
    in_rhythm: int
    contacts: int
    confirmed: int
    days_to_first: float | None


def mentor_figures(programme: Programme, at: datetime) -> dict[int, MentorFigures]:
    """By mentor; who never accompanied anybody has no entry. Three queries, and the database adds up the contacts."""
    found: dict[int, MentorFigures] = defaultdict(MentorFigures)
    running = _running_days(programme, within_mentoring(programme, at))
    contacts, zone = _contacts(programme), clock.office_zone()
    pairs = Mentorship.objects.filter(mentor__programme=programme).exclude(NEVER_BEGAN)
    for pair, mentor, previous, began in pairs.values_list("pk", "mentor", "previous", "started_at"):
        figures = found[mentor]
        figures.people += 1
        expected = running[pair] // programme.contact_rhythm_days
        figures.expected += expected
        if pair in contacts:
            number, confirmed, minutes, first_on = contacts[pair]
            figures.contacts += number
            figures.confirmed += confirmed
            figures.met += min(confirmed, expected)
            figures.minutes += minutes
            if previous is None:
                figures.first_days.append((first_on - local_date(began, zone)).days)
    return dict(found)


def coverage_of(programme: Programme, figures: Mapping[int, MentorFigures], at: datetime) -> Coverage:
    """`figures` are those of its mentors."""
    seated = Enrolment.objects.of_programme(programme).seated()
    pairs = with_rhythm(Mentorship.objects.filter(enrolment__in=seated, state__in=RUNNING))
    accompanied = pairs.count()
    days = [day for each in figures.values() for day in each.first_days]
    return Coverage(
        seated=seated.count(),
        accompanied=accompanied,
        in_rhythm=accompanied - only_overdue(pairs, programme, within_mentoring(programme, at)).count(),
        contacts=sum(each.contacts for each in figures.values()),
        confirmed=sum(each.confirmed for each in figures.values()),
        days_to_first=median(days) if days else None,
    )


def _contacts(programme: Programme) -> dict[int, tuple[int, int, int, date]]:
    """By pair, of those that count: how many, how many and how many minutes are confirmed, the day of the first."""
    rows = Contact.objects.filter(mentorship__mentor__programme=programme, voided_at=None).order_by()
    sums = rows.values_list("mentorship").annotate(
        number=Count("pk"),
        confirmed=Count("pk", filter=CONFIRMED),
        confirmed_minutes=Sum("minutes", filter=CONFIRMED, default=0),
        first_on=Min("held_on"),
    )
    return {pair: (number, confirmed, minutes, first) for pair, number, confirmed, minutes, first in sums}


def _running_days(programme: Programme, at: datetime) -> dict[int, int]:
    """Whole days that each pair was active up to `at`, from its history."""
    steps: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    rows = MentorshipEvent.objects.filter(mentorship__mentor__programme=programme).order_by("pk")
    for pair, state, since in rows.values_list("mentorship", "to_state", "at"):
        steps[pair].append((state, since))
    return defaultdict(int, {pair: _active_time(events, at).days for pair, events in steps.items()})


def _active_time(steps: Iterable[tuple[str, datetime]], at: datetime) -> timedelta:
    """Up to `at`: nothing after it counts, be it a pair's end or that it went on after a pause."""
    total, since = timedelta(0), None
    for state, begun in steps:
        moment = min(begun, at)
        if since is not None:
            total, since = total + max(timedelta(0), moment - since), None
        if state == MentorshipState.ACTIVE:
            since = moment
    return total + (at - since) if since is not None else total
