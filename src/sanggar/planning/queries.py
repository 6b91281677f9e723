"""Reads: programmes, their parts, and the seats that are left."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, MeetingQuerySet, Programme, ProgrammeGrant, Stage, Venue


def published_programmes() -> QuerySet[Programme]:
    """What anyone may see."""
    return Programme.objects.filter(published_at__isnull=False).select_related("organisation__region")


def meetings_of(programme: Programme) -> MeetingQuerySet:
    return Meeting.objects.filter(cohort__stage__programme=programme).select_related(
        "cohort__stage", "cohort__track", "listed_venue__village__parent"
    )


def cohorts_with_room(stage: Stage, track_code: str) -> QuerySet[Cohort]:
    """Cohorts of a stage that teach this track (or are mixed) and have a free seat, the emptiest in front; those
    without meetings after all that have some.
    """
    fitting = Q(track__code=track_code) | Q(track=None)
    planned = Exists(Meeting.objects.filter(cohort=OuterRef("pk")))
    rows = stage.cohorts.filter(fitting, seats__gt=F("seats_taken")).annotate(is_planned=planned)
    return rows.order_by("-is_planned", "seats_taken", "pk")


def is_planned(programme: Programme) -> bool:
    """Whether nothing is left to be planned: there are stages, each with cohorts, each of them with meetings."""
    no_meeting = Cohort.objects.filter(~Exists(Meeting.objects.filter(cohort=OuterRef("pk"))), stage=OuterRef("pk"))
    some_cohort = Cohort.objects.filter(stage=OuterRef("pk"))
    stages = programme.stages.annotate(has_cohort=Exists(some_cohort), lacks_meeting=Exists(no_meeting))
    found = stages.values_list("has_cohort", "lacks_meeting")
    return bool(found) and all(has_cohort and not lacks_meeting for has_cohort, lacks_meeting in found)


def stages_with_parts(programme: Programme) -> QuerySet[Stage]:
    """The stages with cohorts and meetings at hand, for showing the whole plan."""
    return programme.stages.prefetch_related("cohorts__track", "cohorts__meetings")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two meetings at overlapping times that share a "cohort", a "trainer", a "venue" or a "link" (`kind`), named
    `shared`.
    """

    meeting: Meeting
    other: Meeting
    kind: str
    shared: str


def clashes_of(programme: Programme, at: datetime) -> list[Clash]:
    """Coming meetings of a programme that get in each other's way, or in that of another programme of the office."""
    office = standing_meetings(programme.organisation_id).filter(ends_at__gte=at)
    rows = list(office.select_related("cohort__stage__programme").order_by("starts_at", "pk"))
    found = []
    for place, first in enumerate(rows):
        for other in rows[place + 1 :]:
            if other.starts_at >= first.ends_at:
                break  # in order of time: nothing after it can overlap
            ours = programme.pk in {each.cohort.stage.programme_id for each in (first, other)}
            if ours and (shared := _shared(first, other)):
                found.append(Clash(first, other, *shared))
    return found


def first_clash(meeting: Meeting) -> Clash | None:
    """What stands in the way of a meeting, which need not be saved yet."""
    office = standing_meetings(meeting.cohort.stage.programme.organisation_id)
    rows = office.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at).exclude(pk=meeting.pk)
    for other in rows.select_related("cohort__stage__programme").order_by("starts_at", "pk"):
        if shared := _shared(meeting, other):
            return Clash(meeting, other, *shared)
    return None


def standing_meetings(office: int) -> MeetingQuerySet:
    return Meeting.objects.standing().filter(cohort__stage__programme__organisation=office)


def _shared(one: Meeting, other: Meeting) -> tuple[str, str] | None:
    """What can't be in two places at once, unless the two are one meeting that is held for several cohorts."""
    if one.cohort_id == other.cohort_id:
        return "cohort", one.cohort.name
    if _is_joint(one, other):
        return None
    if _is_same_trainer(one, other):
        return "trainer", one.trainer_name
    for kind in ("venue", "link"):
        place = getattr(one, kind)
        if place and place.casefold() == getattr(other, kind).casefold():
            return kind, place
    return None


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
    venue = meeting.listed_venue
    if venue is None or venue.capacity is None or meeting.cancelled_at:
        return None
    same = Q(starts_at=meeting.starts_at, ends_at=meeting.ends_at, listed_venue=venue)
    rows = Meeting.objects.standing().filter(same).exclude(pk=meeting.pk).select_related("cohort")
    people = meeting.cohort.seats + sum(each.cohort.seats for each in rows)
    return TooSmall(venue, people) if people > venue.capacity else None


def venues_of(office: Organisation) -> QuerySet[Venue]:
    """The places that are offered for meetings."""
    return office.venues.filter(retired_at=None).select_related("village__parent")


def trainers_of(programme: Programme) -> QuerySet[Account]:
    """Accounts that may be named as the trainer of a meeting."""
    now = clock.now()
    office = Grant.objects.in_force(now).filter(organisation=programme.organisation, role=Role.TRAINER)
    own = ProgrammeGrant.objects.in_force(now).filter(programme=programme, role=Role.TRAINER)
    held = Q(pk__in=office.values("account")) | Q(pk__in=own.values("account"))
    return Account.objects.filter(held, is_active=True).order_by("name")


def team_of(programme: Programme) -> QuerySet[ProgrammeGrant]:
    """Every right on this programme alone, those in force first. Participants stand in their enrolments."""
    grants = programme.grants.exclude(role=Role.PARTICIPANT).select_related("account", "programme__organisation")
    return grants.order_by(F("ended_at").desc(nulls_first=True), "account__name", "pk")
