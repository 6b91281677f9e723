"""Reads: programmes, their parts, and the seats that are left."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant, Role
from sanggar.planning.models import Cohort, Meeting, Programme, ProgrammeGrant, Stage


def published_programmes() -> QuerySet[Programme]:
    """What anyone may see."""
    return Programme.objects.filter(published_at__isnull=False).select_related("organisation__region")


def meetings_of(programme: Programme) -> QuerySet[Meeting]:
    return Meeting.objects.filter(cohort__stage__programme=programme).select_related("cohort__stage", "cohort__track")


def coming_meetings(programme: Programme, at: datetime) -> QuerySet[Meeting]:
    return meetings_of(programme).filter(ends_at__gte=at)


def cohorts_with_room(stage: Stage, track_code: str) -> QuerySet[Cohort]:
    """Cohorts of a stage that teach this track (or are mixed) and have a free seat, the emptiest in front; those
    without meetings after all that have some.
    """
    fitting = Q(track__code=track_code) | Q(track=None)
    planned = Exists(Meeting.objects.filter(cohort=OuterRef("pk")))
    rows = stage.cohorts.filter(fitting, seats__gt=F("seats_taken")).annotate(is_planned=planned)
    return rows.order_by("-is_planned", "seats_taken", "pk")


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How much of a programme is planned; `seats` over all stages."""

    tracks: int
    stages: int
    cohorts: int
    meetings: int
    seats: int

    @property
    def is_complete(self) -> bool:
        """Whether there is at least one of everything a training needs."""
        return min(self.tracks, self.stages, self.cohorts, self.meetings) > 0


def plan_counts(programme: Programme) -> PlanCounts:
    stages = programme.stages.aggregate(stages=Count("pk"), seats=Sum("seats", default=0))
    return PlanCounts(
        tracks=programme.tracks.count(),
        stages=stages["stages"],
        cohorts=Cohort.objects.filter(stage__programme=programme).count(),
        meetings=meetings_of(programme).count(),
        seats=stages["seats"],
    )


def stages_with_parts(programme: Programme) -> QuerySet[Stage]:
    """The stages with cohorts and meetings at hand, for showing the whole plan."""
    return programme.stages.prefetch_related("cohorts__track", "cohorts__meetings")


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
