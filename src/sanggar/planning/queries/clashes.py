"""Reads: what can't be at two places at once. Trainers are looked for in every office, for they are people; places and
links only in the meeting's own, whose words they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sanggar.planning.models import Meeting, MeetingQuerySet, Programme, Venue

WITH_OFFICE = "cohort__stage__programme"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two meetings at overlapping times that share a "cohort", a "trainer", a "venue" or a "link" (`kind`), named
    `shared`. Of another office's meeting nothing may be told but that there is one.
    """

    meeting: Meeting
    other: Meeting
    kind: str
    shared: str

    @property
    def is_elsewhere(self) -> bool:
        return _office(self.meeting) != _office(self.other)


def clashes_of(programme: Programme, at: datetime) -> list[Clash]:
    """Coming meetings of a programme that get in each other's way, in that of another programme of the office, or that
    want a trainer whom another office has at that time.
    """
    coming = Meeting.objects.standing().filter(ends_at__gte=at)
    trainers = coming.filter(cohort__stage__programme=programme, trainer__isnull=False).order_by().values("trainer")
    found = []
    rows = list(_near(coming, programme.organisation_id, trainers).order_by("starts_at", "pk"))
    for place, first in enumerate(rows):
        for other in rows[place + 1 :]:
            if other.starts_at >= first.ends_at:
                break  # in order of time: nothing after it can overlap
            ours = programme.pk in {each.cohort.stage.programme_id for each in (first, other)}
            if ours and (shared := _shared(first, other)):
                found.append(Clash(first, other, *shared))
    return found


def all_clashes(meeting: Meeting) -> list[Clash]:
    """Whatever stands in the way of a meeting, which need not be saved yet."""
    rows = _near(_around([meeting]), _office(meeting), [meeting.trainer_id] if meeting.trainer_id else [])
    others = [each for each in rows if each.pk != meeting.pk and is_at_once(meeting, each)]
    return [Clash(meeting, other, *shared) for other in others for shared in _all_shared(meeting, other)]


def first_clashes(meetings: Sequence[Meeting]) -> dict[int | None, Clash]:
    """Of meetings of one office, by their keys, those that something stands in the way of, and the first such thing."""
    if not meetings:
        return {}
    rows = list(
        _near(_around(meetings), _office(meetings[0]), {each.trainer_id for each in meetings if each.trainer_id})
    )
    found: dict[int | None, Clash] = {}
    for meeting in meetings:
        for other in rows:
            if other.pk != meeting.pk and is_at_once(meeting, other) and (shared := _shared(meeting, other)):
                found[meeting.pk] = Clash(meeting, other, *shared)
                break
    return found


def is_at_once(one: Meeting, other: Meeting) -> bool:
    return other.starts_at < one.ends_at and other.ends_at > one.starts_at


def standing_meetings(office: int) -> MeetingQuerySet:
    return Meeting.objects.standing().filter(cohort__stage__programme__organisation=office)


def _around(meetings: Iterable[Meeting]) -> MeetingQuerySet:
    """Whatever stands between the first beginning and the last end."""
    begins, ends = min(each.starts_at for each in meetings), max(each.ends_at for each in meetings)
    return Meeting.objects.standing().filter(starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at", "pk")


def _near(meetings: MeetingQuerySet, office: int, trainers: object) -> MeetingQuerySet:
    """Those of an office, and those of other offices that these trainers teach."""
    near = Q(cohort__stage__programme__organisation=office) | Q(trainer__in=trainers)
    return meetings.filter(near).select_related(WITH_OFFICE)


def _office(meeting: Meeting) -> int:
    return meeting.cohort.stage.programme.organisation_id


def _shared(one: Meeting, other: Meeting) -> tuple[str, str] | None:
    return next(_all_shared(one, other), None)


def _all_shared(one: Meeting, other: Meeting) -> Iterator[tuple[str, str]]:
    """What can't be in two places at once, unless the two are one meeting that is held for several cohorts."""
    if one.cohort_id == other.cohort_id:
        yield "cohort", one.cohort.name
    elif _is_joint(one, other):
        return
    if _office(one) != _office(other):
        if one.trainer_id and one.trainer_id == other.trainer_id:
            yield "trainer", one.trainer_name
        return
    if _is_same_trainer(one, other):
        yield "trainer", one.trainer_name
    for kind in ("venue", "link"):
        place = getattr(one, kind)
        if place and place.casefold() == getattr(other, kind).casefold():
            yield kind, place


def _is_joint(one: Meeting, other: Meeting) -> bool:
    """Same topic, hours, trainer and place: said alike, so meant alike."""
    said = ("starts_at", "ends_at", "topic", "trainer_name", "trainer_id", "venue", "link")
    return all(getattr(one, name) == getattr(other, name) for name in said)


def _is_same_trainer(one: Meeting, other: Meeting) -> bool:
    """Two accounts are two people, whatever they are called; without them the name decides."""
    if one.trainer_id and other.trainer_id:
        return one.trainer_id == other.trainer_id
    return one.trainer_name.casefold() == other.trainer_name.casefold()


@dataclass(frozen=True, slots=True)
class TooSmall:
    """A listed place that holds fewer than may come: `people` of one meeting, or of all held there jointly."""

    venue: Venue
    people: int


def too_small(meeting: Meeting) -> TooSmall | None:
    """Counted in the seats of the cohorts, for they may all be filled by then."""
    return all_too_small([meeting]).get(meeting.pk)


def all_too_small(meetings: Sequence[Meeting]) -> dict[int | None, TooSmall]:
    """Of meetings, by their keys, those whose listed place is too small for everybody who may come there then."""
    counted = [each for each in meetings if _is_limited(each)]
    if not counted:
        return {}
    rows = _around(counted).filter(listed_venue__in={each.listed_venue_id for each in counted}).select_related("cohort")
    there = list(rows)
    found: dict[int | None, TooSmall] = {}
    for meeting in counted:
        jointly = (
            each for each in there if each.pk != meeting.pk and _place_and_hours(each) == _place_and_hours(meeting)
        )
        people = meeting.cohort.seats + sum(each.cohort.seats for each in jointly)
        venue = meeting.listed_venue
        if venue and venue.capacity and people > venue.capacity:
            found[meeting.pk] = TooSmall(venue, people)
    return found


def _is_limited(meeting: Meeting) -> bool:
    venue = meeting.listed_venue
    return bool(venue and venue.capacity and not meeting.cancelled_at)


def _place_and_hours(meeting: Meeting) -> tuple[int | None, datetime, datetime]:
    return meeting.listed_venue_id, meeting.starts_at, meeting.ends_at
