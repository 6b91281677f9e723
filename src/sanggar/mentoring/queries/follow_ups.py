"""Reads: what somebody must look after."""

from django.db.models import QuerySet

from sanggar.mentoring.models import OF_THE_OFFICE, FollowUp
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

Scope = Programme | Enrolment | list[int]


def open_follow_ups(scope: Scope) -> QuerySet[FollowUp]:
    """Of a programme, of one participant, or of several by their keys; the oldest first."""
    return follow_ups_of(scope).filter(settled_at=None)


def settled_by_mentors(scope: Scope) -> QuerySet[FollowUp]:
    """What a mentor may settle: nothing that is about the mentor's own silence or notes."""
    return follow_ups_of(scope).exclude(kind__in=OF_THE_OFFICE)


def follow_ups_of(scope: Scope) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.select_related(
        "enrolment__person", "enrolment__track", "enrolment__cohort", "enrolment__stage__programme__organisation"
    ).order_by("opened_at", "pk")
    if isinstance(scope, Enrolment):
        return rows.filter(enrolment=scope)
    if isinstance(scope, Programme):
        return rows.filter(enrolment__stage__programme=scope)
    return rows.filter(enrolment__in=scope)
