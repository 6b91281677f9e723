"""Reads: programmes, their parts, and the seats that are left."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant, Role
from sanggar.planning.models import Cohort, Meeting, Programme, ProgrammeGrant, Stage


def published_programmes() -> QuerySet[Programme]:
    """What anyone may see."""
    return Programme.objects.filter(published_at__isnull=False).select_related("organisation__region")


def meetings_of(programme: Programme) -> QuerySet[Meeting]:
    return Meeting.objects.filter(cohort__stage__programme=programme).select_related("cohort__stage", "cohort__track")


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
    stages = programme.stages.prefetch_related("cohorts__meetings")
    cohorts = [list(stage.cohorts.all()) for stage in stages]
    return bool(cohorts) and all(own and all(each.meetings.all() for each in own) for own in cohorts)


def stages_with_parts(programme: Programme) -> QuerySet[Stage]:
    """The stages with cohorts and meetings at hand, for showing the whole plan."""
    return programme.stages.prefetch_related("cohorts__track", "cohorts__meetings")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two meetings at overlapping times that share a "cohort", a "trainer" or a "venue" (`kind`), named `shared`."""

    meeting: Meeting
    other: Meeting
    kind: str
    shared: str


def clashes_of(programme: Programme, at: datetime) -> list[Clash]:
    """Coming meetings of a programme that get in each other's way, or in that of another programme of the office."""
    office = Meeting.objects.filter(cohort__stage__programme__organisation=programme.organisation_id, ends_at__gte=at)
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


def _shared(one: Meeting, other: Meeting) -> tuple[str, str] | None:
    """What can't be in two places at once; accounts are compared, else names."""
    if one.cohort_id == other.cohort_id:
        return "cohort", one.cohort.name
    same_account = one.trainer_id and one.trainer_id == other.trainer_id
    if same_account or one.trainer_name.casefold() == other.trainer_name.casefold():
        return "trainer", one.trainer_name
    if one.venue and one.venue.casefold() == other.venue.casefold():
        return "venue", one.venue
    return None


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
