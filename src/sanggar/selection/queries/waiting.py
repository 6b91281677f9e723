"""Reads: what waits for a decision in the selections of many programmes, in one question each."""

from django.db.models import Count, Q, QuerySet

from sanggar.planning.models import Programme
from sanggar.selection.models import Objection, ObjectionState, ProposedChange


def calls_with_change_in(programmes: QuerySet[Programme]) -> set[int]:
    """Calls of which a change of the procedure waits for a second person."""
    waiting = ProposedChange.objects.filter(procedure__call__stage__programme__in=programmes, settled_at=None)
    return set(waiting.values_list("procedure__call", flat=True))


def objections_waiting_in(programmes: QuerySet[Programme]) -> dict[int, tuple[int, int]]:
    """By draw: how many objections nobody has answered, and how many were upheld and are not settled yet."""
    found = Objection.objects.filter(draw__call__stage__programme__in=programmes).order_by().values_list("draw")
    unanswered = Count("pk", filter=Q(state=ObjectionState.OPEN))
    unsettled = Count("pk", filter=Q(state=ObjectionState.UPHELD, settled_at=None))
    return {draw: (first, second) for draw, first, second in found.annotate(a=unanswered, b=unsettled)}
