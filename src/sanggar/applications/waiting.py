"""Reads: what waits for the office in the applications of many programmes, in one question each."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from sanggar.applications.models import Application, ApplicationState, RightsRequest, RightsState
from sanggar.applications.models.states import UNSETTLED
from sanggar.planning.models import Programme

CHECKED_AT_THE_DESK = {"submitted": ApplicationState.SUBMITTED, "contested": ApplicationState.CONTESTED}


@dataclass(frozen=True, slots=True)
class ApplicationsWaiting:
    """Numbers of applications; `oldest_at` is since when the first of those submitted waits."""

    submitted: int = 0
    contested: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RightsWaiting:
    """Unanswered requests of people about their own data: how many, how many past the law's day, and the next day."""

    asked: int
    late: int
    due_at: datetime


def applications_waiting(programmes: QuerySet[Programme]) -> dict[int, ApplicationsWaiting]:
    """By programme; one in which nothing waits is left out."""
    rows = Application.objects.filter(
        call__stage__programme__in=programmes, state__in=CHECKED_AT_THE_DESK.values()
    ).order_by()
    counts = {name: Count("pk", filter=Q(state=state)) for name, state in CHECKED_AT_THE_DESK.items()}
    oldest = Min("changed_at", filter=Q(state=ApplicationState.SUBMITTED))
    found = rows.values_list("call__stage__programme").annotate(**counts, oldest_at=oldest)
    return {programme: ApplicationsWaiting(*told) for programme, *told in found}


def calls_unsettled(programmes: QuerySet[Programme]) -> set[int]:
    """Calls with applications that are to be decided on before the list can be frozen."""
    rows = Application.objects.filter(call__stage__programme__in=programmes, state__in=UNSETTLED).order_by()
    return set(rows.values_list("call", flat=True).distinct())


def rights_waiting(programmes: QuerySet[Programme], at: datetime) -> dict[int, RightsWaiting]:
    """By programme; one that owes nobody an answer is left out."""
    rows = RightsRequest.objects.filter(programme__in=programmes, state=RightsState.ASKED).order_by()
    late = Count("pk", filter=Q(due_at__lte=at))
    found = rows.values_list("programme").annotate(asked=Count("pk"), late=late, due=Min("due_at"))
    return {programme: RightsWaiting(*told) for programme, *told in found}
