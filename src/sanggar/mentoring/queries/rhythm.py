"""When a pair must have spoken again: the last contact that counts, or the start, plus the programme's rhythm.
A pause adds its days. The first contact of a pair has days of its own (`Terms`), where they are fewer.

Days are days where the office is. A pair is overdue from the day after the due day. No day is due after the last one of
the programme's mentoring: from the day after it a pair waits for its end alone (`closing.unclosed_pairs`).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest, TruncDate

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.models import Answer, Contact, Mentorship, MentorshipState, Terms
from sanggar.planning.models import Programme

ON_EACH = ("last_on", "since", "heard_on")
SPOKEN = Q(voided_at=None) & ~Q(answer=Answer.DISPUTED)
"""Of a contact that the participant says never was, only the mentor says that they spoke."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where a pair stands on a day. `last_on` is None before the first contact, which is to come by `first_on`.
    `heard_on` is the last contact with the participant, whoever the mentor was. Once mentoring `is_over`, nothing is
    late.
    """

    last_on: date | None
    due_on: date
    days_late: int
    first_on: date | None = None
    days_unmet: int = 0
    heard_on: date | None = None
    is_over: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.days_late > 0

    @property
    def next_on(self) -> date:
        """By when to speak: the day of the first contact, or of the rhythm."""
        return min(self.first_on or self.due_on, self.due_on)

    @property
    def is_awaited(self) -> bool:
        """The rhythm, or the day for the first contact, has lapsed."""
        return self.is_overdue or self.days_unmet > 0


def due_on(since: date, rhythm_days: int) -> date:
    """The last day on which the next contact is in time; `since` is the last contact, or the start."""
    return since + timedelta(days=rhythm_days)


def days_late(since: date, rhythm_days: int, at: datetime) -> int:
    """0 up to and on the due day, then how many days have passed since."""
    return max(0, (_day(at) - due_on(since, rhythm_days)).days)


def with_rhythm(mentorships: QuerySet[Mentorship]) -> QuerySet[Mentorship]:
    """Mentorships with `last_on`, `since` and `heard_on` on each; read them with `rhythm_of`.

    No contact is from before the start, and a pause only moves its day on: so the start, whose day is dear to find in
    SQLite, is asked for only where there is neither.
    """
    counted = Contact.objects.filter(SPOKEN, mentorship=OuterRef("pk")).order_by("-held_on")
    last = Subquery(counted.values("held_on")[:1])  # one step in the index a pair; a join would group every contact
    start = TruncDate("started_at", tzinfo=clock.office_zone())
    rested = Greatest(Coalesce("last_on", "counts_from"), F("counts_from"), output_field=DateField())
    since = Case(When(counts_from=None, then=Coalesce("last_on", start)), default=rested, output_field=DateField())
    heard = Contact.objects.filter(SPOKEN, mentorship__enrolment=OuterRef("enrolment")).order_by("-held_on")
    rows = mentorships.annotate(last_on=last).annotate(since=since)
    return rows.annotate(heard_on=Subquery(heard.values("held_on")[:1]))


def since_of(mentorship: Mentorship) -> date:
    """The day from which the rhythm of one pair counts now."""
    since: date = vars(with_rhythm(Mentorship.objects.filter(pk=mentorship.pk)).get())["since"]
    return since


def rhythm_of(mentorship: Mentorship, at: datetime) -> Rhythm:
    """Of a mentorship that came from `with_rhythm`. What has ended or rests, or runs on after the programme's last day
    of mentoring, is never late.
    """
    last_on, since, heard_on = (getattr(mentorship, name) for name in ON_EACH)
    programme = mentorship.mentor.programme
    days, first = programme.contact_rhythm_days, first_contact_days(programme)
    over, is_unmet, last_day = is_over(programme, at), last_on is None, programme.mentoring_until or date.max
    counts = mentorship.is_active and not over
    return Rhythm(
        last_on=last_on,
        due_on=min(due_on(since, days), last_day),
        days_late=days_late(since, days, at) if counts else 0,
        first_on=min(due_on(since, first), last_day) if is_unmet else None,
        days_unmet=days_late(since, first, at) if counts and is_unmet else 0,
        heard_on=heard_on,
        is_over=over,
    )


def is_over(programme: Programme, at: datetime) -> bool:
    """Whether the last day of a programme's mentoring has passed; never where none is set."""
    return programme.mentoring_until is not None and _day(at) > programme.mentoring_until


def within_mentoring(programme: Programme, at: datetime) -> datetime:
    """`at`, or the last moment of mentoring where it is over: as of then is judged what was done in time."""
    if not is_over(programme, at):
        return at
    assert programme.mentoring_until is not None
    return datetime.combine(programme.mentoring_until, time.max, clock.office_zone())


def first_contact_days(programme: Programme) -> int:
    """Within how many days of its beginning a pair is to have spoken; never more than the rhythm."""
    terms: Terms = getattr(programme, "mentoring_terms", None) or Terms()
    return min(terms.first_contact_within, programme.contact_rhythm_days)


def only_overdue(mentorships: QuerySet[Mentorship], programme: Programme, at: datetime) -> QuerySet[Mentorship]:
    """Those of a programme's mentorships whose rhythm, or day for a first contact, has lapsed: the same as
    `Rhythm.is_awaited`, asked so that the database looks at one entry of an index a pair.
    """
    if is_over(programme, at):
        return mentorships.none()
    late = overdue_where(programme.contact_rhythm_days, first_contact_days(programme), at)
    return mentorships.filter(late, state=MentorshipState.ACTIVE)


def overdue_where(rhythm_days: int, first_days: int, at: datetime) -> Q:
    """The same of active mentorships, by the days of their programme."""
    contacts = Contact.objects.filter(SPOKEN, mentorship=OuterRef("pk"))
    first_good_day = _day(at) - timedelta(days=rhythm_days)
    in_time = contacts.filter(held_on__gte=first_good_day)
    first_met_day = _day(at) - timedelta(days=first_days)
    late = _began_before(first_good_day) | (_began_before(first_met_day) & ~Q(Exists(contacts)))
    return late & ~Q(Exists(in_time))


def _began_before(day: date) -> Q:
    """Neither started nor went on after a pause on this day or later."""
    morning = datetime.combine(day, time.min, clock.office_zone())
    return (Q(counts_from=None) | Q(counts_from__lt=day)) & Q(started_at__lt=morning)


def _day(at: datetime) -> date:
    return local_date(at, clock.office_zone())
