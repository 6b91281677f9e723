"""Reads: programmes, their parts, and the seats that are left."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, MeetingQuerySet, Programme, ProgrammeGrant, Stage, Venue


def published_programmes() -> QuerySet[Programme]:
    """What anyone may see."""
    return Programme.objects.filter(published_at__isnull=False).select_related("organisation__region")


def meetings_of(programme: Programme) -> MeetingQuerySet:
    return Meeting.objects.filter(cohort__stage__programme=programme).select_related(
        "cohort__stage__programme", "cohort__track", "listed_venue__village__parent"
    )


def cohorts_with_room(stage: Stage, track_code: str) -> QuerySet[Cohort]:
    """Cohorts of a stage that teach this track (or are mixed) and have a free seat, the emptiest in front; those
    without meetings after all that have some.
    """
    fitting = Q(track__code=track_code) | Q(track=None)
    planned = Exists(Meeting.objects.filter(cohort=OuterRef("pk")))
    rows = stage.cohorts.filter(fitting, seats__gt=F("seats_taken")).annotate(is_planned=planned)
    return rows.order_by("-is_planned", "seats_taken", "pk")


def planned_in(programmes: QuerySet[Programme]) -> set[int]:
    """Of these programmes the ones in which nothing is left to be planned: there are stages, each with cohorts, each of
    them with meetings.
    """
    no_meeting = Cohort.objects.filter(~Exists(Meeting.objects.filter(cohort=OuterRef("pk"))), stage=OuterRef("pk"))
    some_cohort = Cohort.objects.filter(stage=OuterRef("pk"))
    stages = Stage.objects.filter(programme__in=programmes).annotate(
        is_planned=Exists(some_cohort) & ~Exists(no_meeting)
    )
    begun, unplanned = set(), set()
    for programme, is_whole in stages.order_by().values_list("programme", "is_planned"):
        begun.add(programme)
        if not is_whole:
            unplanned.add(programme)
    return begun - unplanned


def stages_with_parts(programme: Programme) -> QuerySet[Stage]:
    """The stages with cohorts and meetings at hand, for showing the whole plan."""
    return programme.stages.prefetch_related("cohorts__track", "cohorts__meetings")


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


def holders_of(programme: Programme, *roles: str) -> QuerySet[Account]:
    """Who holds one of these roles on a programme now, by a right of whatever scope."""
    now = clock.now()
    wide = Grant.objects.in_force(now).filter(role__in=roles).select_related("region")
    holders = {grant.account_id for grant in wide if grant.covers(programme.organisation)}
    own = ProgrammeGrant.objects.in_force(now).filter(role__in=roles, programme=programme)
    return Account.objects.filter(Q(pk__in=holders) | Q(pk__in=own.values("account")), is_active=True)


def team_of(programme: Programme) -> QuerySet[ProgrammeGrant]:
    """Every right on this programme alone, those in force first. Participants stand in their enrolments."""
    grants = programme.grants.exclude(role=Role.PARTICIPANT).select_related("account", "programme__organisation")
    return grants.order_by(F("ended_at").desc(nulls_first=True), "account__name", "pk")
